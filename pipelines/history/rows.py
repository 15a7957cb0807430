"""Read two versions of a table side by side and drop the rows that both have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import polars as pl

from pipelines.derive.blocks import frames
from pipelines.derive.header import header_of
from pipelines.history.spill import Spill

# How many times more a row is in the new version, below zero in the old; no column is called so.
TIMES = "\0times"
BLOCK = 1 << 23  # bytes read at once
BUCKET = 1 << 25  # bytes of CSV put together in a bucket
KEPT = 1 << 24  # bytes of rows that wait in memory for their like in the other version


@dataclass(frozen=True)
class Compared:
    """Hold the parts to compare, all their columns, and those that tell a row from another.

    `key` is empty when rows have no key: then all columns tell them apart.
    """

    old: Sequence[Path]
    new: Sequence[Path]
    columns: Sequence[str]
    key: Sequence[str]

    @property
    def identity(self) -> Sequence[str]:
        """Return the columns by which a row of one version is found in the other."""
        return self.key or self.columns

    @property
    def size(self) -> int:
        """Return how many bytes all parts have."""
        return sum(part.stat().st_size for part in (*self.old, *self.new))


def compared(old: Sequence[Path], new: Sequence[Path], key: Sequence[str]) -> Compared:
    """Return what to compare: the columns are the new version's, then those that it dropped."""
    columns = dict.fromkeys(name for part in (*new, *old) for name in header_of(part))
    return Compared(old, new, list(columns), [name for name in key if name in columns])


def different_rows(tables: Compared) -> Iterator[pl.DataFrame]:
    """Yield frames of the columns and TIMES: rows that aren't as many times in both versions.

    Two rows of the same key are in the same frame. A column that a version lacks is missing in all
    of its rows. Both versions are read once, at the same pace: in much the same order, most rows
    meet their like at once; those that wait are put aside on disk once they are too many.
    """
    waiting = pl.DataFrame(schema={**dict.fromkeys(tables.columns, pl.String), TIMES: pl.Int32})
    with Spill(tables.identity, 1 + tables.size // BUCKET) as spill:
        for pair in zip_longest(_signed(tables.old, tables, -1), _signed(tables.new, tables, 1)):
            met = [waiting, *(frame for frame in pair if frame is not None)]
            settled, waiting = _settled(unbalanced(pl.concat(met), tables), tables)
            yield settled
            if spill.used or waiting.estimated_size() > KEPT:
                spill.add(waiting)
                waiting = waiting.clear()
        yield waiting
        for frame in spill.buckets():
            yield unbalanced(frame, tables)


def unbalanced(rows: pl.DataFrame, tables: Compared) -> pl.DataFrame:
    """Return each row once, with how many times more it is new; rows that cancel out are gone."""
    balance = rows.lazy().group_by(tables.columns).agg(pl.col(TIMES).sum())
    return balance.filter(pl.col(TIMES) != 0).collect(engine="streaming")


def _settled(rows: pl.DataFrame, tables: Compared) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the rows whose key is in both versions, which wait for nothing more, from the others."""
    if not tables.key:
        return rows.clear(), rows
    sides = rows.select(*tables.key, TIMES)
    old, new = sides.filter(pl.col(TIMES) < 0), sides.filter(pl.col(TIMES) > 0)
    shared = old.join(new, on=tables.key, how="semi")
    return (
        rows.join(shared, on=tables.key, how="semi"),
        rows.join(shared, on=tables.key, how="anti"),
    )


def _signed(parts: Sequence[Path], tables: Compared, sign: int) -> Iterator[pl.DataFrame]:
    times = pl.lit(sign, dtype=pl.Int32).alias(TIMES)
    for part in parts:
        for frame in frames(part, BLOCK):
            absent = [pl.lit("").alias(name) for name in tables.columns if name not in frame]
            yield frame.with_columns(absent).select(*tables.columns, times)
