"""Find cells worth a notice: formulas, outer spaces, codes of municipalities without their zero."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.decode.batches import ROW, Batch, Notice
from pipelines.messages import shortened
from pipelines.sheets import FORMULA_START, NO_FORMULA
from pipelines.territory import load_set

CELL = pl.col("cell")
WIDTH = 5  # digits of a municipality's code
CODE = "^[0-9]{4,5}$"


@dataclass(frozen=True)
class _Tally:
    """Count some cells of a column, and remember the row and the text of the first."""

    count: int
    row: int
    cell: str

    def notice(self, code: str, column: str) -> Notice:
        values: dict[str, str | int] = {"column": column, "count": self.count, "row": self.row}
        return Notice(code, {**values, "value": shortened(self.cell, 40)})


def _tallied(before: _Tally | None, cells: pl.DataFrame) -> _Tally:
    """Add cells to a tally; `cells`: _row and cell, one row at least."""
    if before is None:
        return _Tally(cells.height, *cells.row(0))
    return _Tally(before.count + cells.height, before.row, before.cell)


class CellWatch:
    """Count, in each column, the cells of one kind, and remember the first.

    `code`: the notice's sentence; `seems`: a quick look at a whole column; `kept`: says which of
    those it finds are of the kind.
    """

    def __init__(self, labels: Sequence[str], code: str, seems: str, kept: pl.Expr) -> None:
        self._labels = labels
        self._code = code
        self._seems = seems
        self._kept = kept
        self._found: dict[int, _Tally] = {}

    def see(self, batch: Batch) -> None:
        """Look at some rows."""
        masks = batch.frame.select(pl.exclude(ROW).str.contains(self._seems))
        for place, mask in enumerate(masks.iter_columns()):
            if mask.any():
                self._add(place, batch.frame.select(ROW, cell=pl.col(mask.name)).filter(mask))

    def notices(self) -> tuple[Notice, ...]:
        """Return one notice a column."""
        return tuple(
            self._found[place].notice(self._code, self._labels[place])
            for place in sorted(self._found)
        )

    def _add(self, place: int, rows: pl.DataFrame) -> None:
        cells = rows.filter(self._kept)
        if cells.height:
            self._found[place] = _tallied(self._found.get(place), cells)


def watch_formulas(labels: Sequence[str]) -> CellWatch:
    """Count the cells that a spreadsheet would run instead of showing them.

    Source: OWASP, « CSV Injection ». Publishing leaves them as they are; our workbooks write them
    as text.
    """
    return CellWatch(labels, "formula", FORMULA_START, ~CELL.str.contains(NO_FORMULA))


def watch_spaces(labels: Sequence[str]) -> CellWatch:
    """Count the cells that begin or end with a space: they look the same as others and aren't."""
    return CellWatch(labels, "outer-spaces", r"^\s|\s$", CELL.str.strip_chars() != "")


class ZeroWatch:
    """See the columns of municipality codes in which a spreadsheet took away the first zero.

    Such a column has whole codes too, and nothing else: years have neither.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = labels
        self._whole: set[int] = set()
        self._other: set[int] = set()
        self._lost: dict[int, _Tally] = {}
        self._known = load_set("municipalites")["code"].implode()

    def see(self, batch: Batch) -> None:
        """Look at some rows."""
        cells = pl.exclude(ROW).str.strip_chars()
        codes = batch.frame.select((cells.str.contains(CODE) | (cells == "")).all())
        for place, name in enumerate(codes.columns):
            if not codes[name][0]:
                self._other.add(place)
            elif place not in self._other:
                self._look(place, batch.frame.select(ROW, cell=pl.col(name).str.strip_chars()))

    def notices(self) -> tuple[Notice, ...]:
        """Return one notice a column."""
        return tuple(
            self._lost[place].notice("lost-zeros", self._labels[place])
            for place in sorted(self._lost.keys() & self._whole - self._other)
        )

    def _look(self, place: int, rows: pl.DataFrame) -> None:
        filled = rows.filter(CELL != "")
        if not filled["cell"].str.zfill(WIDTH).is_in(self._known).all():
            self._other.add(place)
            return
        lost = filled.filter(CELL.str.len_bytes() < WIDTH)
        if lost.height < filled.height:
            self._whole.add(place)
        if lost.height:
            self._lost[place] = _tallied(self._lost.get(place), lost)
