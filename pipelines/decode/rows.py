"""Read the rows of a UTF-8 text: fast by Polars, slow by Python where Polars can't tell.

Both give the same batches.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from pipelines.decode.batches import EXTRA, ROW, Batch
from pipelines.decode.fast import FastReader
from pipelines.decode.records import Fault, Record, read_records
from pipelines.decode.survey import place
from pipelines.messages import Refusal

LARGEST = 8 << 20
SMALLEST = 1 << 20
MAX_RECORD = 64 << 20
OPEN_QUOTE = "decode-quote-open"


@dataclass(frozen=True)
class Layout:
    """Say where the rows are and how they are written.

    `start`: in bytes; `first_row`: the number of the row there; `width`: how many labels there
    are; `parsed`: how many cells a row may have and still go the fast way, blank ones included;
    `block`: how many bytes are read at a time.
    """

    path: Path
    start: int
    first_row: int
    delimiter: str
    width: int
    parsed: int
    block: int = LARGEST


def read_batches(layout: Layout) -> Iterator[Batch]:
    """Yield the rows in the file's order; raises Refusal at a row that can't be read."""
    position, row, size = layout.start, layout.first_row, layout.block
    end = layout.path.stat().st_size
    with layout.path.open("rb") as file, ThreadPoolExecutor(1) as beside:
        fast = FastReader(layout.delimiter, layout.parsed, beside)
        while position < end:
            block = _block(file, position, size, end)
            taken, frame = fast.read(block, row) if block else (0, None)
            if frame is None:
                taken, records = read_slowly(file, position, layout)
                batch, size = _batch(records, row, layout.width), min(SMALLEST, layout.block)
            else:
                batch, size = _split(frame, layout), min(size * 2, layout.block)
            yield batch
            position += taken
            row += batch.frame.height


def read_slowly(file: BinaryIO, position: int, layout: Layout) -> tuple[int, list[list[str]]]:
    """Return how many bytes the records from this place on take, and the records, all whole.

    Raises Refusal for a record that can't be read, and for one without end.
    """
    size, end = min(SMALLEST, layout.block), layout.path.stat().st_size
    while True:
        block = _block(file, position, size, end)
        text = block.decode()
        try:
            records = _whole_records(text, layout.delimiter, position + len(block) == end)
            if not records and size >= MAX_RECORD:
                raise Fault("decode-record-endless", 0)
        except Fault as fault:
            line, _ = place(layout.path, "utf-8", position)
            raise Refusal(fault.code, line=line + fault.line) from fault
        if records:
            return len(text[: records[-1].end].encode()), [record.cells for record in records]
        size *= 2


def _block(file: BinaryIO, position: int, size: int, end: int) -> bytes:
    """Return the lines that end within `size` bytes; none when the first is longer."""
    file.seek(position)
    block = file.read(size)
    if position + len(block) == end:
        return block
    cut = block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1
    return block[:cut]


def _whole_records(text: str, delimiter: str, last: bool) -> list[Record]:
    """Return the records that end in this text; one that is cut is no fault unless it is last."""
    records: list[Record] = []
    try:
        for record in read_records(text, delimiter):
            records.append(record)  # noqa: PERF402 - those before a fault are kept
    except Fault as fault:
        if last or fault.code != OPEN_QUOTE:
            raise
    return records


def _batch(records: list[list[str]], row: int, width: int) -> Batch:
    if all(len(record) == width for record in records):
        columns: list = list(zip(*records, strict=True))
    else:
        columns = [
            [record[i] if i < len(record) else None for record in records] for i in range(width)
        ]
    numbers = pl.Series(ROW, range(row, row + len(records)), dtype=pl.UInt32)
    cells = [pl.Series(f"column_{i}", c, dtype=pl.String) for i, c in enumerate(columns)]
    beyond = [
        (number, position, cell)
        for number, record in enumerate(records, start=row)
        for position, cell in enumerate(record[width:], start=width)
        if cell.strip()
    ]
    return Batch(pl.DataFrame([numbers, *cells]), pl.DataFrame(beyond, schema=EXTRA, orient="row"))


def _split(frame: pl.DataFrame, layout: Layout) -> Batch:
    """Put apart the cells beyond the last label, the blank ones left out."""
    if layout.parsed == layout.width:
        return Batch(frame)
    beyond = [
        (number, position, cell)
        for position in range(layout.width, layout.parsed)
        for number, cell in _cells(frame, f"column_{position}")
        if cell.strip()
    ]
    kept = frame.select(ROW, *(f"column_{i}" for i in range(layout.width)))
    return Batch(kept, pl.DataFrame(sorted(beyond), schema=EXTRA, orient="row"))


def _cells(frame: pl.DataFrame, name: str) -> list[tuple[int, str]]:
    return frame.filter(pl.col(name) != "").select(ROW, name).rows()
