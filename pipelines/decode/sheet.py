"""Find the table of one sheet: its headings, its first column and its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from pipelines.decode.batches import ROW, Batch
from pipelines.decode.grid import Grid
from pipelines.decode.header import Header, find_header

PREVIEW = 200


@dataclass(frozen=True)
class Sheet:
    """Find the table among the cells of a sheet."""

    grid: Grid

    @cached_property
    def preview(self) -> list[list[str]]:
        """Return the first rows as text."""
        return self.grid.preview(PREVIEW)

    @cached_property
    def header(self) -> Header:
        """Return the headings; raises Refusal for a sheet without any."""
        return find_header(self.preview)

    @cached_property
    def left(self) -> int:
        """Return how many columns before the first heading are empty."""
        title = next(i for i, label in enumerate(self.header.labels) if label)
        return self.grid.leftmost(self.header.index + 1, title) if title else 0

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the headings of the table's columns."""
        return self.header.labels[self.left :]


def read_batches(sheet: Sheet) -> Iterator[Batch]:
    """Yield the rows below the headings; blank ones after the last value are none of the table."""
    held: list[Batch] = []
    for batch in sheet.grid.batches(sheet.header.index + 2, sheet.left, len(sheet.labels)):
        full = _height(batch)
        if full:
            yield from held
            yield Batch(batch.frame[:full], batch.extra)
            held = []
        held.append(Batch(batch.frame[full:]))


def _height(batch: Batch) -> int:
    """Return how many rows there are up to the last that isn't blank: a ghost range has none."""
    filled = pl.any_horizontal(pl.exclude(ROW) != "") | pl.col(ROW).is_in(
        batch.extra[ROW].implode()
    )
    found = batch.frame.select(pl.arg_where(filled).max()).item()
    return 0 if found is None else found + 1
