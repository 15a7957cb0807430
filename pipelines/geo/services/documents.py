"""Read XML and HTML that anybody may have written: no entities, nothing fetched, bounded depth."""

from collections.abc import Iterator
from typing import TypeAlias
from xml.parsers import expat

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - it has no stubs

from pipelines.messages import Refusal

Element: TypeAlias = etree._Element
XMLError = etree.LxmlError
HIDDEN = ("script", "style", "head")
DEEPEST = 60
MOST_NODES = 500_000  # elements and attributes: about 200 MB once in memory


class NotXMLError(ValueError):
    """This isn't a well-formed XML document."""


def read_xml(content: bytes) -> Element:
    """Return the root of a document, without its document type, comments and entities.

    WMS 1.1.1 asks for a document type that only names a DTD, which is never fetched. Raises Refusal
    for one that declares anything, and for a document too deep or too full; NotXMLError otherwise.
    """
    _Survey().read(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as reason:
        raise NotXMLError from reason
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    return root


def local_name(element: Element) -> str:
    """Return the name of an element, without its namespace."""
    return etree.QName(element).localname


def written(root: Element) -> bytes:
    """Return a document in ASCII, its other letters by their numbers."""
    return etree.tostring(root)


def texts_of_html(text: str) -> Iterator[str]:
    """Yield the pieces of text that a page shows."""
    page = read_html(text)
    if page is not None:
        yield from page.itertext()


def read_html(text: str) -> Element | None:
    """Return what a page shows as a tree, None when it shows nothing; any text is HTML."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    page = etree.HTML(text.replace("\0", "").encode("utf-8", "replace"), parser)
    if page is not None:
        unseen = (*HIDDEN, etree.Comment, etree.ProcessingInstruction)
        etree.strip_elements(page, *unseen, with_tail=False)
    return page


def walked(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield each element as it starts and as it ends, in the document's order."""
    return etree.iterwalk(root, events=("start", "end"))


class _Survey:
    """Go through a document without keeping it."""

    def __init__(self) -> None:
        self._depth = self._nodes = 0
        self._parser = expat.ParserCreate()
        self._parser.ordered_attributes = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError) as reason:
            raise NotXMLError from reason

    def _doctype(self, _: str, __: str | None, ___: str | None, declares: bool) -> None:
        if declares:
            raise Refusal("geo-service-doctype")

    def _start(self, _: str, attributes: list[str]) -> None:
        self._depth += 1
        self._nodes += 1 + len(attributes) // 2
        if self._depth > DEEPEST or self._nodes > MOST_NODES:
            raise Refusal("geo-service-too-complex")

    def _end(self, _: str) -> None:
        self._depth -= 1
