"""Measure the sheets of an XLS before they are read: a reader makes room for every cell."""

import struct
from collections.abc import Iterator
from pathlib import Path

import olefile

from pipelines.messages import Refusal

STREAMS = ("Workbook", "Book")  # since Excel 97, and before
COLUMNS = 256
HEAD = struct.Struct("<HH")  # a record's kind and length; then its content
PLACE = struct.Struct("<HH")  # row and column, the first content of a cell
# Records of cells, from [MS-XLS] 2.3: formula, multiples, number, text and the others
CELLS = frozenset([0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E])
CELLS |= {0x0002, 0x0003, 0x0004, 0x0005, 0x0206, 0x0406}  # of older versions


def measure_workbook(path: Path) -> None:
    """Raise Refusal for an XLS that is damaged or has a cell beyond the columns of such a sheet."""
    try:
        with olefile.OleFileIO(str(path)) as file:
            name = next((name for name in STREAMS if file.exists(name)), "")
            content = file.openstream(name).read() if name else b""
    except (OSError, ValueError, TypeError, IndexError, KeyError, struct.error) as reason:
        raise Refusal("decode-workbook") from reason
    if any(column >= COLUMNS for column in _columns(content)):
        raise Refusal("decode-workbook")


def _columns(content: bytes) -> Iterator[int]:
    """Yield the column of each cell."""
    position, end = 0, len(content) - HEAD.size
    while position <= end:
        kind, length = HEAD.unpack_from(content, position)
        position += HEAD.size
        if kind in CELLS and length >= PLACE.size and position + PLACE.size <= len(content):
            yield PLACE.unpack_from(content, position)[1]
        position += length
