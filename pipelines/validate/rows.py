"""Find the errors of a batch's rows: blank, too long, too short, and those of their cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.decode.batches import ROW, Batch
from pipelines.validate.columns import Column, Doubts, Examined
from pipelines.validate.keys import Key
from pipelines.validate.listing import (
    BLANK_ROW,
    CELL,
    EXTRA_CELL,
    FOREIGN_KEY,
    MISSING_CELL,
    PRIMARY_KEY,
    Fault,
    Listing,
)
from pipelines.validate.references import Reference

NO_KEY = 'cells composing the primary keys are all "None"'


@dataclass(frozen=True)
class Wrong:
    """Hold the rows of one kind of error in a batch: `rows` has _row, the column is known."""

    rows: pl.DataFrame
    rank: int
    type: str
    column: Column | None = None
    doubts: Doubts | None = None
    reference: Reference | None = None
    number: int = 0
    more: dict = field(default_factory=dict)


def record(
    examined: Examined,
    columns: Sequence[Column],
    keys: Sequence[Key],
    references: Sequence[Reference],
    listing: Listing,
) -> pl.Series:
    """Count the errors of a batch, keep those that the listing wants; return the rows they are in.

    Keys that come twice aren't known yet.
    """
    found = [*_wrong_cells(examined, columns), *_wrong_keys(examined, keys, references)]
    for wrong in found:
        _count(wrong, listing)
    if found and listing.wants():
        faults = [fault for wrong in found for fault in _faults(wrong, examined, listing.limit)]
        listing.add(faults, examined.batch)
    rows = [wrong.rows[ROW] for wrong in found]
    return pl.concat(rows).unique() if rows else pl.Series(ROW, dtype=pl.UInt32)


def _wrong_cells(examined: Examined, columns: Sequence[Column]) -> Iterator[Wrong]:
    """Yield what is wrong with cells; of a blank row nothing more is said."""
    batch = examined.batch
    blank = blank_rows(batch, columns)
    yield from _some(blank, BLANK_ROW, "blank-row")
    for column in columns:
        doubts = examined.doubts.get(column.number)
        if doubts is not None:
            yield from _some(_without(doubts.errors, blank), CELL, "cell", column, doubts)
    yield from _some(_without(batch.extra, blank), EXTRA_CELL, "extra-cell")
    for column in columns:
        absent = batch.frame[column.source]
        if absent.null_count():
            rows = batch.frame.select(ROW).filter(absent.is_null())
            yield from _some(_without(rows, blank), MISSING_CELL, "missing-cell", column)


def _wrong_keys(
    examined: Examined, keys: Sequence[Key], references: Sequence[Reference]
) -> Iterator[Wrong]:
    """Yield the rows whose primary key is empty and those whose foreign key is unknown."""
    for key in keys:
        if key.rank == PRIMARY_KEY:
            empty = pl.all_horizontal(pl.all().is_null())
            without = key.frame(examined).select(empty).to_series()
            rows = examined.batch.frame.select(ROW).filter(without)
            if rows.height:
                more = {"fieldNames": [column.name for column in key.columns]}
                yield Wrong(rows, PRIMARY_KEY, "primary-key", more=more)
    for number, reference in enumerate(references):
        rows = reference.unknown(examined)
        if rows.height:
            yield Wrong(rows, FOREIGN_KEY, "foreign-key", reference=reference, number=number)


def blank_rows(batch: Batch, columns: Sequence[Column]) -> pl.DataFrame:
    """Return the _row of each row all of whose cells are missing."""
    rows = batch.frame if columns else batch.frame.clear()
    for column in columns:
        rows = rows.filter(column.missing)
        if rows.is_empty():
            break
    return rows.select(ROW)


def _some(
    rows: pl.DataFrame,
    rank: int,
    kind: str,
    column: Column | None = None,
    doubts: Doubts | None = None,
) -> Iterator[Wrong]:
    if rows.height:
        yield Wrong(rows, rank, kind, column, doubts)


def _without(rows: pl.DataFrame, blank: pl.DataFrame) -> pl.DataFrame:
    return rows.join(blank, on=ROW, how="anti", maintain_order="left") if blank.height else rows


def _count(wrong: Wrong, listing: Listing) -> None:
    if wrong.doubts is None:
        listing.counts[wrong.type] += wrong.rows.height
        return
    for rank, cells in wrong.rows["verdict"].value_counts().iter_rows():
        for kind, _ in wrong.doubts.verdicts[rank].notes:
            listing.counts[kind] += cells


def _faults(wrong: Wrong, examined: Examined, limit: int | None) -> Iterator[Fault]:
    rows = wrong.rows if limit is None else wrong.rows.head(limit)
    if wrong.doubts is not None:
        return _cell_faults(wrong, rows)
    if wrong.reference is not None:
        return _reference_faults(wrong, examined.batch, rows)
    if wrong.type == "extra-cell":
        return (
            Fault(row, wrong.rank, position + 1, wrong.type, "", cell)
            for row, position, cell in rows.iter_rows()
        )
    number = wrong.column.number if wrong.column else 0
    name = wrong.column.name if wrong.column else ""
    note = NO_KEY if wrong.type == "primary-key" else ""
    return (
        Fault(row, wrong.rank, number, wrong.type, note, column=name, more=wrong.more)
        for row in rows[ROW]
    )


def _cell_faults(wrong: Wrong, rows: pl.DataFrame) -> Iterator[Fault]:
    column, doubts = wrong.column, wrong.doubts
    assert column is not None and doubts is not None  # noqa: S101, PT018 - for the type checker
    for row, cell, rank in rows.select(ROW, "cell", "verdict").iter_rows():
        for kind, note in doubts.verdicts[rank].notes:
            yield Fault(row, CELL, column.number, kind, note, str(cell), column.name)


def _reference_faults(wrong: Wrong, batch: Batch, rows: pl.DataFrame) -> Iterator[Fault]:
    reference = wrong.reference
    assert reference is not None  # noqa: S101 - for the type checker
    columns = reference.columns
    names = [column.name for column in columns]
    cells = batch.frame.join(rows, on=ROW, how="semi", maintain_order="left")
    for row, *values in cells.select(ROW, *(column.source for column in columns)).iter_rows():
        read = [
            column.judge.verdict(cell).text for column, cell in zip(columns, values, strict=True)
        ]
        note = (
            f'for "{", ".join(names)}": values "{", ".join(read)}" not found in the lookup table'
            f' "{reference.table}" as "{", ".join(reference.fields)}"'
        )
        more = {
            "fieldNames": names,
            "fieldCells": ["" if text == "None" else text for text in read],
            "referenceName": reference.table,
            "referenceFieldNames": list(reference.fields),
        }
        near = reference.near(more["fieldCells"])
        yield Fault(row, FOREIGN_KEY, wrong.number, "foreign-key", note, more=more, near=near)
