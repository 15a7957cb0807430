"""Keep the first errors of a table, in the order of its rows, and count them all."""

from collections import Counter
from dataclasses import dataclass, field, replace

import polars as pl

from pipelines.decode.batches import ROW, Batch

# Where an error stands among those of its row, as Frictionless orders them.
CELL, EXTRA_CELL, MISSING_CELL, BLANK_ROW, UNIQUE, PRIMARY_KEY, FOREIGN_KEY = range(7)


@dataclass(frozen=True)
class Fault:
    """Hold one error: its row, its place in the row, and what Frictionless says of it.

    `near`: what was probably meant, when it can be told.
    """

    row: int
    rank: int
    number: int
    type: str
    note: str
    cell: str = ""
    column: str = ""
    cells: tuple[str, ...] = ()
    more: dict = field(default_factory=dict)
    near: str = ""

    @property
    def order(self) -> tuple[int, int, int]:
        """Return where the error stands in the report."""
        return self.row, self.rank, self.number


class Listing:
    """Count every error and keep the first `limit` of them; None keeps all."""

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self.counts: Counter[str] = Counter()
        self.rejected = 0
        self._faults: list[Fault] = []

    def wants(self) -> bool:
        """Tell whether errors of later rows than those known would still be kept."""
        return self.limit is None or len(self._faults) < self.limit

    def wanted(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return those of some rows in error, in order, that the listing has room for."""
        if self.limit is None:
            return rows
        if not self.wants():
            last = self._faults[-1].row if self._faults else 0
            rows = rows.filter(pl.col(ROW) <= last)
        return rows.head(self.limit)

    def add(self, faults: list[Fault], batch: Batch) -> None:
        """Keep the errors of a batch that come first, with the cells of their rows."""
        if not faults:
            return
        faults = sorted(faults, key=lambda fault: fault.order)[: self.limit]
        cells = row_cells(batch, {fault.row for fault in faults})
        self._faults.extend(_with_cells(fault, cells[fault.row]) for fault in faults)
        self._faults.sort(key=lambda fault: fault.order)
        if self.limit is not None:
            del self._faults[self.limit :]

    @property
    def faults(self) -> list[Fault]:
        """Return the errors kept, in order."""
        return self._faults

    @property
    def total(self) -> int:
        """Return how many errors there are."""
        return sum(self.counts.values())


def row_cells(batch: Batch, rows: set[int]) -> dict[int, tuple[str, ...]]:
    """Return the cells of some rows, those beyond the last label included."""
    wanted = pl.Series(sorted(rows), dtype=pl.UInt32).implode()
    found = batch.frame.filter(pl.col(ROW).is_in(wanted))
    cells = {
        row[0]: tuple(cell for cell in row[1:] if cell is not None)
        for row in found.select(ROW, pl.exclude(ROW)).iter_rows()
    }
    for row, _, cell in batch.extra.filter(pl.col(ROW).is_in(wanted)).iter_rows():
        cells[row] = (*cells[row], cell)
    return cells


def _with_cells(fault: Fault, cells: tuple[str, ...]) -> Fault:
    return replace(fault, cells=cells)
