"""Read the rows of one sheet as text, each under the number that the spreadsheet shows."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl
from python_calamine import CalamineSheet

from pipelines.decode.batches import EXTRA, ROW, Batch
from pipelines.decode.cells import cell_texts, text_series
from pipelines.decode.extents import Errors
from pipelines.decode.header import Header, find_header

PREVIEW = 200
ROWS = 16_384
Cells = list


@dataclass(frozen=True)
class Sheet:
    """Hold one sheet: `errors` are the cells that the reader shows empty, such as #N/A."""

    cells: CalamineSheet
    errors: Errors = field(default_factory=dict)

    def rows(self) -> Iterator[Cells]:
        """Return every row from the first, from the first column that isn't empty."""
        return self._mended() if self.errors else self.cells.iter_rows()

    def _mended(self) -> Iterator[Cells]:
        first = (self.cells.start or (0, 0))[1]
        for number, row in enumerate(self.cells.iter_rows()):
            for column, shown in self.errors.get(number, {}).items():
                if 0 <= column - first < len(row):
                    row[column - first] = shown
            yield row

    @cached_property
    def preview(self) -> list[list[str]]:
        """Return the first rows as text."""
        return [cell_texts(row) for row in itertools.islice(self.rows(), PREVIEW)]

    @cached_property
    def header(self) -> Header:
        """Return the headings; raises Refusal for a sheet without any."""
        return find_header(self.preview)

    @cached_property
    def left(self) -> int:
        """Return how many columns before the first heading are empty."""
        title = next(i for i, label in enumerate(self.header.labels) if label)
        below = self.preview[self.header.index :]
        used = (i for row in below for i, cell in enumerate(row[:title]) if cell.strip())
        return min(used, default=title)


def read_batches(sheet: Sheet) -> Iterator[Batch]:
    """Yield the rows below the headings; blank ones after the last value are none of the table."""
    rows = itertools.islice(sheet.rows(), sheet.header.index + 1, None)
    number = sheet.header.index + 2
    held: list[Batch] = []
    while chunk := list(itertools.islice(rows, ROWS)):
        batch = _batch(chunk, number, sheet)
        number += len(chunk)
        full = _height(batch)
        if full:
            yield from held
            yield Batch(batch.frame[:full], batch.extra)
            held = []
        held.append(Batch(batch.frame[full:]))


def _batch(rows: list[Cells], number: int, sheet: Sheet) -> Batch:
    width = len(sheet.header.labels) - sheet.left
    columns = list(zip(*rows, strict=True))[sheet.left :]
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


def _height(batch: Batch) -> int:
    """Return how many rows there are up to the last that isn't blank: a ghost range has none."""
    filled = pl.any_horizontal(pl.exclude(ROW) != "") | pl.col(ROW).is_in(
        batch.extra[ROW].implode()
    )
    found = batch.frame.select(pl.arg_where(filled).max()).item()
    return 0 if found is None else found + 1
