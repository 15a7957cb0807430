"""Match the values of a file's column to a reference dataset, and write what was found."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.cli.known import nearest
from pipelines.decode import ROW
from pipelines.decode.batches import FileTable
from pipelines.matching import Candidate, Lookup
from pipelines.matching.names import folded
from pipelines.messages import Refusal, message, quoted

MATCHED, REVIEW, NONE = VERDICTS = ("matched", "review", "none")
ADDED_LABELS = ("code", "nom", "confiance", "verdict", "raison")
REVIEW_LABELS = ("lignes", "verdict", "rang", "code", "nom", "precisions", "confiance", "raison")
NAMED = ("name", "other", "acronym")  # reasons that would be sure of an entity alone
SHOWN = 5  # candidates of a value
Value = tuple[str, ...]  # the cell to match, then those that tell homonyms apart


@dataclass(frozen=True)
class Columns:
    """Positions of the column to match and of those that tell homonyms apart."""

    name: int
    context: tuple[int, ...] = ()

    @property
    def labels(self) -> list[str]:
        """Return their names in a batch's frame."""
        return [f"column_{position}" for position in (self.name, *self.context)]


@dataclass(frozen=True)
class Matching:
    """What each distinct value of a column was found to be; `rows`: how many rows have it."""

    rows: Mapping[Value, int]
    found: Mapping[Value, tuple[Candidate, ...]]

    def count(self, verdict: str) -> tuple[int, int]:
        """Return how many rows and how many values have a verdict; blank cells are no value."""
        fitting = [value for value in self.rows if value[0] and self.verdict(value) == verdict]
        return sum(self.rows[value] for value in fitting), len(fitting)

    def verdict(self, value: Value) -> str:
        """Return matched, review or none."""
        candidates = self.found[value]
        if not candidates:
            return NONE
        return MATCHED if candidates[0].sure else REVIEW

    def blank(self) -> int:
        """Return how many rows have nothing to match, of those that aren't empty altogether."""
        return sum(count for value, count in self.rows.items() if not value[0])

    def to_review(self) -> list[Value]:
        """Return the values that aren't matched, those of the most rows first."""
        left = [value for value in self.rows if value[0] and self.verdict(value) != MATCHED]
        return sorted(left, key=lambda value: (-self.rows[value], value))


def find_columns(table: FileTable, name: str, context: Sequence[str]) -> Columns:
    """Return the columns that a person named, whatever the capitals and accents.

    Raises Refusal, which lists the columns there are.
    """
    column = _position(table, name)
    beside = dict.fromkeys(_position(table, other) for other in context)
    return Columns(column, tuple(other for other in beside if other != column))


def match(table: FileTable, columns: Columns, lookup: Lookup) -> Matching:
    """Look up every distinct value of a column once."""
    rows: Counter[Value] = Counter()
    for batch in table.batches():
        filled = batch.frame.filter(pl.any_horizontal(pl.exclude(ROW).fill_null("") != ""))
        cells = filled.select(pl.col(columns.labels).fill_null("").str.strip_chars())
        for *value, count in cells.group_by(columns.labels).len().iter_rows():
            rows[tuple(value)] += count
    found = {value: lookup.find(value[0], value[1:], SHOWN) for value in rows}
    return Matching(dict(rows), found)


def write_rows(
    path: Path, table: FileTable, columns: Columns, matching: Matching, name: str
) -> None:
    """Write the file's rows with the code, name, confidence, verdict and reason of each."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*table.labels, *_new_labels(table.labels, name)])
        for batch in table.batches():
            frame = batch.frame.drop(ROW).fill_null("")
            keys = frame.select(pl.col(columns.labels).str.strip_chars()).iter_rows()
            for cells, value in zip(frame.iter_rows(), keys, strict=True):
                if any(cells):
                    writer.writerow([*cells, *_answer(matching, tuple(value))])


def write_review(path: Path, table: FileTable, columns: Columns, matching: Matching) -> None:
    """Write the values that a person must decide, a line for each candidate."""
    given = [table.labels[position] for position in (columns.name, *columns.context)]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*given, *REVIEW_LABELS])
        for value in matching.to_review():
            verdict = message(f"match-verdict-{matching.verdict(value)}")
            head = [*value, matching.rows[value], verdict]
            writer.writerows([*head, *line] for line in _candidates(matching, value))


def _candidates(matching: Matching, value: Value) -> Iterator[list[object]]:
    found = matching.found[value]
    if not found:
        yield ["", "", "", "", "", ""]
    for rank, item in enumerate(found):
        entity, why = item.entity, reason(found, value, rank)
        yield [rank + 1, entity.identifier, entity.name, entity.about, round(item.score), why]


def _answer(matching: Matching, value: Value) -> tuple[str, ...]:
    if not value[0]:
        return ("",) * len(ADDED_LABELS)
    verdict = matching.verdict(value)
    said = message(f"match-verdict-{verdict}")
    candidates = matching.found[value]
    score = str(round(candidates[0].score)) if candidates else ""
    why = reason(candidates, value)
    if verdict != MATCHED:
        return "", "", score, said, why
    return candidates[0].entity.identifier, candidates[0].entity.name, score, said, why


def reason(found: Sequence[Candidate], value: Value, rank: int = 0) -> str:
    """Return why a candidate of a value is proposed, or why a person has to choose."""
    if not found:
        return ""
    item = found[rank]
    if item.sure or item.how not in NAMED:
        return message(f"match-how-{item.how}")
    if len(found) > 1:
        return message("match-homonyms")
    return message("match-against-hints") if any(value[1:]) else message("match-name-and-more")


def _new_labels(labels: Sequence[str], name: str) -> list[str]:
    """Return the names of the columns that are added, unlike those there are."""
    added = [f"{name}_{label}" for label in ADDED_LABELS]
    while {*added} & {*labels}:
        added = [f"{label}_2" for label in added]
    return added


def _position(table: FileTable, name: str) -> int:
    if name in table.labels:
        return table.labels.index(name)
    alike = [place for place, label in enumerate(table.labels) if folded(label) == folded(name)]
    if len(alike) > 1:
        several = quoted(table.labels[place] for place in alike)
        raise Refusal("match-which-column", column=name, known=several)
    if not alike:
        known = quoted(table.labels)
        if near := nearest(name, table.labels):
            raise Refusal("match-no-column-near", column=name, near=near, known=known)
        raise Refusal("match-no-column", column=name, known=known)
    return alike[0]
