"""Read a normalised CSV file a block of rows at a time, in as little memory as a block takes."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import polars as pl

from pipelines.derive.header import read_header

BLOCK = 1 << 23  # bytes


def frames(part: Path, size: int = BLOCK) -> Iterator[pl.DataFrame]:
    """Yield the rows of a part in order, every cell as text, a missing one as "".

    `size` is about how many bytes are read at once.
    """
    with part.open("rb") as file:
        header = read_header(file)
        schema = dict.fromkeys(header.names, pl.String())
        for block in _blocks(file, size):
            yield pl.read_csv(block, has_header=False, schema=schema, empty_string_is_null=False)


def _blocks(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the rest of a file cut after ends of rows."""
    kept = b""
    while chunk := file.read(size):
        kept += chunk
        end = _end_of_rows(kept)
        if end:
            yield kept[:end]
        kept = kept[end:]
    if kept:
        yield kept


def _end_of_rows(text: bytes) -> int:
    """Return where the last whole row of a text ends, 0 when it has none."""
    end = text.rfind(b"\n") + 1
    # An end of line between quotes is part of a cell: an odd number of them came before.
    while end and text.count(b'"', 0, end) % 2:
        end = text.rfind(b"\n", 0, text.rfind(b'"', 0, end)) + 1
    return end
