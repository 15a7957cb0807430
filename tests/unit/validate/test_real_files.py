"""On real deposits, with the schema that Frictionless infers, both give the same verdicts."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from frictionless import Field, Resource

from pipelines.decode import ROW, FileTable, open_table
from pipelines.messages import Refusal
from pipelines.validate import check, report_of
from pipelines.validate.forms import FORMS, well_formed
from pipelines.validate.schema import open_schema
from tests.unit.validate.oracle import NAME, Error, said, theirs

DATA = Path(os.environ.get("DATA") or Path(__file__).parents[4] / "shared" / "data")
KINDS = {".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods", ".zip"}
FILES = sorted(
    path
    for folder in ("depots", "cas_limites")
    for path in (DATA / folder).rglob("*")
    if path.suffix.lower() in KINDS
)
MOST = 3000  # rows of one file: Frictionless takes its time


def rows_of(table: FileTable) -> Iterator[list[str]]:
    """Yield the cells of each row, as many as the row has."""
    for batch in table.batches():
        beyond: dict[int, list[str]] = {}
        for row, _, cell in batch.extra.iter_rows():
            beyond.setdefault(row, []).append(cell)
        for row, *cells in batch.frame.select(ROW, pl.exclude(ROW)).iter_rows():
            yield [cell for cell in cells if cell is not None] + beyond.get(row, [])


def deliberate(error: Error, kinds: dict[str, str]) -> bool:
    """Tell a cell that Frictionless reads and that isn't in its type's one form."""
    kind = kinds.get(str(error[3]), "")
    if error[0] != "type-error" or kind not in FORMS:
        return False
    value, _ = Field.from_descriptor({"name": "x", "type": kind}).read_cell(error[4])
    return value is not None and not well_formed(kind, str(error[4]))


@pytest.mark.skipif(not FILES, reason="no real files (set DATA)")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_file_has_the_same_errors(path: Path, tmp_path: Path) -> None:
    try:
        table = open_table(path, tmp_path)
        rows = [row for row, _ in zip(rows_of(table), range(MOST), strict=False)]
    except Refusal:  # which files are refused, and why, is tested with decode
        return
    labels = [label or f"colonne{number}" for number, label in enumerate(table.labels)]
    if len(set(labels)) < len(labels):
        labels = [f"{label} {number}" for number, label in enumerate(labels)]
    inferred = Resource(name=NAME, data=[labels, *rows])
    inferred.infer()
    schema = inferred.schema.to_descriptor()
    kinds = {field["name"]: field.get("type", "any") for field in schema["fields"]}
    table = first_rows(table, labels, len(rows))
    found = check(table, open_schema(schema, ""), name=NAME, limit=None)
    errors = [said(error) for error in report_of(found, NAME)["tasks"][0]["errors"]]
    numbers = {row: place for place, row in enumerate(numbers_of(table), start=2)}
    mine = [renumbered(error, numbers) for error in errors if not deliberate(error, kinds)]
    assert sorted(mine) == sorted(theirs(schema, labels, rows))


def first_rows(table: FileTable, labels: list[str], most: int) -> FileTable:
    """Return the table cut after some rows."""

    def batches():
        left = most
        for batch in table.batches():
            frame = batch.frame.head(left)
            extra = batch.extra.filter(pl.col(ROW).is_in(frame[ROW].implode()))
            left -= frame.height
            yield replace(batch, frame=frame, extra=extra)
            if not left:
                return

    return replace(table, labels=tuple(labels), batches=batches)


def numbers_of(table: FileTable) -> list[int]:
    """Return the row numbers of a table."""
    return [row for batch in table.batches() for row in batch.frame[ROW]]


def renumbered(error: Error, numbers: dict[int, int]) -> Error:
    """Give an error the row number that it has in data without preamble."""
    row = str(error[1])
    return (error[0], str(numbers[int(row)]), *error[2:]) if row.isdigit() else error
