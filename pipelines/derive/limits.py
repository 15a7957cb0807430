"""Refuse the tables that a sheet of Excel can't hold whole."""

from collections.abc import Sequence

import polars as pl

from pipelines.derive.tables import Descriptor
from pipelines.messages import Refusal
from pipelines.sheets import CHARACTERS, COLUMNS, ROWS

BEYOND = r"[\x{10000}-\x{10FFFF}]"  # Excel counts these, emojis say, for two characters


def check_fits_a_sheet(rows: pl.LazyFrame, fields: Sequence[Descriptor]) -> None:
    """Raise the Refusal of a table with too many columns or rows, or with too long a cell."""
    if len(fields) > COLUMNS:
        raise Refusal("derive-too-many-columns", columns=len(fields))
    names = [field["name"] for field in fields]
    longest = [pl.col(name).str.len_bytes().max() for name in names]
    found = rows.select(pl.len().alias("\0rows"), *longest).collect(engine="streaming").row(0)
    if found[0] >= ROWS:
        raise Refusal("derive-too-many-rows", rows=found[0])
    for name, size in zip(names, found[1:], strict=True):
        if (size or 0) > CHARACTERS:
            _check_length(rows, name)


def _check_length(rows: pl.LazyFrame, name: str) -> None:
    """Count the characters of the longest cell: many bytes may be few of them."""
    cell = pl.col(name)
    length = (cell.str.len_chars() + cell.str.count_matches(BEYOND)).max()
    found = rows.select(length).collect(engine="streaming").item()
    if found > CHARACTERS:
        raise Refusal("derive-cell-too-long", column=name, length=found)
