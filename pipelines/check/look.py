"""Read a file once for all that isn't in its schema: guidelines, personal information, habits."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.check.cell_notices import ZeroWatch, watch_formulas, watch_spaces
from pipelines.conform.stream import DateHabits
from pipelines.decode.batches import Batch, FileTable, Notice
from pipelines.validate.guidelines import Subject, Verdict, watch
from pipelines.validate.personal import Found, read_declaration, watch_personal


@dataclass(frozen=True)
class Seen:
    """Hold what one reading showed."""

    verdicts: tuple[Verdict, ...]
    personal: tuple[Found, ...]
    habits: DateHabits
    notices: tuple[Notice, ...]
    rows: int


def look(table: FileTable, name: str, fields: Mapping[str, dict]) -> Seen:
    """Return what the rows of a file show; `fields`: what a schema says of each label, if any."""
    cards = [fields.get(label, {}) for label in table.labels]
    types = tuple(str(card.get("type", "string")) if card else "" for card in cards)
    subject = Subject(
        form=table.form,
        labels=table.labels,
        path=name,
        types=types,
        dictionary="metadata" if fields else None,
    )
    guidelines = watch(subject)
    personal = watch_personal(table.labels, [read_declaration(card) for card in cards])
    cells = [watch_formulas(table.labels)]
    if not fields:  # with a schema, the repairs say so
        cells += [watch_spaces(table.labels), ZeroWatch(table.labels)]
    habits, rows = DateHabits(), 0
    for batch in table.batches():
        guidelines.see(batch)
        personal.see(batch)
        habits.see(batch)
        for kind in cells:
            kind.see(batch)
        rows += batch.frame.height
    found = personal.found()
    private = {item.position for item in found}
    notices = tuple(notice for kind in cells for notice in kind.notices())
    notices = notices if rows else (Notice("titles-only"),)
    return Seen(guidelines.verdicts(private), found, habits, notices, rows)


def see_habits(table: FileTable) -> DateHabits:
    """Return how a file writes its dates, having read all of it."""
    habits = DateHabits()
    for batch in table.batches():
        habits.see(batch)
    return habits


def counted(table: FileTable, progress: Callable[[int], None]) -> FileTable:
    """Return the table, telling how many rows were read as its batches go by."""

    def batches() -> Iterator[Batch]:
        read = 0
        for batch in table.batches():
            read += batch.frame.height
            progress(read)
            yield batch

    return replace(table, batches=batches)


def titled(labels: Sequence[str], names: Sequence[str], cards: Sequence[dict]) -> dict[str, dict]:
    """Return what a schema says of each label, given the names that the labels stand for."""
    by_name = {card["name"]: card for card in cards}
    pairs = zip(labels, names, strict=True)
    return {label: by_name[name] for label, name in pairs if name in by_name}
