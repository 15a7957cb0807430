"""Say once what many errors say: one sentence, with all the rows that it is about."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.messages import message
from pipelines.report.model import CheckedFile

# What our sentences start with, when the row and the column are said beside them.
_ROW = re.compile(r"^(?:Ligne|Row) \d[\d\u00a0]*(?:, |\u00a0?: )")
_COLUMN = re.compile(r"^(?:[Cc]olumn “(.+?)”: |[Cc]olonne «\u00a0(.+?)\u00a0»\u00a0: )")
_LENGTHS = {"missing-cell": "report-missing-cells", "extra-cell": "report-extra-cells"}


@dataclass(frozen=True)
class Group:
    """Hold the errors that say the same: `text` names neither their row nor their column.

    `position` is the column's, 0 for the first; `count` is over the cells; `rows` are those of the
    file, none for what is about its headings.
    """

    text: str
    kind: str
    column: str
    position: int
    rows: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Section:
    """Hold the groups of one column; `column` is "" for what is about rows or the whole file."""

    column: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """Return how many listed errors the column has."""
        return sum(group.count for group in self.groups)

    def shown(self, most: int) -> Iterator[tuple[Sequence[Group], int]]:
        """Yield, for each kind of error, the first sentences and how many errors the others are."""
        kinds: dict[str, list[Group]] = defaultdict(list)
        for group in self.groups:
            kinds[group.kind].append(group)
        for groups in kinds.values():
            yield groups[:most], sum(group.count for group in groups[most:])

    def title(self, language: str) -> str:
        """Return what a report calls the section."""
        if not self.column:
            return message("report-whole", language)
        return message("report-column", language, column=self.column)


def sections(checked: CheckedFile) -> tuple[Section, ...]:
    """Return the errors by column, in the order in which a column's first error stands."""
    by_column: dict[str, list[Group]] = defaultdict(list)
    for group in grouped(checked.errors, checked.language, checked.columns):
        by_column[group.column].append(group)
    whole = [Section("", tuple(by_column.pop("", ())))]
    rest = [Section(column, tuple(groups)) for column, groups in by_column.items()]
    return tuple(section for section in whole + rest if section.groups)


def grouped(
    errors: Iterable[dict], language: str, columns: Mapping[str, int] | None = None
) -> tuple[Group, ...]:
    """Return one group per sentence, in the order of their first rows.

    `columns`: the places of the columns in the file.
    """
    found: dict[tuple[str, str, str], list[dict]] = defaultdict(list)
    for error in _one_per_row(errors, language):
        found[(error["type"], column_of(error), _plain(error))].append(error)
    return tuple(_group(key, members, columns or {}) for key, members in found.items())


def _one_per_row(errors: Iterable[dict], language: str) -> Iterable[dict]:
    """Return one error for all the cells that a row lacks, and for all those it has too many."""
    kept: dict[tuple, dict] = {}
    for place, error in enumerate(errors):
        kind = error["type"]
        key = (kind, error["rowNumber"]) if kind in _LENGTHS else (place,)
        if key not in kept:
            kept[key] = {**error, "counted": 1}
            continue
        kept[key]["counted"] += 1
        count = kept[key]["counted"]
        kept[key]["message"] = message(_LENGTHS[kind], language, count=count)
    return kept.values()


def _group(key: tuple[str, str, str], members: list[dict], columns: Mapping[str, int]) -> Group:
    kind, column, text = key
    rows = tuple(dict.fromkeys(error["rowNumber"] for error in members if error.get("rowNumber")))
    position = positions_of(members[0], columns)[0]
    return Group(text, kind, column, position, rows, sum(error["counted"] for error in members))


def column_of(error: dict) -> str:
    """Return the column's heading, as the sentence says it; "" when it is about a whole row.

    The length of a row is no column's fault.
    """
    if error["type"] in _LENGTHS:
        return ""
    named = _COLUMN.match(_ROW.sub("", error["message"]))
    return next(filter(None, named.groups())) if named else error.get("fieldName") or ""


def positions_of(error: dict, columns: Mapping[str, int]) -> list[int]:
    """Return the places in the file of the cells to mark, the first cell for a whole row."""
    names = error.get("fieldNames") or [error.get("fieldName"), column_of(error)]
    found = [columns[name] for name in names if name in columns]
    if error.get("fieldNames"):
        return found or [0]
    return found[:1] or [(error.get("fieldNumber") or 1) - 1]


def without_place(text: str) -> str:
    """Return the sentence without the row and the column that it starts with."""
    return _COLUMN.sub("", _ROW.sub("", text))


def _plain(error: dict) -> str:
    """Return what the sentence says once its row, and the column if it has one, are said."""
    text = error["message"]
    return without_place(text) if column_of(error) else _ROW.sub("", text)
