"""Find what a service says of its refusal, and make plain text of what it writes."""

import json
from collections.abc import Iterator

from pipelines.geo.services.documents import NotXMLError, local_name, read_xml, texts_of_html
from pipelines.messages import Refusal, shortened

LONGEST = 200  # characters of a service's words in one of our sentences
REPORTS = ("ServiceExceptionReport", "ExceptionReport", "ServiceException", "Exception")
TEXTS = ("ServiceException", "ExceptionText", "Exception")
HEAD = 1 << 16
MOST = 1 << 18  # characters of which plain text is made


def complaint(content: bytes) -> str:
    """Return the words of a service's exception, in XML or JSON; "" when it is something else."""
    start = content[:HEAD].lstrip(b"\xef\xbb\xbf \r\n\t")
    try:
        if start.startswith(b"<"):
            return _of_xml(content) if b"Exception" in start else ""
        return _of_json(content) if start.startswith(b"{") else ""
    except (NotXMLError, Refusal, ValueError, RecursionError):
        return ""


def plain(written: str | None, longest: int = 0) -> str:
    """Return text without HTML, on one line; cut when `longest` says so."""
    text = (written or "")[:MOST].encode("utf-8", "replace").decode()  # JSON may hold half a letter
    if "<" in text or "&" in text:
        text = " ".join(texts_of_html(text))
    line = " ".join(text.split())
    return shortened(line, longest) if longest else line


def is_page(content: bytes) -> bool:
    """Tell whether what was sent is a Web page."""
    start = content[:HEAD].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    while start.startswith((b"<!--", b"<?xml")):
        start = start.partition(b">")[2].lstrip()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def _of_xml(content: bytes) -> str:
    root = read_xml(content)
    if local_name(root) not in REPORTS:
        return ""
    elements = [element for element in root.iter("{*}*") if local_name(element) in TEXTS]
    said = (plain(element.text) for element in elements)
    codes = (element.get("exceptionCode") or element.get("code") for element in elements)
    found = next(filter(None, (*said, *codes)), "?")
    return shortened(found, LONGEST)


def _of_json(content: bytes) -> str:
    said = json.loads(content)
    found = said.get("exceptions") or said.get("error") or said.get("ExceptionReport")
    return plain(next(_texts_of_json(found), "?"), LONGEST) if found else ""


def _texts_of_json(said: object) -> Iterator[str]:
    """Yield the sentences of GeoServer's and ArcGIS's reports."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, list):
        for item in said:
            yield from _texts_of_json(item)
    elif isinstance(said, dict):
        for key in ("text", "message", "details", "ExceptionText", "Exception", "code"):
            yield from _texts_of_json(said.get(key))
