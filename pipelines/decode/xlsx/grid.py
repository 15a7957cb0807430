"""Hold the cells of a plain sheet, those that aren't empty, and give them as rows of text."""

import itertools
import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from pipelines.decode.batches import EXTRA, ROW, Batch
from pipelines.decode.extents import check_size
from pipelines.decode.grid import ROWS
from pipelines.decode.xlsx.cells import CELLS, CellReader
from pipelines.decode.xlsx.doubt import NotPlainError
from pipelines.decode.xlsx.rows import row_pieces

WORKERS = os.cpu_count() or 1
AT_ONCE = 4 * WORKERS


@dataclass(frozen=True)
class PlainGrid:
    """Give the cells of one sheet; `cells`: CELLS, in the order of rows."""

    name: str
    cells: pl.DataFrame

    @property
    def height(self) -> int:
        """The number of the last row."""
        return self.cells["row"].max() or 0  # type: ignore[return-value]

    def preview(self, rows: int) -> list[list[str]]:
        """Return the first rows as text."""
        found: list[list[str]] = [[] for _ in range(min(rows, self.height))]
        for row, column, text in self._between(1, rows + 1).sort("row", "column").rows():
            line = found[row - 1]
            line.extend([""] * (column - len(line)))
            line[column - 1] = text
        return found

    def batches(self, first: int, left: int, width: int) -> Iterator[Batch]:
        """Yield the rows from the one numbered `first` on."""
        for start in range(first, self.height + 1, ROWS):
            stop = min(start + ROWS, self.height + 1)
            yield _batch(self._between(start, stop), start, stop, left, width)

    def leftmost(self, first: int, before: int) -> int:
        """Return the first column with a cell that isn't blank from row `first` on, or `before`."""
        cells = self._between(first, self.height + 1).filter(pl.col("column") <= before)
        filled = cells.filter(pl.col("text").str.strip_chars() != "")["column"].min()
        return before if filled is None else int(filled) - 1  # type: ignore[arg-type]

    def _between(self, start: int, stop: int) -> pl.DataFrame:
        rows = self.cells["row"]
        first = rows.search_sorted(start, side="left")
        return self.cells[first : rows.search_sorted(stop, side="left")]


def read_grid(archive: zipfile.ZipFile, part: str, name: str, reader: CellReader) -> PlainGrid:
    """Return the cells of a sheet; raises NotPlainError, or Refusal for one beyond bounds."""
    pieces = row_pieces(archive, part)
    frames = [pl.DataFrame(schema=CELLS)]
    with ThreadPoolExecutor(WORKERS, "xlsx") as beside:
        while some := list(itertools.islice(pieces, AT_ONCE)):
            frames.extend(beside.map(reader.read, some))
            check_size(sum(frame.height for frame in frames), 1)
    last_rows = [frame["row"][-1] for frame in frames if frame.height]
    first_rows = [frame["row"][0] for frame in frames if frame.height]
    if any(last >= first for last, first in zip(last_rows, first_rows[1:], strict=False)):
        raise NotPlainError
    cells = pl.concat(frames)
    grid = PlainGrid(name, cells.with_columns(pl.col("row").set_sorted()))
    check_size(grid.height, cells["column"].max() or 0)  # type: ignore[arg-type]
    return grid


def _batch(cells: pl.DataFrame, start: int, stop: int, left: int, width: int) -> Batch:
    rows = pl.DataFrame({"row": pl.int_range(start, stop, dtype=pl.UInt32, eager=True)})
    columns = cells.partition_by("column", as_dict=True, include_key=False)
    series = [
        _column(rows, columns.get((left + i + 1,))).alias(f"column_{i}") for i in range(width)
    ]
    beyond = cells.filter(
        (pl.col("column") > left + width) & (pl.col("text").str.strip_chars() != "")
    ).select(
        pl.col("row").alias(ROW),
        (pl.col("column") - left - 1).cast(pl.UInt32).alias("position"),
        pl.col("text").alias("cell"),
    )
    extra = beyond.sort(ROW, "position").match_to_schema(EXTRA)
    return Batch(pl.DataFrame([rows["row"].alias(ROW), *series]), extra)


def _column(rows: pl.DataFrame, cells: pl.DataFrame | None) -> pl.Series:
    """Return a column's texts, "" where the sheet has no cell."""
    if cells is None:
        return pl.repeat("", rows.height, eager=True)
    if cells.height == rows.height:
        return cells["text"]
    return rows.join(cells, on="row", how="left", maintain_order="left")["text"].fill_null("")
