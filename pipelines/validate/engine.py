"""Check a table against a Table Schema, a batch at a time, with the verdicts of Frictionless."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pipelines.decode.batches import ROW, FileTable
from pipelines.validate.ahead import ahead
from pipelines.validate.columns import Column, Examined, examine
from pipelines.validate.header import Heading, read_header
from pipelines.validate.keys import NOTE as SAME
from pipelines.validate.keys import Key, keys_of, repetitions
from pipelines.validate.listing import UNIQUE, Fault, Listing
from pipelines.validate.references import references_of
from pipelines.validate.rows import record

if TYPE_CHECKING:
    from frictionless import Schema

LISTED = 1000
See = Callable[[Examined, Sequence[Column]], None]


@dataclass(frozen=True)
class Checked:
    """Hold what a check found.

    `heading`: the columns and the errors of the header; `listing`: the errors of rows, counted and
    listed; `rows`: how many rows were read; `rejected`: the numbers of those with an error.
    """

    heading: Heading
    listing: Listing
    rows: int
    rejected: pl.Series

    @property
    def errors(self) -> int:
        """Return how many errors there are, header included."""
        return len(self.heading.errors) + self.listing.total


def check(
    table: FileTable,
    schema: "Schema",
    references: Mapping[str, pl.DataFrame] | None = None,
    *,
    name: str = "",
    limit: int | None = LISTED,
    see: See = lambda *_: None,
) -> Checked:
    """Find the errors of a table: header, rows, cells, keys.

    `references`: the tables that foreign keys point to, by name, as frames of text; `limit`: how
    many errors to list (all are counted; None lists all); `see` is given each batch once examined
    and the columns. Memory doesn't grow with the table but for 8 bytes a row and a key. Raises
    Refusal when a reference table isn't given.
    """
    heading = read_header(table.labels, table.header_row, schema)
    columns, listing = heading.columns, Listing(limit)
    keys = keys_of(columns, schema.primary_key)
    foreign = references_of(columns, schema.foreign_keys, references or {}, (name, table.batches))
    read, rejected = 0, [pl.Series(ROW, dtype=pl.UInt32)]
    for batch in ahead(table.batches()):
        examined = examine(batch, columns)
        see(examined, columns)
        rejected.append(record(examined, columns, keys, foreign, listing))
        for key in keys:
            key.see(examined)
        read += batch.frame.height
    for key in keys:
        repeated = repetitions(key, table.batches)
        rejected.append(repeated[ROW])
        _tell(key, repeated, table, listing)
    return Checked(heading, listing, read, pl.concat(rejected).unique())


def _tell(key: Key, repeated: pl.DataFrame, table: FileTable, listing: Listing) -> None:
    """Count the keys that come twice, and read the file again for those that are to be listed."""
    kind = "unique-error" if key.rank == UNIQUE else "primary-key"
    listing.counts[kind] += repeated.height
    wanted = listing.wanted(repeated)
    last = wanted[ROW].max()
    for batch in table.batches() if wanted.height else ():
        rows = batch.frame.join(wanted, on=ROW, how="inner", maintain_order="left")
        listing.add(list(_faults(key, kind, rows)), batch)
        if batch.frame[ROW].max() >= last:  # type: ignore[operator]
            return


def _faults(key: Key, kind: str, rows: pl.DataFrame) -> Iterable[Fault]:
    column = key.columns[0]
    for row, cell, before in rows.select(ROW, column.source, "before").iter_rows():
        note = SAME.format(before)
        if key.rank == UNIQUE:
            text = column.judge.verdict(cell).text
            yield Fault(row, UNIQUE, column.number, kind, note, text, column.name)
        else:
            more = {"fieldNames": [column.name for column in key.columns]}
            yield Fault(row, key.rank, 0, kind, note, more=more)
