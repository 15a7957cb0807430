"""Make plain text of what KML holds as HTML, and leave out what says only how it is drawn."""

from dataclasses import dataclass
from html.parser import HTMLParser

import pyarrow as pa

DRAWING = (
    "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet",
)  # fmt: skip
BREAKS = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul"}
HIDDEN = {"script", "style"}
CELLS = {"td", "th"}


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
    reader = _Text()
    reader.feed(written)
    reader.close()
    lines = ("".join(reader.found)).splitlines()
    return "\n".join(kept for line in lines if (kept := " ".join(line.split())))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in HIDDEN
        if tag in BREAKS:
            self.found.append("\n")
        elif tag in CELLS:
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in HIDDEN and self._hidden > 0
        if tag in BREAKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if column.type != pa.string():
        return column
    texts = [None if text is None else plain_text(text) for text in column.to_pylist()]
    return pa.chunked_array([pa.array(texts, pa.string())])
