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
    while chunk := file.read(size):
        lines = [chunk, file.readline()]
        # An end of line between quotes is part of a cell: an odd number of them came before.
        quotes = sum(line.count(b'"') for line in lines)
        while quotes % 2 and (line := file.readline()):
            quotes += line.count(b'"')
            lines.append(line)
        yield b"".join(lines)
