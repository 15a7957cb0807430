"""Measure the tables of an ODS before they are read: its repeats may ask for endless cells."""

import re
import zipfile
from html import unescape

from pipelines.decode.extents import Errors, check_size, pieces

TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^<>]*)>")
REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')
NAME = re.compile(rb'table:name="([^"]*)"')
SHOWN = re.compile(rb"\s*<text:p[^>]*>([^<]*)")
MOST_ERRORS = 1000  # in one repeat


class _Table:
    """Count the rows and columns of one table up to its last value."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.row_repeat = self.column = self.last_row = self.width = 0
        self.errors: Errors = {}

    def begin_row(self, repeat: int) -> None:
        self.rows += self.row_repeat
        self.row_repeat, self.column = repeat, 0

    def add_cell(self, repeat: int, valued: bool) -> None:
        self.column += repeat
        if valued:
            self.width = max(self.width, self.column)
            self.last_row = self.rows + self.row_repeat
            check_size(self.last_row, self.width)

    def add_error(self, repeat: int, shown: str) -> None:
        row = self.errors.setdefault(self.rows, {})
        row.update(dict.fromkeys(range(self.column, self.column + min(repeat, MOST_ERRORS)), shown))


def measure_tables(archive: zipfile.ZipFile) -> dict[str, Errors]:
    """Return the cells in error of each table, by name; raises Refusal for one beyond bounds."""
    tables: list[_Table] = []
    for text in pieces(archive, "content.xml"):
        for tag in TAG.finditer(text):
            kind, attributes = tag[1], tag[2]
            if kind == b"table":
                name = NAME.search(attributes)
                tables.append(_Table(unescape(name[1].decode(errors="replace")) if name else ""))
            elif not tables:
                continue
            elif kind == b"table-row":
                tables[-1].begin_row(_repeat(attributes))
            else:
                _note_cell(tables[-1], attributes, text, tag.end())
    return {table.name: table.errors for table in tables}


def _note_cell(table: _Table, attributes: bytes, text: bytes, end: int) -> None:
    repeat = _repeat(attributes)
    if b'value-type="error"' in attributes and (shown := SHOWN.match(text, end)):
        table.add_error(repeat, shown[1].decode("utf-8", errors="replace"))
    table.add_cell(repeat, valued=b"value" in attributes or not attributes.endswith(b"/"))


def _repeat(attributes: bytes) -> int:
    found = REPEATED.search(attributes)
    return int(found[1][:9]) if found else 1
