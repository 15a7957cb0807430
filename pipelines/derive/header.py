"""Read the header of a normalised CSV file."""

import csv
import io
from pathlib import Path
from typing import BinaryIO, NamedTuple

BOM = b"\xef\xbb\xbf"


class Header(NamedTuple):
    """Hold the names of the columns and the bytes of their line, without a BOM."""

    names: list[str]
    line: bytes


def header_of(part: Path) -> list[str]:
    """Return the names of the columns of a part; [] for a file without any."""
    with part.open("rb") as file:
        return read_header(file).names


def read_header(file: BinaryIO) -> Header:
    """Read the header of a file that stands at its beginning; it stands after it."""
    line = file.readline().removeprefix(BOM)
    while line.count(b'"') % 2:  # a name may have several lines
        line += file.readline() or b'"'
    names = next(csv.reader(io.StringIO(line.decode(), newline="")), [])
    return Header(names, line)
