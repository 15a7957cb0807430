"""Write the rows that a file would give the portal, to compare them with those of the portal."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.cli.subject import Subject
from pipelines.deposit import ROWS, Task
from pipelines.deposit.prepare import prepare


@dataclass(frozen=True)
class Normalised:
    """Hold the rows in normal form; `key` is empty when nothing names a row.

    `partition`: the column that says of which publication a row is, "" without publications.
    """

    path: Path
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: int
    partition: str = ""
    publication: str = ""


def normalise(subject: Subject, scratch: Path) -> Normalised:
    """Write a valid file's rows as the portal will keep them: it does the same work."""
    folder, work = scratch / "normalise", scratch / "travail"
    folder.mkdir()
    work.mkdir()
    prepared = prepare(_task(subject), folder, work)
    key = prepared.descriptor.get("primaryKey") or ()
    return Normalised(
        path=folder / ROWS,
        columns=tuple(card["name"] for card in prepared.descriptor["fields"]),
        key=(key,) if isinstance(key, str) else tuple(key),
        rows=prepared.rows,
        partition=prepared.partition,
        publication=prepared.publication,
    )


def _task(subject: Subject) -> Task:
    descriptor = None
    if not subject.source and subject.schema.endswith(".json"):
        descriptor = json.loads(Path(subject.schema).read_text(encoding="utf-8-sig"))
    return Task(
        path=subject.path,
        name=subject.path.name,
        today=date.today(),  # noqa: DTZ011 - the day where the person is
        source=subject.source.text if subject.source else "",
        publication=subject.publication,
        descriptor=descriptor,
    )
