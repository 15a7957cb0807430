"""Make plain text of what KML holds as HTML, and leave out what says only how it is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from pipelines.geo.services.documents import Element, read_html, walked

DRAWING = (
    "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet",
)  # fmt: skip
BLOCKS = ("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul")
BREAKS = {**dict.fromkeys(BLOCKS, "\n"), "td": " ", "th": " "}  # before and after


@dataclass(frozen=True)
class Markup:
    """Clean the attributes of a layer, where its format (`kind`) is KML."""

    kind: str

    def schema(self, schema: pa.Schema) -> pa.Schema:
        """Return the columns that are kept."""
        return pa.schema([field for field in schema if self._keeps(field.name)])

    def plain(self, attributes: pa.Table) -> pa.Table:
        """Return the attributes that are kept, their HTML made text."""
        if self.kind != "kml":
            return attributes
        schema = self.schema(attributes.schema)
        columns = [_plain(attributes.column(field.name)) for field in schema]
        return pa.Table.from_arrays(columns, schema=schema)

    def _keeps(self, name: str) -> bool:
        return self.kind != "kml" or name not in DRAWING


def plain_text(written: str) -> str:
    """Return the text of HTML, a line for each of its blocks; other text stays as it is."""
    if "<" not in written and "&" not in written:
        return written
    page = read_html(written)
    pieces = "" if page is None else "".join(_pieces(page))
    return "\n".join(kept for line in pieces.splitlines() if (kept := " ".join(line.split())))


def _pieces(page: Element) -> Iterator[str]:
    """Yield the texts of a tree, with a line's end around its blocks."""
    for event, element in walked(page):
        yield BREAKS.get(element.tag, "")
        yield (element.text if event == "start" else element.tail) or ""


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if column.type != pa.string():
        return column
    texts = [None if text is None else plain_text(text) for text in column.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])
