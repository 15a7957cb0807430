"""Public accounts, volume 2: spending of the general fund, and the special funds."""

from collections.abc import Iterator

import polars as pl

from pipelines.decode import ROW
from pipelines.validate import Finding
from pipelines.validate.fiscal_year import fiscal_year_findings

FAMILY = "spending"
ROUNDING = 1000
WITHOUT_CREDITS = "Ne nécessitant pas de crédits"
SURPLUS = "Surplus (déficit) de l'exercice lié aux activités"
TO_APPROVE = "Excédent à approuver"


def findings(frame: pl.DataFrame) -> Iterator[Finding]:
    """Find the broken rules of whichever of the two tables this is."""
    yield from fiscal_year_findings(frame)
    if "fonds_special" in frame.columns:
        yield from _unbalanced_funds(frame)
    else:
        yield from _unexplained_blanks(frame)


def _unexplained_blanks(frame: pl.DataFrame) -> Iterator[Finding]:
    """A supercategory is empty exactly where the amount needs no appropriation.

    Files of before 2023-2024 have no `type_de_credits`: nothing can be said of their rows.
    """
    blank, free = pl.col("supercategorie").is_null(), pl.col("type_de_credits") == WITHOUT_CREDITS
    for row in frame.filter(blank != free).iter_rows(named=True):
        value = row["supercategorie"] or ""
        values = {"kind": row["type_de_credits"]}
        yield Finding("supercategory-blank", row[ROW], "supercategorie", value, values)


def _unbalanced_funds(frame: pl.DataFrame) -> Iterator[Finding]:
    """For each fund, revenue − expense = surplus of the year, within the rounding of 1 000 $.

    The excess over what Parliament approved stands among the expenses with the opposite meaning.
    """
    head, item, amount = pl.col("sommaire"), pl.col("regroupement"), pl.col("montant")
    to_approve = item == TO_APPROVE
    expense = amount.filter((head == "Dépenses") & ~to_approve).sum()
    excess = amount.filter((head == "Dépenses") & to_approve).sum()
    balance = amount.filter(head == "Revenus").sum() - expense
    funds = frame.group_by("exercice", "portefeuille", "fonds_special").agg(
        surplus=amount.filter(item == SURPLUS).first(), balance=balance, excess=excess
    )
    for fund in funds.drop_nulls("surplus").iter_rows(named=True):
        gap = fund["balance"] - fund["surplus"]
        if min(abs(gap), abs(gap + fund["excess"])) > ROUNDING:
            values = {"fund": fund["fonds_special"], "gap": str(gap)}
            yield Finding("fund-unbalanced", column="montant", values=values)
