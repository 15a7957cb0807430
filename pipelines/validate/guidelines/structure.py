"""See how the rows are laid out: widths, a header that comes again, a second row of headings."""

import re
from dataclasses import dataclass, field

import polars as pl

from pipelines.decode.batches import ROW, Batch
from pipelines.validate.guidelines.kinds import NUMBER, WORDS

SHOWN = 3
SAMPLE = 200
ENOUGH = 5


@dataclass
class Structure:
    """Gather what the batches show of the rows' layout.

    `wide` and `short`: how many rows have cells beyond the last label or lack some; `repeated`: how
    many repeat the header. Each with the numbers of the first rows. `second_header`: the number of
    the row of headings that follows the header, else 0.
    """

    labels: tuple[str, ...]
    wide: int = 0
    short: int = 0
    repeated: int = 0
    wide_rows: list[int] = field(default_factory=list)
    short_rows: list[int] = field(default_factory=list)
    repeated_rows: list[int] = field(default_factory=list)
    second_header: int = 0
    _begun: bool = False

    def see(self, batch: Batch) -> None:
        """Look at the layout of some rows."""
        frame = batch.frame
        if not self._begun and frame.height:
            self.second_header = _second_header(frame)
            self._begun = True
        wide = batch.extra[ROW].unique().sort()
        self.wide += len(wide)
        self._keep(self.wide_rows, wide)
        short = _short(frame)
        self.short += len(short)
        self._keep(self.short_rows, short)
        repeated = _repeated(frame, self.labels)
        self.repeated += len(repeated)
        self._keep(self.repeated_rows, repeated)

    @staticmethod
    def _keep(rows: list[int], found: pl.Series) -> None:
        rows.extend(found.head(SHOWN - len(rows)).to_list())


def _cells(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if name != ROW]


def _short(frame: pl.DataFrame) -> pl.Series:
    """Return the numbers of the rows that lack cells; a blank line lacks none."""
    names = _cells(frame)
    lacking = frame.filter(pl.col(names[-1]).is_null()) if names else frame.clear()
    begun = pl.any_horizontal(pl.col(name).fill_null("") != "" for name in names)
    return lacking.filter(begun)[ROW] if names else lacking[ROW]


def _repeated(frame: pl.DataFrame, labels: tuple[str, ...]) -> pl.Series:
    """Return the numbers of the rows that are the header again, as in files put end to end."""
    same = frame
    for name, label in zip(_cells(frame), labels, strict=False):
        same = same.filter(pl.col(name) == label)
        if same.is_empty():
            break
    return same[ROW]


def _second_header(frame: pl.DataFrame) -> int:
    """Return the first row's number when it has words where the rows below have only numbers.

    One such column may be a slip of the pen; two or more are units, codes or a title on two rows.
    """
    first, below = frame.head(1), frame.slice(1, SAMPLE)
    words = 0
    for name in _cells(frame):
        cell = first[name][0] or ""
        if re.search(r"[^\W\d_]", cell) and not re.search(r"\d", cell) and cell not in WORDS:
            filled = below[name].filter(below[name] != "")
            words += len(filled) >= ENOUGH and bool(filled.str.contains(NUMBER).all())
    return int(first[ROW][0]) if words > 1 else 0
