"""Count the names in a text file before GDAL does: it compares each new one with all the others."""

import re
from pathlib import Path

from pipelines.messages import Refusal

MOST_NAMES, MOST_COLUMNS = 10_000, 1_000
BLOCK = 4 << 20  # octets; a name cut in two by the end of a block is one name more
NAMES = {
    "json": re.compile(rb'"([^"\\]*(?:\\.[^"\\]*)*)"\s*:'),
    "kml": re.compile(rb"""\sname\s*=\s*["']([^"']*)["']"""),
    "gml": re.compile(rb"<([^\s<>/!?]+)"),
}


def check_names(path: Path, kind: str) -> None:
    """Raise Refusal for a JSON, KML or GML file that has too many different names."""
    if kind not in NAMES:
        return
    known: set[bytes] = set()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            known.update(NAMES[kind].findall(block))
            if len(known) > MOST_NAMES:
                raise Refusal("geo-many-columns", count=len(known), most=MOST_COLUMNS)
