"""Refuse the tables that a sheet of Excel can't hold whole."""

from collections.abc import Sequence

import polars as pl

from pipelines.derive.tables import Descriptor
from pipelines.messages import Refusal
from pipelines.sheets import CHARACTERS, COLUMNS, ROWS


def check_fits_a_sheet(rows: pl.LazyFrame, fields: Sequence[Descriptor]) -> None:
    """Raise the Refusal of a table with too many columns or rows, or with too long a cell."""
    if len(fields) > COLUMNS:
        raise Refusal("derive-too-many-columns", columns=len(fields))
    lengths = [_length(pl.col(field["name"])).max().alias(field["name"]) for field in fields]
    height = pl.len().alias("")  # no column is called so
    found = rows.select(height, *lengths).collect(engine="streaming").row(0, named=True)
    if found.pop("") >= ROWS:
        raise Refusal("derive-too-many-rows", rows=0)


def _length(cell: pl.Expr) -> pl.Expr:
    """Return how long a cell is for Excel, which counts an emoji for two characters."""
    return cell.str.len_chars() + cell.str.count_matches(r"[\\x{10000}-\\x{10FFFF}]")
