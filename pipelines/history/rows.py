"""Find the rows that only one of two tables has, in as much memory as a bucket of them takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.derive.tables import header_of, scan_part

BUCKET = 1 << 28  # bytes of CSV compared at once
TIMES = "_times"  # how many times more a row is in the new table; below zero, in the old


@dataclass(frozen=True)
class Compared:
    """Hold the parts to compare, their columns and the columns of the key that rows share."""

    old: Sequence[Path]
    new: Sequence[Path]
    columns: Sequence[str]
    key: Sequence[str]


def compared(old: Sequence[Path], new: Sequence[Path], key: Sequence[str]) -> Compared:
    """Return what to compare: the columns are the new table's, then those that it dropped."""
    columns = dict.fromkeys(name for part in (*new, *old) for name in header_of(part))
    return Compared(old, new, list(columns), [name for name in key if name in columns])


def different_rows(tables: Compared) -> Iterator[pl.DataFrame]:
    """Yield frames of the columns and `_times`: rows that aren't as many times in both tables.

    Rows of the same key are in the same frame. A column that a table lacks is missing everywhere.
    """
    rows = pl.concat([*_signed(tables.old, tables, -1), *_signed(tables.new, tables, 1)])
    size = sum(part.stat().st_size for part in (*tables.old, *tables.new))
    count = 1 + size // BUCKET
    bucket = pl.struct(tables.key or tables.columns).hash() % count
    for number in range(count):
        chosen = rows.filter(bucket == number) if count > 1 else rows
        balance = chosen.group_by(tables.columns).agg(pl.col(TIMES).sum())
        yield balance.filter(pl.col(TIMES) != 0).collect(engine="streaming")


def _signed(parts: Sequence[Path], tables: Compared, sign: int) -> list[pl.LazyFrame]:
    return [_signed_part(part, tables, sign) for part in parts]


def _signed_part(part: Path, tables: Compared, sign: int) -> pl.LazyFrame:
    present = set(header_of(part))
    cells = [
        pl.col(name) if name in present else pl.lit("").alias(name) for name in tables.columns
    ]
    return scan_part(part).select(*cells, pl.lit(sign, dtype=pl.Int32).alias(TIMES))
