"""Québec's fiscal years: « 2024-2025 » runs from April 1 to March 31 of the next year."""

from collections.abc import Iterator

import polars as pl

from pipelines.decode import ROW
from pipelines.validate.findings import Finding

COLUMN = "exercice"


def fiscal_year_findings(frame: pl.DataFrame) -> Iterator[Finding]:
    """Find the rows whose fiscal year doesn't end the year after it begins.

    Source: Financial Administration Act (A-6.001); the schema's pattern sees to the digits.
    """
    years = pl.col(COLUMN).str.split("-").list.eval(pl.element().cast(pl.Int32, strict=False))
    gap = years.list.get(1, null_on_oob=True) - years.list.get(0, null_on_oob=True)
    for row, written in frame.filter(gap != 1).select(ROW, COLUMN).iter_rows():
        start = int(written[:4])
        values: dict[str, str | int] = {"expected": f"{start}-{start + 1}"}
        yield Finding("fiscal-year", row, COLUMN, written, values)
