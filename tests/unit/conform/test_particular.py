"""What a source's YAML asks for: months in letters, millions of dollars, official names."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.conform import ConformedTable, conform
from pipelines.conform.particular import aliases
from pipelines.messages.dates import MONTHS
from pipelines.sources import Amounts, Conformity
from tests.unit.tables import PUBLICATION, a_schema, a_source, decoded, one_column, repaired

ALIASES = Path(__file__).parents[3] / "pipelines" / "sources" / "aliases"
DATED = a_schema({"c": "date", "c_precision": "string"})
MONTHLY = a_source(conform=Conformity(month_dates=("c",)))
BELOW_A_MILLION = Amounts(columns=("c",), millions_below=1_000_000)


def dated(cells: list[str]) -> ConformedTable:
    """Conform a column of dates that may be months in letters."""
    return conform(one_column(cells), MONTHLY, DATED, PUBLICATION)


def test_a_month_in_letters_becomes_its_last_day_and_says_so() -> None:
    frame = dated(["Décembre 2027", "février 2024", "2024-03-15", "31/03/2024", ""]).frame
    assert frame["c"].to_list() == ["2027-12-31", "2024-02-29", "2024-03-15", "2024-03-31", ""]
    assert frame["c_precision"].to_list() == ["mois", "mois", "jour", "jour", ""]


@given(st.sampled_from(MONTHS), st.integers(1900, 2100))
def test_the_last_day_is_of_that_month_and_year(month: str, year: int) -> None:
    [day] = dated([f"{month.capitalize()} {year}"]).frame["c"]
    assert day[:7] == f"{year}-{MONTHS.index(month) + 1:02}"
    assert int(day[8:]) >= 28


@pytest.mark.parametrize("cell", ["Décembrr 2027", "T3 2026", "Hiver 2027", "2027", "Mars 27"])
def test_a_month_that_no_one_knows_stays_as_it_is(cell: str) -> None:
    assert dated([cell]).frame["c"].to_list() == [cell]


def test_the_precision_that_a_file_gives_is_kept(tmp_path: Path) -> None:
    table = decoded("c,c_precision\n2027-12-31,mois\n2024-03-15,jour\n", tmp_path)
    frame = conform(table, MONTHLY, DATED, PUBLICATION).frame
    assert frame["c_precision"].to_list() == ["mois", "jour"]


@given(st.lists(st.decimals(1, 999_999, places=2), min_size=1, max_size=4))
def test_amounts_all_below_the_limit_are_millions_and_exact(amounts: list[Decimal]) -> None:
    cells = repaired("number", [str(amount) for amount in amounts], amounts=BELOW_A_MILLION)
    assert [Decimal(cell) for cell in cells] == [amount * 1_000_000 for amount in amounts]


def test_one_amount_over_the_limit_means_that_all_are_dollars() -> None:
    cells = ["95.80", "3630800000.0", "0"]
    assert repaired("number", cells, amounts=BELOW_A_MILLION) == cells


def test_the_form_of_millions_doesn_t_matter() -> None:
    cells = ["1 234,5", "95.80", "−2,5", "95,8 $", ""]
    assert repaired("integer", cells, amounts=BELOW_A_MILLION) == [
        "1234500000", "95800000", "-2500000", "95800000", "",
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["1e5", "NaN", "Infinity", "1_0", "Sans objet", "1,234"])
def test_what_is_no_number_is_not_multiplied(cell: str) -> None:
    assert repaired("number", ["95.80", cell], amounts=BELOW_A_MILLION) == ["95800000", cell]


@pytest.mark.parametrize("cells", [["0", "0"], ["", ""], ["Sans objet"]])
def test_a_file_without_amounts_is_not_taken_for_millions(cells: list[str]) -> None:
    assert repaired("number", cells, amounts=BELOW_A_MILLION) == cells


def test_an_alias_becomes_the_official_name_once_outer_spaces_are_gone() -> None:
    cut = "Environnement, Lutte contre les changements climatiques, Faune"
    cells = [f"{cut}  ", cut, "Justice", "environnement"]
    assert repaired("string", cells, aliases={"c": "portefeuilles"}) == [
        f"{cut} et Parcs", f"{cut} et Parcs", "Justice", "environnement",
    ]  # fmt: skip


@pytest.mark.parametrize("path", sorted(ALIASES.glob("*.csv")), ids=lambda path: path.stem)
def test_an_official_name_is_no_alias_and_each_alias_leads_to_one_name(path: Path) -> None:
    table = aliases(path.stem)
    assert not set(table) & set(table.values())
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = [row["alias"].strip() for row in csv.DictReader(file)]
    assert len(names) == len(set(names))


def test_alias_and_months_are_recorded_as_repairs() -> None:
    table = dated(["Décembre 2027", "2024-01-01"])
    assert table.repairs.rows() == [("month-date", 2, "c", "Décembre 2027", "2027-12-31")]
