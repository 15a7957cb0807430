"""Public accounts: published totals equal the file's to the dollar, and rows keep their rules."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pipelines.families import row_rules
from tests.unit.families.through import Through, through

GENERAL, SPECIAL = "comptes-publics-fonds-general", "comptes-publics-fonds-speciaux"
YEAR = "2024-2025"
CUT = "Environnement, Lutte contre les changements climatiques, Faune"
FREE = "Ne nécessitant pas de crédits"
SURPLUS = "Surplus (déficit) de l'exercice lié aux activités"


@pytest.fixture(scope="module")
def general(real_files: Path) -> Path:
    return real_files / "comptes_publics" / "donnees_ouvertes_vol2_dep_supercat_24-25.csv"


@pytest.fixture(scope="module")
def special(real_files: Path) -> Path:
    return real_files / "comptes_publics" / "donnees_ouvertes_vol2_rev_dep_invest_fs_24-25.csv"


@pytest.fixture(scope="module")
def general_fund(general: Path) -> Through:
    return through(GENERAL, YEAR, general)


@pytest.fixture(scope="module")
def special_funds(special: Path) -> Through:
    return through(SPECIAL, YEAR, special)


def source_rows(path: Path) -> Iterator[dict[str, str]]:
    """Read a file by Python alone: stripped cells, blank rows left out."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if any(row.values()):
                yield {name: cell.strip() for name, cell in row.items()}


def dollars(cell: str) -> int:
    """Read « -5 682 000 » by Python alone."""
    return int("".join(cell.split()))


def totals(frame: pl.DataFrame, *keys: str) -> dict[tuple, int]:
    """Return the sum of the amounts by these columns."""
    return {tuple(row[:-1]): row[-1] for row in frame.group_by(keys).agg(pl.sum("montant")).rows()}


def test_the_general_fund_is_valid_row_for_row(general: Path, general_fund: Through) -> None:
    assert general_fund.validation.valid
    assert general_fund.validation.frame.height == len(list(source_rows(general))) == 964


def test_the_general_fund_adds_up_to_the_published_totals(general_fund: Through) -> None:
    assert totals(general_fund.validation.frame, "repartition") == {
        ("Dépenses",): 135_131_729_000,
        ("Investissements",): 1_410_851_000,
    }


def test_the_general_fund_adds_up_by_portfolio(general: Path, general_fund: Through) -> None:
    expected: Counter[tuple] = Counter()
    for row in source_rows(general):
        name = f"{CUT} et Parcs" if row["Portefeuille"] == CUT else row["Portefeuille"]
        expected[name, row["Repartition"]] += dollars(row["Montant"])
    assert totals(general_fund.validation.frame, "portefeuille", "repartition") == expected
    assert len({name for name, _ in expected}) == 25


def test_the_cut_portfolio_is_mended_and_each_mending_recorded(
    general: Path, general_fund: Through
) -> None:
    cut = [row for row in source_rows(general) if row["Portefeuille"] == CUT]
    mended = general_fund.conformed.repairs.filter(code="alias")
    assert mended.height == len(cut) > 0
    assert set(mended.select("column", "before", "after").rows()) == {
        ("portefeuille", CUT, f"{CUT} et Parcs")
    }


def test_codes_of_the_general_fund_stay_text(general_fund: Through) -> None:
    frame = general_fund.validation.frame
    assert frame.schema["programme"] == frame.schema["element"] == pl.String
    assert frame["programme"].str.len_chars().unique().to_list() == [2]


def test_an_empty_supercategory_stays_empty_and_means_no_appropriation(
    general_fund: Through,
) -> None:
    frame = general_fund.validation.frame
    blank = frame.filter(pl.col("supercategorie").is_null())
    assert blank.height == 141
    assert blank["type_de_credits"].unique().to_list() == [FREE]


def test_the_special_funds_are_valid_without_their_blank_lines(special_funds: Through) -> None:
    assert special_funds.validation.valid
    dropped = special_funds.conformed.repairs.filter(code="blank-row-dropped")
    assert dropped.height == 32


def test_the_special_funds_add_up_by_fund_and_section(
    special: Path, special_funds: Through
) -> None:
    expected: Counter[tuple] = Counter()
    for row in source_rows(special):
        expected[row["Fonds_speciaux"], row["REGRP_Sommaire"]] += dollars(row["Montant"])
    assert totals(special_funds.validation.frame, "fonds_special", "sommaire") == expected
    assert special_funds.validation.frame.height == len(list(source_rows(special)))


def found(frame: pl.DataFrame) -> list[tuple[str, int]]:
    """Return the codes and rows of what the family's rules find."""
    return [(finding.code, finding.row) for finding in row_rules("spending")(frame)]


@pytest.mark.parametrize(
    ("supercategory", "kind", "broken"),
    [
        ("Transferts", "Annuels", False), (None, FREE, False), ("Transferts", None, False),
        (None, None, False), (None, "Annuels", True), ("Transferts", FREE, True),
    ],
)  # fmt: skip
def test_a_supercategory_is_empty_if_and_only_if_no_appropriation_is_needed(
    supercategory: str | None, kind: str | None, broken: bool
) -> None:
    frame = pl.DataFrame(
        {
            "_row": [7],
            "exercice": [YEAR],
            "supercategorie": [supercategory],
            "type_de_credits": [kind],
        },
        schema={
            "_row": pl.UInt32,
            "exercice": pl.String,
            "supercategorie": pl.String,
            "type_de_credits": pl.String,
        },
    )
    assert found(frame) == ([("supercategory-blank", 7)] if broken else [])


def a_fund(*rows: tuple[str, str, int]) -> pl.DataFrame:
    """Return the rows (section, item, amount) of one fund."""
    return pl.DataFrame(
        [
            {
                "_row": number,
                "exercice": YEAR,
                "portefeuille": "Finances",
                "fonds_special": "F",
                "sommaire": head,
                "regroupement": item,
                "montant": amount,
            }
            for number, (head, item, amount) in enumerate(rows, start=2)
        ]
    )


@pytest.mark.parametrize(
    ("surplus", "broken"), [(40, False), (1040, False), (1041, True), (-961, True)]
)
def test_revenue_less_spending_is_the_surplus_within_a_thousand(surplus: int, broken: bool) -> None:
    frame = a_fund(
        ("Revenus", "Droits", 100),
        ("Dépenses", "Salaires", 60),
        ("Surplus (déficit)", SURPLUS, surplus),
        ("Investissements", "Immobilisations", 10**9),
    )
    assert found(frame) == ([("fund-unbalanced", 0)] if broken else [])


def test_a_fund_without_a_surplus_line_can_t_be_checked() -> None:
    assert found(a_fund(("Revenus", "Droits", 10**9))) == []


def test_each_fund_is_checked_alone() -> None:
    good = a_fund(("Revenus", "D", 100), ("Surplus (déficit)", SURPLUS, 100))
    bad = a_fund(("Revenus", "D", 9000), ("Surplus (déficit)", SURPLUS, 100))
    both = pl.concat([good, bad.with_columns(fonds_special=pl.lit("G"))])
    [finding] = row_rules("spending")(both)
    assert finding.values["fund"] == "G"
