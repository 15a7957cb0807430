"""Write the rows that a file would give the portal, to compare them with those of the portal."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.check.by_schema import check_against
from pipelines.check.local import steps_for
from pipelines.cli.subject import Subject
from pipelines.decode import ROW, open_table
from pipelines.decode.batches import FileTable
from pipelines.publish.table import text_rows
from pipelines.sources import Source
from pipelines.validate.schema import read_schema


@dataclass(frozen=True)
class Normalised:
    """Hold a CSV in the schema's columns; `key` is empty when nothing names a row.

    `partition`: the column that says of which publication a row is, "" without publications.
    """

    path: Path
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: int
    partition: str = ""
    publication: str = ""


def normalise(subject: Subject, scratch: Path) -> Normalised:
    """Write the file's rows as the portal would keep them."""
    target = scratch / "normalise.csv"
    if subject.source:
        return _of_source(subject, subject.source, target)
    table = open_table(subject.path, scratch)
    if not subject.schema.endswith(".json"):
        return Normalised(target, table.labels, (), _write(target, table.labels, _rows(table)))
    schema = read_schema(Path(subject.schema))
    conformed = check_against(table, schema, subject.path.name, 0).table
    rows = _write(target, conformed.labels, _rows(conformed))
    return Normalised(target, conformed.labels, tuple(schema.primary_key), rows)


def _of_source(subject: Subject, source: Source, target: Path) -> Normalised:
    with steps_for(subject.path, source, subject.publication) as (steps, _):
        frame = steps.validated().frame.drop(ROW)
        schema = steps.schema
    rows = _write(target, frame.columns, text_rows(frame))
    key = tuple(schema.primary_key)
    return Normalised(
        target, tuple(frame.columns), key, rows, source.partition, subject.publication
    )


def _rows(table: FileTable) -> Iterator[Sequence[str]]:
    for batch in table.batches():
        cells = batch.frame.drop(ROW).fill_null("")
        yield from (row for row in cells.iter_rows() if any(row))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the last one is wanted
            writer.writerow(row)
    return count
