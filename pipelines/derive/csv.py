"""Write the parts of a table as one CSV file, byte for byte."""

import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from pipelines.derive.header import BOM, header_of, read_header

BUFFER = 1 << 22


def write_csv(parts: Sequence[Path], target: Path) -> None:
    """Write the rows of all parts under one header, with a BOM and the ends of line of the parts.

    A last line without an end is given that of its part's header. Raises ValueError when there is
    no part, or when two parts don't have the same header.
    """
    if not parts:
        raise ValueError("a table without parts has no header")
    names = header_of(parts[0])
    with target.open("wb") as out:
        out.write(BOM)
        for place, part in enumerate(parts):
            with part.open("rb") as file:
                header = read_header(file)
                if header.names != names:
                    raise ValueError(f"{part} doesn't have the columns {names}")
                bare = header.line.rstrip(b"\r\n")
                end = b"\n" if header.line == bare + b"\n" else b"\r\n"
                if place == 0:
                    out.write(bare + end)
                _copy_rows(file, out, end)


def _copy_rows(file: BinaryIO, out: BinaryIO, end: bytes) -> None:
    start = file.tell()
    shutil.copyfileobj(file, out, BUFFER)
    if file.tell() > start:
        file.seek(-1, io.SEEK_END)
        if file.read(1) != b"\n":
            out.write(end)
