"""The shape in which a sheet's cells are held, whoever read them."""

from collections.abc import Iterator
from typing import Protocol

from pipelines.decode.batches import Batch

ROWS = 16_384


class Grid(Protocol):
    """Give the cells of one sheet as text; columns before the first that isn't empty may be cut."""

    @property
    def name(self) -> str:
        """The sheet's name."""
        ...

    @property
    def height(self) -> int:
        """The number of the last row with a cell that isn't empty."""
        ...

    def preview(self, rows: int) -> list[list[str]]:
        """Return the first rows, from the sheet's first one on."""
        ...

    def leftmost(self, first: int, before: int) -> int:
        """Return the first column with a cell that isn't blank from row `first` on, or `before`."""
        ...

    def batches(self, first: int, left: int, width: int) -> Iterator[Batch]:
        """Yield the rows from the one numbered `first` on: `width` columns after `left` others."""
        ...
