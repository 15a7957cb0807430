"""Count the cells of each column by the form in which they are written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce

import polars as pl

from pipelines.decode.batches import ROW
from pipelines.validate.guidelines.kinds import (
    CANDIDATE,
    CODE,
    MOMENT,
    NUMBER,
    NUMBER_WORDS,
    ODD_FORMS,
    UNKNOWN_NUMBERS,
    WORDS,
    whole,
)

SHOWN = 3
SHORTEST_MOMENT = len("HH:MM:SS")
SLICE = 1 << 20  # cells at a time: what is held besides the batch stays small
FEWEST_ROWS = 1000  # in a very wide table each step costs more than its cells
_EMPTY, _TEXT, _NUMBER, _MOMENT, _WORD, _CANDIDATE = range(6)
_NAMES = {_TEXT: "text", _NUMBER: "number", _MOMENT: "moment"}
_CELL = pl.col("cell")
_KEYS = ("column", "kind", "detail")
_WORDS = pl.Series(sorted(WORDS)).implode()
_NINES = pl.Series(sorted({float(number) for number in UNKNOWN_NUMBERS})).implode()


@dataclass(frozen=True)
class Tally:
    """Count cells of one form and show the first: (row number, value)."""

    cells: int
    rows: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class ColumnCensus:
    """Hold the counts of one column: `filled` cells aren't empty.

    `forms`: kind → tally, for « number », « moment » (a date or time as the rule wants), « text »
    and each kind of ODD_FORMS. `words` and `codes` (two capital letters): the value → tally.
    `least` and `most` of its plain numbers, those that may stand for « unknown » left out.
    """

    position: int
    filled: int = 0
    forms: dict[str, Tally] = field(default_factory=dict)
    words: dict[str, Tally] = field(default_factory=dict)
    codes: dict[str, Tally] = field(default_factory=dict)
    least: float | None = None
    most: float | None = None

    @property
    def numbers(self) -> int:
        """Return how many cells are numbers in the one form that the rule wants."""
        return self.count("number") + self.count_words(NUMBER_WORDS)

    def count(self, *kinds: str) -> int:
        """Return how many cells are of these kinds."""
        return sum(self.forms[kind].cells for kind in kinds if kind in self.forms)

    def count_words(self, words: frozenset[str]) -> int:
        """Return how many cells are one of these words."""
        return sum(tally.cells for word, tally in self.words.items() if word in words)


class Census:
    """Count the cells of a table of `width` columns, batch after batch."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._plain: list[pl.DataFrame] = []
        self._ranges: list[pl.DataFrame] = []
        self._odd: list[pl.DataFrame] = []

    def see(self, frame: pl.DataFrame) -> None:
        """Count the cells of some rows."""
        rows = max(FEWEST_ROWS, SLICE // max(1, frame.width))
        for part in frame.iter_slices(rows):
            self._see(part)

    def _see(self, frame: pl.DataFrame) -> None:
        names = [name for name in frame.columns if name != ROW]
        longest = frame.select(pl.col(names).str.len_bytes().max()).row(0)
        forms = frame.select(
            _form(pl.col(name), length or 0).alias(name)
            for name, length in zip(names, longest, strict=True)
        )
        self._plain += [_counted(forms, form) for form in _NAMES]
        odd = _columns_with(forms, pl.all() >= _WORD)
        numeric = _columns_with(forms, (pl.all() == _NUMBER) | (pl.all() == _WORD))
        if numeric:
            self._ranges.append(_ranges(frame.select(numeric)))
        if odd:
            parts = (frame.select(ROW, *odd), forms.select(odd))
            words = _cells_of(*parts, _WORD).with_columns(kind=pl.lit("word"), detail=_CELL)
            self._odd += [_tallied(words), _tallied(_detailed(_cells_of(*parts, _CANDIDATE)))]

    def columns(self) -> tuple[ColumnCensus, ...]:
        """Return the census of each column, in the file's order."""
        found = [_Draft() for _ in range(self._width)]
        for position, form, cells in _summed(self._plain, ("column", "form"), pl.sum("cells")):
            if cells:
                found[position].forms[_NAMES[form]] = Tally(cells)
        for position, *ends in _summed(self._ranges, ("column",), pl.min("least"), pl.max("most")):
            found[position].range = tuple(ends)
        odd = _summed(self._odd, _KEYS, pl.sum("cells"), _first("rows"), _first("values"))
        for position, kind, detail, cells, rows, values in odd:
            found[position].odd(
                kind, detail, Tally(cells, tuple(sorted(zip(rows, values, strict=True))))
            )
        return tuple(draft.census(position) for position, draft in enumerate(found))


@dataclass
class _Draft:
    """Gather the counts of one column."""

    forms: dict[str, Tally] = field(default_factory=dict)
    words: dict[str, Tally] = field(default_factory=dict)
    codes: dict[str, Tally] = field(default_factory=dict)
    range: tuple[float | None, ...] = (None, None)

    def odd(self, kind: str, detail: str, tally: Tally) -> None:
        if kind in ("word", "code"):
            (self.words if kind == "word" else self.codes)[detail] = tally
        else:  # a plain number or text within outer spaces adds to those without
            before = self.forms.get(kind, Tally(0))
            self.forms[kind] = Tally(before.cells + tally.cells, before.rows + tally.rows)

    def census(self, position: int) -> ColumnCensus:
        every = (*self.forms.values(), *self.words.values(), *self.codes.values())
        return ColumnCensus(
            position=position,
            filled=sum(tally.cells for tally in every),
            forms=self.forms,
            words=self.words,
            codes=self.codes,
            least=self.range[0],
            most=self.range[1],
        )


def _form(cell: pl.Expr, longest: int) -> pl.Expr:
    """Guess the form of a column's cells, the longest of which has this many bytes."""
    moment = cell.str.contains(MOMENT) if longest >= SHORTEST_MOMENT else pl.lit(value=False)
    return (
        pl.when(cell.is_null() | (cell == ""))
        .then(_EMPTY)
        .when(cell.is_in(_WORDS))
        .then(_WORD)
        .when(cell.str.contains(NUMBER))
        .then(_NUMBER)
        .when(moment)
        .then(_MOMENT)
        .when(cell.str.contains(CANDIDATE) | cell.str.contains(r"\s$"))
        .then(_CANDIDATE)
        .otherwise(_TEXT)
        .cast(pl.UInt8)
    )


def _columns_with(forms: pl.DataFrame, chosen: pl.Expr) -> list[str]:
    """Return the columns in which at least one cell is of a chosen form."""
    some = forms.select(chosen.any()).row(0)
    return [name for name, found in zip(forms.columns, some, strict=True) if found]


def _counted(forms: pl.DataFrame, form: int) -> pl.DataFrame:
    """Return how many cells of each column are of one form: column, form, cells."""
    counts = forms.select((pl.all() == form).sum())
    return counts.unpivot(variable_name="column", value_name="cells").with_columns(form=form)


def _cells_of(frame: pl.DataFrame, forms: pl.DataFrame, form: int) -> pl.DataFrame:
    """Return the cells of one form, one a row, each column's in the file's order."""
    chosen = forms.unpivot(value_name="form")["form"] == form
    return frame.unpivot(index=ROW, variable_name="column", value_name="cell").filter(chosen)


def _ranges(frame: pl.DataFrame) -> pl.DataFrame:
    """Return each column's least and most number, those that may stand for « unknown » left out."""
    number = pl.all().cast(pl.Float64, strict=False)
    numbers = frame.select(number).select(
        pl.when(pl.all().is_finite() & ~pl.all().is_in(_NINES)).then(pl.all())
    )
    ends = (numbers.min(), numbers.max())
    least, most = (end.unpivot(variable_name="column", value_name="end") for end in ends)
    return least.rename({"end": "least"}).with_columns(most=most["end"])


def _detailed(cells: pl.DataFrame) -> pl.DataFrame:
    """Give candidates their kind; a word, a code keep their value as detail."""
    stripped = cells.with_columns(text=_CELL.str.strip_chars()).filter(pl.col("text") != "")
    text = pl.col("text")
    forms = {"number": NUMBER, "moment": MOMENT, "code": CODE}
    forms |= {kind: whole(pattern) for kind, pattern in ODD_FORMS.items()}
    start = pl.when(text.is_in(_WORDS)).then(pl.lit("word"))
    kind = reduce(
        lambda chain, form: chain.when(text.str.contains(form[1])).then(pl.lit(form[0])),
        forms.items(),
        start,
    ).otherwise(pl.lit("text"))
    detail = pl.when(pl.col("kind").is_in(["word", "code"])).then(text).otherwise(pl.lit(""))
    return stripped.with_columns(kind=kind).with_columns(detail=detail).drop("text")


def _tallied(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.group_by(_KEYS, maintain_order=True).agg(
        cells=pl.len(), rows=pl.col(ROW).head(SHOWN), values=_CELL.head(SHOWN)
    )


def _first(name: str) -> pl.Expr:
    return pl.col(name).list.explode(keep_nulls=False, empty_as_null=False).head(SHOWN)


def _summed(parts: list[pl.DataFrame], keys: tuple[str, ...], *sums: pl.Expr) -> Iterator[tuple]:
    """Yield the groups of all parts together, the column as its position."""
    if parts:
        groups = pl.concat(parts).group_by(keys, maintain_order=True).agg(*sums)
        position = pl.col("column").str.strip_prefix("column_").cast(pl.Int64)
        yield from groups.with_columns(position).iter_rows()
