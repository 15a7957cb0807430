"""Read blocks of rows with Polars, and refuse the rows that it would read wrong without a word.

Polars refuses rows that are too long and a block that ends inside quotes. It pads short rows
silently, and silently drops quotes that close a cell too early: both are looked for here.
"""

import re
from concurrent.futures import Executor

import polars as pl

from pipelines.decode.batches import ROW
from pipelines.decode.encoding import UTF8_MARK

LONE_RETURN = re.compile(rb"\r(?!\n)")  # ends a row for Python and for Excel, not for Polars


class FastReader:
    """Read blocks of whole lines whose rows have at most `width` cells."""

    def __init__(self, delimiter: str, width: int, beside: Executor) -> None:
        self.delimiter = delimiter
        self.names = [f"column_{i}" for i in range(width)]
        self.beside = beside
        mark = re.escape(delimiter.encode())
        # Where quotes are: around a whole cell, doubled inside it; the rest has none
        self.quoted = re.compile(
            rb'(?:[^"]*+(?:(?<=[\n%b])|(?<!.))"[^"]*+(?:""[^"]*+)*+"(?=[\r\n%b]))*+[^"]*+'
            % (mark, mark),
            re.DOTALL,
        )

    def read(self, block: bytes, row: int) -> tuple[int, pl.DataFrame | None]:
        """Return how many bytes were read and their rows, or no rows when only Python can tell.

        An empty cell is "", and in a table of one column a blank line is null.
        """
        if not block.endswith(b"\n"):  # Polars says nothing of a blank cell too many at the end
            taken, frame = self.read(block + b"\n", row)
            return min(taken, len(block)), frame
        if block.startswith(UTF8_MARK):  # Polars would drop the mark
            return 0, None
        if b"\r" in block and LONE_RETURN.search(block):
            return 0, None
        frame = self._parsed(block, row)
        if frame is None and 0 < (cut := outside_quotes(block)) < len(block):
            block = block[:cut]
            frame = self._parsed(block, row)
        return len(block), frame

    def _parsed(self, block: bytes, row: int) -> pl.DataFrame | None:
        if b'"' not in block:
            return self._filled(block, self._polars(block, row))
        reading = self.beside.submit(self._polars, block, row)
        sound = self.quoted.fullmatch(block)
        frame = reading.result()
        return self._filled(block, frame) if sound else None

    def _polars(self, block: bytes, row: int) -> pl.DataFrame | None:
        try:
            return pl.read_csv(
                block,
                has_header=False,
                separator=self.delimiter,
                schema=dict.fromkeys(self.names, pl.String),
                infer_schema=False,
                missing_columns="insert",
                row_index_name=ROW,
                row_index_offset=row,
            )
        except pl.exceptions.PolarsError:
            return None

    def _filled(self, block: bytes, frame: pl.DataFrame | None) -> pl.DataFrame | None:
        """Return the rows with "" in their empty cells, or nothing when some lack cells."""
        if frame is None or len(self.names) == 1:  # null is a blank line, "" what has quotes
            return frame
        gaps = [name for name in self.names if frame[name].null_count()]
        if self.names[-1] in gaps and not self._complete(block, frame):
            return None
        return frame.with_columns(pl.col(gaps).fill_null("")) if gaps else frame

    def _complete(self, block: bytes, frame: pl.DataFrame) -> bool:
        """Tell that no row is short: what is neither cell nor quote is a delimiter or a line end.

        A short row has a delimiter less. A quote inside a cell is one of the two in the block.
        """
        cells = sum(frame.select(pl.col(self.names).str.len_bytes().sum()).row(0))
        quotes = block.count(b'"') if b'"' in block else 0
        ends = frame.height + (block.count(b"\r\n") if b"\r" in block else 0)
        lacking = frame.height * (len(self.names) - 1) + ends - (len(block) - cells - quotes)
        if lacking and quotes:
            inside = frame.select(pl.col(self.names).str.count_matches('"', literal=True).sum())
            lacking -= sum(inside.row(0))
        return not lacking


def outside_quotes(block: bytes) -> int:
    """Return where the last line ends that no cell between quotes goes through."""
    cut = len(block)
    odd = block.count(b'"') % 2
    while odd and cut:
        line = block.rfind(b"\n", 0, block.rfind(b'"', 0, cut)) + 1
        odd ^= block.count(b'"', line, cut) % 2
        cut = line
    return cut
