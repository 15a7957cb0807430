"""Hold a sheet that calamine has read."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl
from python_calamine import CalamineSheet

from pipelines.decode.batches import EXTRA, ROW, Batch
from pipelines.decode.cells import cell_texts, text_series
from pipelines.decode.extents import Errors
from pipelines.decode.grid import ROWS

Cells = list


@dataclass(frozen=True)
class RangeGrid:
    """Give the cells of one sheet: `errors` are those that the reader shows empty, such as #N/A."""

    cells: CalamineSheet
    errors: Errors = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.cells.name

    @property
    def height(self) -> int:
        """The number of the last row."""
        return self.cells.total_height

    def preview(self, rows: int) -> list[list[str]]:
        """Return the first rows as text."""
        return [cell_texts(row) for row in itertools.islice(self._rows(), rows)]

    def batches(self, first: int, left: int, width: int) -> Iterator[Batch]:
        """Yield the rows from the one numbered `first` on."""
        rows = itertools.islice(self._rows(), first - 1, None)
        while chunk := list(itertools.islice(rows, ROWS)):
            yield _batch(chunk, first, left, width)
            first += len(chunk)

    def leftmost(self, first: int, before: int) -> int:
        """Return the first column with a cell that isn't blank from row `first` on, or `before`."""
        for row in itertools.islice(self._rows(), first - 1, None):
            filled = (i for i, cell in enumerate(row[:before]) if str(cell).strip())
            before = next(filled, before)
            if not before:
                break
        return before

    def _rows(self) -> Iterator[Cells]:
        return self._mended() if self.errors else self.cells.iter_rows()

    def _mended(self) -> Iterator[Cells]:
        start = (self.cells.start or (0, 0))[1]
        for number, row in enumerate(self.cells.iter_rows()):
            for column, shown in self.errors.get(number, {}).items():
                if 0 <= column - start < len(row):
                    row[column - start] = shown
            yield row


def _batch(rows: list[Cells], number: int, left: int, width: int) -> Batch:
    columns = list(zip(*rows, strict=True))[left:]
    numbers = pl.Series(ROW, range(number, number + len(rows)), dtype=pl.UInt32)
    cells = [text_series(f"column_{i}", column) for i, column in enumerate(columns[:width])]
    beyond = [
        (row, position, cell)
        for position, column in enumerate(columns[width:], start=width)
        for row, cell in enumerate(cell_texts(column), start=number)
        if cell.strip()
    ]
    extra = pl.DataFrame(sorted(beyond), schema=EXTRA, orient="row")
    return Batch(pl.DataFrame([numbers, *cells]), extra)
