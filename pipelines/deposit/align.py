"""Bring rows in normal form to the columns of a later schema."""

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.validate.normal import LINE_END


def align(rows: Path, names: Sequence[str], scratch: Path) -> Path:
    """Return the rows in these columns: the file itself when it has them, else one in `scratch`.

    A column that the file lacks is missing in every row; one that isn't named is left out.
    """
    with rows.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    if header == list(names):
        return rows
    target = scratch / f"{rows.parent.name}-{rows.name}"
    cells = [
        pl.col(name) if name in header else pl.lit(None, dtype=pl.String).alias(name)
        for name in names
    ]
    frame = pl.scan_csv(rows, infer_schema=False)
    frame.select(cells).sink_csv(target, include_bom=True, line_terminator=LINE_END)
    return target
