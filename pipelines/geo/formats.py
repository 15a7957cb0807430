"""See what kind of geographic file this is by its content, whatever its name says."""

import re
from pathlib import Path
from xml.parsers import expat

from pipelines.decode import archive
from pipelines.messages import Refusal

HEAD = 4096
SIGNATURES = {
    b"SQLite format 3\0": "gpkg",
    b"fgb\x03fgb": "fgb",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "table",  # Excel's, of 1997 to 2003
    b"\x00\x00\x27\x0a": "shp",
}
NOT_MAPS = {
    b"%PDF": "geo-pdf",
    b"\x89PNG": "geo-image",
    b"\xff\xd8\xff": "geo-image",
    b"GIF8": "geo-image",
    b"II*\0": "geo-image",
    b"MM\0*": "geo-image",
    b"\0\0\0\x0cjP  ": "geo-image",
    b"Rar!": "geo-archive",
    b"7z\xbc\xaf": "geo-archive",
    b"\x1f\x8b": "geo-archive",
}
MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
WIDE = {(0, 1): "utf-16-be", (1, 0): "utf-16-le"}  # which of the first two octets isn't null
RECORD = "\x1e"  # before each feature of a GeoJSON text sequence, RFC 8142
LARGEST_PROLOGUE = 1 << 20
WEB_PAGE = re.compile(
    r"(<\?xml[^>]*>\s*)?(<!--((?!-->).)*-->\s*)*<(!doctype\s+)?html[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
GML = ("opengis.net/gml",)


class _Root(Exception):  # noqa: N818 - how parsing stops
    """The name of an XML document's first element."""


def kind_of(path: Path) -> str:
    """Return gpkg, fgb, shp, zip, kml, gml, json or, for anything else, table.

    Raises Refusal for a PDF, an image, a web page, an archive that isn't a zip, an XML file that is
    neither KML nor GML, and one that declares a document type: entities come that way.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise Refusal("geo-empty-file")
    for signature, code in NOT_MAPS.items():
        if head.startswith(signature):
            raise Refusal(code)
    found = next((kind for start, kind in SIGNATURES.items() if head.startswith(start)), "")
    if found == "zip":
        return _kind_of_zip(path)
    start = _beginning(head)
    if WEB_PAGE.match(start):
        raise Refusal("geo-web-page")
    if not found and start.startswith("<"):
        return _kind_of_xml(path)
    return found or ("json" if start.startswith(("{", RECORD)) else "table")


def _beginning(head: bytes) -> str:
    """Return the first characters of a text, in whatever encoding it is."""
    mark = next((mark for mark in MARKS if head.startswith(mark)), b"")
    wide = WIDE.get((int(head[0] != 0), int(head[1:2] != b"\0")), "latin-1")
    text = head[len(mark) :].decode(MARKS.get(mark, wide), "ignore")
    return text.lstrip()


def _kind_of_zip(path: Path) -> str:
    """Tell workbooks, which are zips too, from a zip of layers."""
    with archive.opened(path) as opened:
        names = set(opened.namelist())
    workbook = "xl/workbook.xml" in names or {"content.xml", "mimetype"} <= names
    return "table" if workbook else "zip"


def _kind_of_xml(path: Path) -> str:
    parser = expat.ParserCreate(namespace_separator=" ")
    spaces: list[str] = []
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartNamespaceDeclHandler = lambda _, address: spaces.append(address or "")
    parser.StartElementHandler = _stop
    try:
        with path.open("rb") as file:
            parser.Parse(file.read(LARGEST_PROLOGUE), False)
    except _Root as root:
        if str(root).rpartition(" ")[2] == "kml":
            return "kml"
        if any(word in space for space in spaces for word in GML):
            return "gml"
        raise Refusal("geo-xml-other") from None
    except (expat.ExpatError, LookupError) as reason:
        raise Refusal("geo-unreadable") from reason
    raise Refusal("geo-unreadable")


def _refuse_doctype(*_: object) -> None:
    raise Refusal("geo-doctype")


def _stop(name: str, _: object) -> None:
    raise _Root(name)
