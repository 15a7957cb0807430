"""Count the names in a text file before GDAL does: it compares each new one with all the others."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipelines.messages import Refusal

MOST_NAMES, MOST_COLUMNS = 10_000, 1_000
BLOCK = 4 << 20  # octets; a name cut in two by the end of a block is one name more
LONGEST = 16 << 20  # octets of a text that is kept from one block to the next
# each text is passed over once; a name is followed by a colon
STRING = re.compile(rb'"((?:[^"\\]|\\.)*+)("\s*+(:)?)?', re.DOTALL)
NAMES = {
    "kml": re.compile(rb"""\sname\s*=\s*["']([^"']*)["']"""),
    "gml": re.compile(rb"<([^\s<>/!?]+)"),
}


def check_names(path: Path, kind: str) -> None:
    """Raise Refusal for a JSON, KML or GML file that has too many different names."""
    if kind != "json" and kind not in NAMES:
        return
    known: set[bytes] = set()
    with path.open("rb") as file:
        for names in _names_of_json(file) if kind == "json" else _names(file, NAMES[kind]):
            known.update(names)
            if len(known) > MOST_NAMES:
                raise Refusal("geo-many-columns", count=len(known), most=MOST_COLUMNS)


def _names(file: BinaryIO, pattern: re.Pattern[bytes]) -> Iterator[list[bytes]]:
    while block := file.read(BLOCK):
        yield pattern.findall(block)


def _names_of_json(file: BinaryIO) -> Iterator[list[bytes]]:
    """Yield the names of each block; a text that a block's end cuts goes on in the next one."""
    rest = b""
    while block := file.read(BLOCK):
        found = list(STRING.finditer(rest + block))
        cut = found[-1] if found and found[-1][2] is None else None
        rest = cut[0] if cut and len(cut[0]) <= LONGEST else b'"' if cut else b""
        yield [text[1] for text in found if text[3]]
