"""Watch a file's batches go by and gather what looks like personal information, by column."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.decode.batches import ROW, Batch
from pipelines.validate.guidelines.labels import plain_label
from pipelines.validate.personal.declaration import Declaration
from pipelines.validate.personal.found import Found
from pipelines.validate.personal.matches import ANNOUNCED, MARKED, PLAIN, Count, Evidence
from pipelines.validate.personal.registry import ALL, Kind

SHOWN = 3
REMEMBERED = 100_000  # different values of one column: beyond, the decision is already sure


@dataclass
class _Values:
    """Remember different values by their hash: those of a form, and those that pass its check."""

    shaped: set[int] = field(default_factory=set)
    valid: set[int] = field(default_factory=set)

    def add(self, matches: pl.DataFrame) -> None:
        if matches.height and len(self.shaped) < REMEMBERED:
            self.shaped.update(matches["value"].unique().hash())
            self.valid.update(matches.filter("valid")["value"].unique().hash())

    def count(self) -> Count:
        return Count(len(self.shaped), len(self.valid))


@dataclass
class _Gathered:
    """Hold what one column showed of one kind."""

    cells: int = 0
    values: dict[int, _Values] = field(default_factory=lambda: defaultdict(_Values))
    rows: list[tuple[int, str]] = field(default_factory=list)

    def add(self, matches: pl.DataFrame, rows: pl.Series, kind: Kind) -> None:
        """Add the matches of some rows, given the number of the row of each cell."""
        for mark in matches["mark"].unique():
            self.values[mark].add(matches.filter(pl.col("mark") == mark))
        first = matches.filter("valid").unique("at", keep="first", maintain_order=True)
        self.cells += first.height
        for at, value in first.select("at", "value").head(SHOWN - len(self.rows)).iter_rows():
            self.rows.append((rows[at], kind.masked(value)))

    def distinct(self) -> int:
        """Return how many different values pass the check."""
        return len(set().union(*(values.valid for values in self.values.values())))


class PersonalWatch:
    """Look for every kind in every column, one pass over the cells."""

    def __init__(self, labels: Sequence[str], declarations: Sequence[Declaration] = ()) -> None:
        self._labels = tuple(labels)
        self._declarations = tuple(declarations)
        self._filled = [0] * len(self._labels)
        self._gathered: dict[tuple[int, int], _Gathered] = {}
        plain = [f" {plain_label(label)} " for label in labels]
        self._named = [[_says(label, kind.LABELS) for label in plain] for kind in ALL]
        self._others = [[_says(label, kind.OTHERS) for label in plain] for kind in ALL]

    def see(self, batch: Batch) -> None:
        """Look at some rows; call it once for each batch, in the file's order."""
        cells = batch.frame.select(pl.exclude(ROW))
        rows = batch.frame[ROW]
        lengths = pl.all().str.len_bytes()
        longest = cells.select(lengths.max()).row(0)
        filled = cells.select((lengths > 0).sum()).row(0)
        for position, count in enumerate(filled):
            self._filled[position] += count
        for number, kind in enumerate(ALL):
            places = [
                position
                for position, length in enumerate(longest)
                if (length or 0) >= kind.SHORTEST and self._looked_for(number, position)
            ]
            self._look(number, kind, cells.select(cells.columns[place] for place in places), rows)

    def found(self) -> tuple[Found, ...]:
        """Return each kind found in each column, the gravest kinds first."""
        return tuple(
            self._found(ALL[number], position, gathered)
            for (number, position), gathered in sorted(self._gathered.items())
            if ALL[number].credible(self._evidence(number, position, gathered))
        )

    def _looked_for(self, number: int, position: int) -> bool:
        if self._others[number][position]:
            return False
        return self._named[number][position] or not ALL[number].ONLY_NAMED

    def _look(self, number: int, kind: Kind, cells: pl.DataFrame, rows: pl.Series) -> None:
        masks = cells.select(pl.all().str.contains(kind.PREFILTER, literal=kind.LITERAL))
        for mask in masks.iter_columns():
            if mask.any():
                matches = kind.find(cells[mask.name].filter(mask))
                if matches.height:
                    position = int(mask.name.removeprefix("column_"))
                    gathered = self._gathered.setdefault((number, position), _Gathered())
                    gathered.add(matches, rows.filter(mask), kind)

    def _evidence(self, number: int, position: int, gathered: _Gathered) -> Evidence:
        return Evidence(
            plain=gathered.values[PLAIN].count(),
            marked=gathered.values[MARKED].count(),
            announced=gathered.values[ANNOUNCED].count(),
            cells=gathered.cells,
            filled=self._filled[position],
            named=self._named[number][position],
        )

    def _found(self, kind: Kind, position: int, gathered: _Gathered) -> Found:
        declared = Declaration()
        if position < len(self._declarations):
            declared = self._declarations[position]
        return Found(
            kind=kind.KIND,
            code=kind.CODE,
            source=kind.SOURCE,
            position=position,
            label=self._labels[position],
            cells=gathered.cells,
            distinct=gathered.distinct(),
            rows=tuple(gathered.rows),
            reason=declared.reason.strip() if kind.KIND in declared.kinds else "",
        )


def watch_personal(
    labels: Sequence[str], declarations: Sequence[Declaration] = ()
) -> PersonalWatch:
    """Begin to watch a file; `declarations` go by position, as the labels do."""
    return PersonalWatch(labels, declarations)


def _says(label: str, phrases: frozenset[str]) -> bool:
    return any(f" {phrase} " in label for phrase in phrases)
