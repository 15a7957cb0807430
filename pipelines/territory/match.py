"""Find the column of a table that names territories, and place each row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from pipelines.territory.gazetteer import LEVELS, MUNICIPALITY, REGION, Place, gazetteer
from pipelines.territory.labels import levels_of, says_codes, says_level
from pipelines.territory.reading import Reading, names_health_region, read_cell

ENOUGH = 0.8  # share of the distinct values that name a territory
# where a label says MRC or municipality; a « région » may be one of tourism, which half looks like
ENOUGH_SAID = 0.5
FEWEST = 3  # distinct values, where the label doesn't say what they are
# distinct values that leave no doubt, where the label doesn't say it: full codes; names, nearly all
EVIDENT_CODES, EVIDENT_NAMES, NEARLY_ALL = 10, 30, 0.95
NEARLY = 0.9  # of the rows that the best column places: a finer one is then better
MOST_VALUES = 10_000  # distinct values; no column of territories has so many
SAMPLE = 200  # distinct values that are enough to see what most columns aren't
SHOWN = 20
PLACE = ("municipality", "mrc", "region")
SCHEMA = {"cell_0": pl.String}
Columns = Mapping[str, pl.Series]
Values = Mapping[str, int]


@dataclass(frozen=True)
class Candidate:
    """A column that names territories of one level, with what each of its values says.

    `said`: its label names the level; `sure`: the label or the values leave no doubt.
    """

    column: str
    level: str
    counts: Values
    readings: Mapping[str, Reading | None]
    said: bool
    sure: bool

    @cached_property
    def read_rows(self) -> int:
        """Return in how many rows a territory is named."""
        return sum(count for value, count in self.counts.items() if self.readings[value])

    @cached_property
    def by_code(self) -> bool:
        """Return whether most values are codes."""
        codes = [reading.how == "code" for reading in self.readings.values() if reading]
        return sum(codes) * 2 > len(codes)


@dataclass(frozen=True)
class Found:
    """The column by which the rows of a table are placed.

    `level`: municipality, mrc or region; `how`: code or name; `matched`: rows whose value names one
    territory or homonyms; `unmatched`: the values that name none, or several, with their rows, the
    most frequent first; `helpers`: columns that tell homonyms apart.
    """

    level: str
    column: str
    how: str
    matched: int
    unmatched: tuple[tuple[str, int], ...]
    unmatched_rows: int
    readings: Mapping[str, Reading | None] = field(repr=False)
    helpers: tuple[Candidate, ...] = field(repr=False, default=())

    def place(self, columns: Columns) -> pl.DataFrame:
        """Return for each row its municipality, mrc and region, "" when unknown.

        `columns`: those of the table, or of one batch of it; every value must have been seen. Where
        the column doesn't say it, helpers tell homonyms apart, and the MRC of an unknown value.
        """
        names = (self.column, *(helper.column for helper in self.helpers))
        cells = {f"cell_{rank}": _cells(columns[name]) for rank, name in enumerate(names)}
        frame = pl.DataFrame(cells)
        sure = {value: _common(reading.places) for value, reading in self._named.items()}
        placed = _join(frame, pl.DataFrame({"cell_0": list(sure)}, SCHEMA), list(sure.values()))
        unclear = placed["mrc" if self.level != REGION else "region"] == ""
        if self.level == MUNICIPALITY:
            unclear |= placed["municipality"] == ""
        if not self.helpers or not unclear.any():
            return placed
        asked = frame.filter(unclear).unique()
        helped = _join(frame, asked, [self._helped(row) for row in asked.iter_rows()])
        return placed.select(
            pl.when(pl.col(name) != "").then(pl.col(name)).otherwise(helped[name]).alias(name)
            for name in PLACE
        )

    @cached_property
    def _named(self) -> dict[str, Reading]:
        return {value: reading for value, reading in self.readings.items() if reading}

    def _helped(self, row: Sequence[str]) -> Place:
        """Place the rows that have the same values in the column and in its helpers."""
        reading = self._named.get(row[0])
        places = reading.places if reading else ()
        for helper, value in zip(self.helpers, row[1:], strict=True):
            said = helper.readings.get(value)
            if said and len(said.places) == 1:
                kept = tuple(item for item in places if _agree(item, said.places[0]))
                places = kept or places or said.places
        return _common(places)


class Tally:
    """Count the values of each column, one batch after the other, in bounded memory.

    A column is let go once enough of its values show that it names no territory.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        self._counts: dict[str, dict[str, int]] = {label: {} for label in labels}
        self._likely: set[str] = set()

    def see(self, columns: Columns) -> None:
        """Take a batch into account."""
        for label in list(self._counts):
            cells = columns[label].str.strip_chars()
            filled = cells.filter(cells.is_not_null() & (cells != ""))
            counted = filled.rename("value").value_counts(name="rows")
            if counted.height > MOST_VALUES:
                del self._counts[label]
            else:
                self._count(label, counted.sort("value"))

    def counts(self) -> dict[str, dict[str, int]]:
        """Return value → rows of each column that is still counted and has some."""
        return {label: counts for label, counts in self._counts.items() if counts}

    def _count(self, label: str, counted: pl.DataFrame) -> None:
        counts = self._counts[label]
        for value, rows in counted.iter_rows():
            counts[value] = counts.get(value, 0) + rows
        unlikely = len(counts) >= SAMPLE and not self._is_likely(label)
        if unlikely or len(counts) > MOST_VALUES:
            del self._counts[label]

    def _is_likely(self, label: str) -> bool:
        """Tell whether the column may name territories; once it may, it isn't asked again."""
        counts = self._counts[label]
        if label not in self._likely and any(
            _is_likely(label, level, counts) for level in levels_of(label)
        ):
            self._likely.add(label)
        return label in self._likely


