"""Write the parts of a table as one CSV file, byte for byte."""

import csv
import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

BUFFER = 1 << 22
BOM = b"\xef\xbb\xbf"


def write_csv(parts: Sequence[Path], target: Path) -> None:
    """Write the rows of all parts under one header, with a BOM and the ends of line of the parts.

    A part that doesn't end its last line is given the end of line of its header. Raises ValueError
    when there is no part, or when two parts don't have the same header.
    """
    if not parts:
        raise ValueError("a table without parts has no header")
    with target.open("wb") as out:
        out.write(BOM)
        header: list[str] = []
        for place, part in enumerate(parts):
            with part.open("rb") as file:
                found, line = _header(file)
                if place == 0:
                    header = found
                    out.write(line)
                elif found != header:
                    raise ValueError(f"{part} doesn't have the columns {header}")
                _copy(file, out, b"\r\n" if line.endswith(b"\r\n") else b"\n")


def _header(file: BinaryIO) -> tuple[list[str], bytes]:
    """Return the names and the bytes of a header, its BOM left out; the file stands after it."""
    line = file.readline().removeprefix(BOM)
    while line.count(b'"') % 2:  # a name may have several lines
        more = file.readline()
        if not more:
            break
        line += more
    names = next(csv.reader(io.StringIO(line.decode(), newline="")), [])
    ended = line if line.endswith(b"\n") else line + b"\r\n"
    return names, ended


def _copy(file: BinaryIO, out: BinaryIO, end: bytes) -> None:
    """Copy the rows and end the last one."""
    start = file.tell()
    shutil.copyfileobj(file, out, BUFFER)
    if file.tell() > start:
        file.seek(-1, io.SEEK_END)
        if file.read(1) != b"\n":
            out.write(end)
