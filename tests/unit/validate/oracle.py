"""What Frictionless says of a table of text, and what we say, in the same words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl
from frictionless import Checklist, Package, Schema

from pipelines.decode.batches import EXTRA, ROW, Batch, FileTable, Form
from pipelines.validate.engine import Checked, check
from pipelines.validate.listing import (
    BLANK_ROW,
    CELL,
    EXTRA_CELL,
    FOREIGN_KEY,
    MISSING_CELL,
    PRIMARY_KEY,
    UNIQUE,
)
from pipelines.validate.report import report_of

Cells = Sequence[str | None]
Error = tuple[object, ...]
SAID = ("type", "rowNumber", "fieldNumber", "fieldName", "cell", "note", "cells", "fieldCells")
EVERY = 2**31
NAME = "table"


def theirs(
    schema: dict,
    labels: Sequence[str],
    rows: Iterable[Cells],
    references: Mapping[str, pl.DataFrame] | None = None,
) -> list[Error]:
    """Return Frictionless's errors on the same decoded table, in our order.

    Within a row it tells first of the cells that a key made it read: we go from left to right.
    """
    package = Package.from_descriptor(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "resources": [
                {
                    "name": NAME,
                    "data": [list(labels), *map(list, rows)],
                    "dialect": {"header": True, "headerRows": [1]},
                    "schema": schema,
                },
                *(_reference(name, frame) for name, frame in (references or {}).items()),
            ],
        }
    )
    found = package.get_resource(NAME).validate(Checklist(), limit_errors=EVERY)
    errors = [error.to_descriptor() for task in found.tasks for error in task.errors]
    return [said(error) for error in sorted(errors, key=_order)]


def ours(
    schema: dict,
    labels: Sequence[str],
    rows: Sequence[Cells],
    references: Mapping[str, pl.DataFrame] | None = None,
    at_once: int = 3,
) -> list[Error]:
    """Return our errors, read `at_once` rows a batch."""
    found = checked(schema, labels, rows, references, at_once=at_once)
    return [said(error) for error in report_of(found, NAME)["tasks"][0]["errors"]]


def checked(
    schema: dict,
    labels: Sequence[str],
    rows: Sequence[Cells],
    references: Mapping[str, pl.DataFrame] | None = None,
    at_once: int = 3,
    limit: int | None = None,
) -> Checked:
    """Check rows of text as a decoded file gives them."""
    table = a_table(labels, rows, at_once)
    descriptor = Schema.from_descriptor(schema)
    return check(table, descriptor, references, name=NAME, limit=limit)


def a_table(labels: Sequence[str], rows: Sequence[Cells], at_once: int = 3) -> FileTable:
    """Return rows of text as an open file."""
    width = len(labels)
    return FileTable(tuple(labels), 1, Form(), (), lambda: batches(width, rows, at_once))


def batches(width: int, rows: Sequence[Cells], at_once: int) -> Iterator[Batch]:
    """Yield rows as batches; a short row has nulls, a long one leaves cells beyond the labels."""
    for start in range(0, len(rows), at_once):
        numbered = list(enumerate(rows[start : start + at_once], start=start + 2))
        cells = {
            f"column_{index}": [row[index] if index < len(row) else None for _, row in numbered]
            for index in range(width)
        }
        frame = pl.DataFrame(
            {ROW: [number for number, _ in numbered], **cells},
            schema={ROW: pl.UInt32, **dict.fromkeys(cells, pl.String)},
        )
        extra = [
            (number, position, cell)
            for number, row in numbered
            for position, cell in enumerate(row[width:], start=width)
        ]
        yield Batch(frame, pl.DataFrame(extra, schema=EXTRA, orient="row"))


def _reference(name: str, frame: pl.DataFrame) -> dict:
    fields = [{"name": column, "type": "string"} for column in frame.columns]
    data = [frame.columns, *map(list, frame.rows())]
    return {"name": name, "data": data, "schema": {"fields": fields}}


def _order(error: dict) -> tuple[int, int, int]:
    """Place an error as our report does; the sort is stable for those of one cell."""
    ranks = {
        "extra-cell": EXTRA_CELL,
        "missing-cell": MISSING_CELL,
        "blank-row": BLANK_ROW,
        "unique-error": UNIQUE,
        "primary-key": PRIMARY_KEY,
        "foreign-key": FOREIGN_KEY,
    }
    rank = ranks.get(error["type"], CELL)
    return error.get("rowNumber", 0), rank, error.get("fieldNumber", 0) if rank < PRIMARY_KEY else 0


def said(error: dict) -> Error:
    """Return what is compared of an error."""
    return tuple(str(error.get(name)) for name in SAID)
