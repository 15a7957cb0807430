"""Find the parts of an XLSX: which file holds which sheet, and which sheets can be seen."""

import posixpath
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree  # noqa: S405 - expat bounds entities since 2.4.1

from pipelines.messages import Refusal

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SINCE_1904 = ("1", "true", "on")
MOST_BYTES = 16 << 20


@dataclass(frozen=True)
class Parts:
    """Hold the sheets of cells: name → file inside; `since_1904`: days count from that year."""

    sheets: dict[str, str]
    visible: frozenset[str]
    since_1904: bool


def workbook_parts(archive: zipfile.ZipFile) -> Parts:
    """Return what the workbook says of its sheets; raises Refusal when it can't be read."""
    targets = {
        item.get("Id", ""): item.get("Target", "")
        for item in parsed(archive, "xl/_rels/workbook.xml.rels")
        if item.get("Type", "").endswith("/worksheet")
    }
    names = set(archive.namelist())
    sheets: dict[str, str] = {}
    visible = set()
    root = parsed(archive, "xl/workbook.xml")
    for item in items(root, "sheet"):
        identity = item.get(f"{{{RELATIONSHIPS}}}id") or item.get(f"{{{STRICT}}}id") or ""
        part = _inside(targets.get(identity, ""))
        if part in names:
            sheets[item.get("name", "")] = part
            if item.get("state", "visible") == "visible":
                visible.add(item.get("name", ""))
    since_1904 = any(item.get("date1904") in SINCE_1904 for item in items(root, "workbookPr"))
    return Parts(sheets, frozenset(visible), since_1904)


def parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """Return one small part; raises Refusal when it is missing or no XML."""
    try:
        with archive.open(name) as file:
            content = file.read(MOST_BYTES)
        if b"<!DOCTYPE" in content or b"\0" in content:  # entities, or an unusual encoding
            raise Refusal("decode-workbook")
        return ElementTree.fromstring(content)  # noqa: S314
    except (KeyError, ElementTree.ParseError) as reason:
        raise Refusal("decode-workbook") from reason


def items(root: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    """Return the elements of this name, in whichever of the two namespaces of spreadsheets."""
    return [item for item in root.iter() if item.tag.rpartition("}")[2] == tag]


def _inside(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
