"""Find the encoding of a Shapefile's attributes, which the file may not say, or say wrong."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from pipelines.decode.encoding import find_encoding
from pipelines.geo.model import Finding
from pipelines.geo.unpack import Source
from pipelines.messages import Refusal

HEADER_LENGTH = slice(8, 10)  # octets of a DBF that say how long its header is
PAGE = 29  # the octet that says its code page
PAGES = {0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "cp1252", 0x6A: "utf-8"}
NAME, FIELD = 11, 32  # octets of a field's name, and of its description in the header
DEFAULT = "cp1252"
ALIKE = {"latin-1": "cp1252", "iso8859-1": "cp1252", "iso8859-15": "cp1252"}
BLOCK = 1 << 20


@dataclass(frozen=True)
class Letters:
    """Say how a source's text is encoded, "" for a format that has but one encoding."""

    encoding: str = ""
    findings: tuple[Finding, ...] = ()


def letters_of(source: Source) -> Letters:
    """Return the encoding of a Shapefile's or MapInfo table's attributes.

    What the file says of itself (its .cpg, else an octet of its header) holds unless its letters
    show that it can't be: valid UTF-8 always wins.
    """
    table = source.path.with_suffix(".dbf")
    if source.kind != "shp" or not table.is_file():
        return Letters()
    said = _said(source.path.with_suffix(".cpg")) or _page(table)
    try:
        found = find_encoding(_cells(table))
    except Refusal:
        return Letters(said or DEFAULT)
    if said and _family(said) in (_family(found.name), _family(found.runner_up)):
        return Letters(said)
    if said and found.name != "utf-8":
        return _contradicted(said, found.name)
    if not said or said == found.name:
        return _guessed(found.name, table)
    return _contradicted(said, found.name) if _has_letters(table) else Letters(found.name)


def _contradicted(said: str, found: str) -> Letters:
    return Letters(found, (Finding("geo-encoding-wrong", {"said": said, "encoding": found}),))


def _guessed(found: str, table: Path) -> Letters:
    told = (Finding("geo-encoding", {"encoding": found}),) if _has_letters(table) else ()
    return Letters(found, told)


def _family(encoding: str) -> str:
    return ALIKE.get(encoding, encoding)


def _said(path: Path) -> str:
    """Return the encoding that a .cpg names, in Python's words, "" for none that we know."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        word = file.read(64).decode("ascii", "ignore").strip().lower()
    word = word.removeprefix("ansi ").removeprefix("oem ")
    for name in (word, f"cp{word}", word.replace("88591", "8859-1")):
        try:
            return codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
    return ""


def _page(table: Path) -> str:
    with table.open("rb") as file:
        header = file.read(PAGE + 1)
    return PAGES.get(header[PAGE], "") if len(header) > PAGE else ""


def _cells(table: Path) -> Path:
    """Write the fields' names and the cells of a DBF to a file of text, beside it."""
    copy = table.with_suffix(".cells")
    with table.open("rb") as file, copy.open("wb") as out:
        header = file.read(FIELD)
        length = int.from_bytes(header[HEADER_LENGTH], "little")
        described = file.read(max(0, length - FIELD))
        for start in range(0, len(described) - FIELD, FIELD):
            out.write(described[start : start + NAME].partition(b"\0")[0] + b"\n")
        while block := file.read(BLOCK):
            out.write(block.replace(b"\0", b" "))
    return copy


def _has_letters(table: Path) -> bool:
    """Tell cells that have more than ASCII, in which encodings differ."""
    with table.with_suffix(".cells").open("rb") as file:
        return any(not block.isascii() for block in iter(lambda: file.read(BLOCK), b""))