def find_territory(columns: Columns) -> Found | None:
    """Return the column that names territories, None when no column surely does.

    `columns`: label → cells as text. A column counts when four fifths of its distinct values name
    territories; codes are preferred to names, and what is finer when it places nearly as many rows.
    """
    tally = Tally(columns)
    tally.see(columns)
    return settle(tally.counts())


def settle(counts: Mapping[str, Values]) -> Found | None:
    """Return the column that names territories, from the values of each; see `find_territory`."""
    found = [item for label, values in counts.items() for item in _candidates(label, values)]
    chosen = _best([item for item in found if item.sure]) or _best(found)
    if chosen is None:
        return None
    coarser = [item for item in found if item.sure and _rank(item.level) > _rank(chosen.level)]
    helpers = sorted(coarser, key=lambda item: _rank(item.level))
    missed = sorted(
        ((value, rows) for value, rows in chosen.counts.items() if not _names(chosen, value)),
        key=lambda item: (-item[1], item[0]),
    )
    missed_rows = sum(rows for _, rows in missed)
    return Found(
        level=chosen.level,
        column=chosen.column,
        how="code" if chosen.by_code else "name",
        matched=sum(chosen.counts.values()) - missed_rows,
        unmatched=tuple(missed[:SHOWN]),
        unmatched_rows=missed_rows,
        readings=chosen.readings,
        helpers=tuple(helpers),
    )


def health_column(counts: Mapping[str, Values]) -> str:
    """Return the column that names health regions, "" when there is none."""
    for label, values in counts.items():
        if len(values) <= SAMPLE and any(map(names_health_region, values)):
            bare = says_codes(label, REGION)
            regions = sum(1 for value in values if read_cell(value, gazetteer(REGION), bare))
            if regions * 2 >= len(values):
                return label
    return ""


def _candidates(label: str, counts: Values) -> Iterator[Candidate]:
    for level in levels_of(label):
        candidate = _candidate(label, level, counts)
        if candidate:
            yield candidate


def _candidate(label: str, level: str, counts: Values) -> Candidate | None:
    known, bare = gazetteer(level), says_codes(label, level)
    if not _is_likely(label, level, counts):
        return None
    if level == REGION and any(map(names_health_region, counts)):
        return None
    readings = {value: read_cell(value, known, bare) for value in counts}
    read = [reading for reading in readings.values() if reading]
    said = says_level(label, level)
    codes = sum(1 for reading in read if reading.how == "code")
    clear = len(read) >= EVIDENT_NAMES and len(read) >= NEARLY_ALL * len(counts)
    sure = said or clear or codes >= EVIDENT_CODES
    share = ENOUGH_SAID if said and level != REGION else ENOUGH
    enough = len(read) >= share * len(counts) if len(counts) >= FEWEST else sure
    if not enough or (len(counts) < FEWEST and len(read) < len(counts)):
        return None
    return Candidate(label, level, counts, readings, said, sure)


def _is_likely(label: str, level: str, counts: Values) -> bool:
    """Tell whether half of the most frequent values name territories of a level."""
    known, bare = gazetteer(level), says_codes(label, level)
    first = sorted(counts, key=lambda value: (-counts[value], value))[:SAMPLE]
    return sum(1 for value in first if read_cell(value, known, bare)) * 2 >= len(first)


def _best(found: Sequence[Candidate]) -> Candidate | None:
    """Return the finest of those that place nearly as many rows as any; codes before names."""
    if not found:
        return None
    most = max(item.read_rows for item in found)
    full = [item for item in found if item.read_rows >= NEARLY * most]
    return min(
        full,
        key=lambda item: (_rank(item.level), not item.by_code, not item.said, -item.read_rows),
    )


def _rank(level: str) -> int:
    return LEVELS.index(level)


def _names(candidate: Candidate, value: str) -> bool:
    reading = candidate.readings[value]
    return bool(reading and reading.places)


def _agree(place: Place, said: Place) -> bool:
    return (not said.mrc or said.mrc == place.mrc) and said.region == place.region


def _common(places: Sequence[Place]) -> Place:
    """Return what all the places that a text may mean have in common."""
    if not places:
        return Place()
    parts = ({getattr(place, name) for place in places} for name in PLACE)
    return Place(*(part.pop() if len(part) == 1 else "" for part in parts))


def _cells(column: pl.Series) -> pl.Series:
    return column.str.strip_chars().fill_null("")


def _join(frame: pl.DataFrame, known: pl.DataFrame, places: Sequence[Place]) -> pl.DataFrame:
    """Return the place of each row of a frame, by those of the known combinations of cells."""
    found = known.with_columns(
        pl.Series(name, [getattr(place, name) for place in places], pl.String) for name in PLACE
    )
    joined = frame.join(found, on=known.columns, how="left", maintain_order="left")
    return joined.select(pl.col(PLACE).fill_null(""))
