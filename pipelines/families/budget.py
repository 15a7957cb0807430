"""Budgets and appropriations of ministries and bodies, a row per element and supercategory."""

from collections.abc import Iterator

import polars as pl

from pipelines.decode import ROW
from pipelines.validate import Finding
from pipelines.validate.fiscal_year import fiscal_year_findings

FAMILY = "budget"
PARTS = ("budget_de_depenses", "depenses_sans_credits", "budget_investissement")
TOTAL = "credits_totaux"


def findings(frame: pl.DataFrame) -> Iterator[Finding]:
    """Find fiscal years that aren't one, and budgets whose parts don't add up."""
    yield from fiscal_year_findings(frame)
    yield from _unequal_totals(frame)


def _unequal_totals(frame: pl.DataFrame) -> Iterator[Finding]:
    """Find the rows where budget + spending without appropriations + investment ≠ appropriations.

    The rule holds on the 904 rows of the official file of 2026-2027.
    """
    counted = frame.with_columns(total=pl.sum_horizontal(pl.col(PARTS).fill_null(0)))
    for row in counted.filter(pl.col("total") != pl.col(TOTAL).fill_null(0)).iter_rows(named=True):
        values: dict[str, str | int] = {"expected": str(row["total"]), "found": str(row[TOTAL])}
        yield Finding("budget-total", row[ROW], TOTAL, str(row[TOTAL]), values)
