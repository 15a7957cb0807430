"""Find the parts of a workbook: which file of an XLSX holds which sheet."""

import zipfile
from xml.etree import ElementTree  # noqa: S405 - expat bounds entities since 2.4.1

from pipelines.messages import Refusal

RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
MOST_BYTES = 16 << 20


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheets of an XLSX: name → file inside; raises Refusal when it can't be read."""
    targets = {
        item.get("Id", ""): item.get("Target", "")
        for item in _parsed(archive, "xl/_rels/workbook.xml.rels")
    }
    parts = {}
    for item in _parsed(archive, "xl/workbook.xml").iter():
        if item.tag.endswith("}sheet"):
            target = targets.get(item.get(RELATIONSHIP) or item.get(STRICT) or "", "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in archive.namelist():
                parts[item.get("name", "")] = part
    return parts


def _parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    try:
        with archive.open(name) as file:
            return ElementTree.fromstring(file.read(MOST_BYTES))  # noqa: S314
    except (KeyError, ElementTree.ParseError) as reason:
        raise Refusal("decode-workbook") from reason
