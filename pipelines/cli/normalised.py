"""Do with a file what the portal will: check it, write the rows that readers would have."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.cli.progress import Progress
from pipelines.cli.subject import Subject, today
from pipelines.deposit import ROWS, Task
from pipelines.deposit.prepare import prepare
from pipelines.fetch.snapshot import file_refusal
from pipelines.publish.versions import Version
from pipelines.report import CheckedFile


@dataclass(frozen=True)
class Normalised:
    """Hold the rows in normal form; `key` is empty when nothing names a row.

    `fields`: the columns, as Table Schema describes them. `partition`: the one that says of which
    publication a row is, "" without publications.
    """

    path: Path
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: int
    fields: tuple[dict, ...] = ()
    partition: str = ""
    publication: str = ""


def normalise(
    subject: Subject, live: Version | None, scratch: Path
) -> tuple[CheckedFile, Normalised | None]:
    """Return what was found in a file and, when it may be published, its rows; raises Refusal."""
    folder, work = scratch / "normalise", scratch / "travail"
    folder.mkdir()
    work.mkdir()
    progress = Progress()
    task = Task(
        path=subject.path,
        name=subject.path.name,
        today=today(),
        source=subject.source.text if subject.source else "",
        publication=subject.publication,
        descriptor=None if subject.source else subject.rules(live),
        before=live.fields if live else (),
        language=subject.language,
        progress=progress,
    )
    try:
        prepared, checked = prepare(task, folder, work)
    except OSError as reason:
        raise file_refusal(subject.path, reason) from reason
    finally:
        progress.end()
    if not prepared.valid:
        return checked, None
    key = prepared.descriptor.get("primaryKey") or ()
    return checked, Normalised(
        path=folder / ROWS,
        columns=tuple(card["name"] for card in prepared.descriptor["fields"]),
        key=(key,) if isinstance(key, str) else tuple(key),
        rows=prepared.rows,
        fields=tuple(prepared.descriptor["fields"]),
        partition=prepared.partition,
        publication=prepared.publication,
    )
