"""Say which rows were added, changed and removed from one version of a table to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from pipelines.history.parts import Parts, different_parts
from pipelines.history.rows import TIMES, Compared, compared, different_rows

Kind = Literal["added", "changed", "removed"]
Row = dict[str, str]
KIND, RANK, WAS, IS = "\0kind", "\0rank", "\0was ", "\0is "  # no column is called so


@dataclass(frozen=True)
class Changes:
    """Count the rows that were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True)
class RowChange:
    """Hold one row before and after, as texts; a missing cell and a column not there are ""."""

    kind: Kind
    key: Row
    old: Row | None
    new: Row | None


def count_changes(old: Parts, new: Parts, key: Sequence[str]) -> Changes:
    """Count, exactly, the rows that differ between two versions of a table.

    Rows of the same key are one row, changed when any cell differs as text; without a key, a row
    is added or removed as many times as it is. Parts with the same bytes aren't read.
    """
    counts = dict.fromkeys(("added", "changed", "removed"), 0)
    for frame in _changes(compared(*different_parts(old, new), key)):
        for kind, count in frame[KIND].value_counts().iter_rows():
            counts[kind] += count
    return Changes(**counts)


def list_changes(
    old: Parts, new: Parts, key: Sequence[str], kind: Kind | None, offset: int, limit: int
) -> list[RowChange]:
    """Return `limit` changes from the `offset`-th, in the order of the key's texts.

    `kind`: only those. Without a key, in the order of the rows' texts. Holds offset + limit changes
    in memory.
    """
    tables = compared(*different_parts(old, new), key)
    order = [*(tables.key or tables.columns), RANK]
    first = pl.DataFrame()
    for frame in _changes(tables):
        asked = frame if kind is None else frame.filter(pl.col(KIND) == kind)
        first = pl.concat([first, asked]) if first.width else asked
        first = first.sort(order).head(offset + limit)
    return [_row_change(row, tables) for row in first.slice(offset).iter_rows(named=True)]


def _changes(tables: Compared) -> Iterator[pl.DataFrame]:
    """Yield frames of KIND, RANK, the identity's columns, and each cell before and after.

    The cells after WAS and IS are null where there is no row. RANK numbers the rows of a same key:
    should keys repeat, the first in the order of the rows' texts is compared with the first.
    """
    if tables.columns:
        for frame in different_rows(tables):
            yield _paired(frame, tables)


def _paired(frame: pl.DataFrame, tables: Compared) -> pl.DataFrame:
    shared = tables.key or tables.columns
    old, new = _repeated(frame, tables, -1, WAS), _repeated(frame, tables, 1, IS)
    both = old.join(new, on=[*shared, RANK], how="full", coalesce=True)
    before, after = pl.col(WAS + shared[0]), pl.col(IS + shared[0])
    kind = (
        pl.when(before.is_null())
        .then(pl.lit("added"))
        .when(after.is_null())
        .then(pl.lit("removed"))
        .otherwise(pl.lit("changed"))
    )
    return both.with_columns(kind.alias(KIND))


def _repeated(frame: pl.DataFrame, tables: Compared, sign: int, prefix: str) -> pl.DataFrame:
    """Return the rows of one table, each as many times as it has it more than the other."""
    shared = tables.key or tables.columns
    mine = frame.filter(pl.col(TIMES).sign() == sign)
    rows = mine.select(
        pl.col(tables.columns).repeat_by(pl.col(TIMES).abs()).explode(empty_as_null=False)
    )
    rank = pl.int_range(pl.len(), dtype=pl.UInt32).over(shared).alias(RANK)
    cells = [pl.col(name).alias(prefix + name) for name in tables.columns]
    return rows.sort(tables.columns).select(*shared, rank, *cells)


def _row_change(row: dict, tables: Compared) -> RowChange:
    kind = row[KIND]
    return RowChange(
        kind,
        key={name: row[name] for name in tables.key},
        old=None if kind == "added" else {name: row[WAS + name] for name in tables.columns},
        new=None if kind == "removed" else {name: row[IS + name] for name in tables.columns},
    )
