"""Copy a table into a sheet, every cell as text, and mark the bad ones."""

import re
from collections import defaultdict
from dataclasses import replace

import polars as pl
from xlsxwriter.worksheet import Worksheet

from pipelines.decode.batches import ROW, Batch, FileTable
from pipelines.report.groups import positions_of
from pipelines.report.model import CheckedFile
from pipelines.report.visible import visible
from pipelines.report.xlsx_formats import Formats
from pipelines.sheets import COLUMNS, ROWS, fitting, is_like_a_formula

_KEPT = re.compile("([\n\t])")  # a cell may have lines and tabs
_WIDTH = 18
_COMMENT = {"x_scale": 2.4, "y_scale": 1.6, "author": "donneesqc"}
Marks = dict[tuple[int, int], list[str]]


def marks_of(checked: CheckedFile) -> Marks:
    """Return the sentences of each bad cell, by its row's number and its position.

    What is about a whole row is on its first cell, a key is on each of its cells, and what is about
    a heading is on the heading.
    """
    marks: Marks = defaultdict(list)
    for error in checked.errors:
        row = error.get("rowNumber") or checked.header_row
        for position in positions_of(error, checked.columns):
            marks[row, position].append(visible(error["message"]))
    return marks


def copy_table(sheet: Worksheet, formats: Formats, table: FileTable, marks: Marks) -> bool:
    """Write each row at the number it has in the file; return whether all had room."""
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS}"})
    headings = replace(formats, plain=formats.heading, quoted=formats.heading)
    sheet.freeze_panes(table.header_row, 0)
    sheet.set_column(0, max(min(len(table.labels), COLUMNS), 1) - 1, _WIDTH)
    for position, label in enumerate(table.labels[:COLUMNS]):
        _write_cell(sheet, (table.header_row, position), label, headings, marks)
    return all(_copy_batch(sheet, formats, batch, marks) for batch in table.batches())


def _copy_batch(sheet: Worksheet, formats: Formats, batch: Batch, marks: Marks) -> bool:
    """Write the rows of a batch; return whether the sheet had room for all."""
    extra: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row, position, cell in batch.extra.iter_rows():
        extra[row].append((position, cell))
    for row, *cells in batch.frame.select(ROW, pl.exclude(ROW)).iter_rows():
        if row > ROWS:
            return False
        for position, cell in (*enumerate(cells), *extra.get(row, ())):
            if position < COLUMNS:
                _write_cell(sheet, (row, position), cell or "", formats, marks)
    return True


def _write_cell(
    sheet: Worksheet, place: tuple[int, int], cell: str, formats: Formats, marks: Marks
) -> None:
    """Write text that Excel never evaluates, not even once the cell is edited."""
    row, position = place
    if place in marks:
        # A comment goes with its row: later, the sheet no longer has the row in memory.
        comment = fitting("\n".join(marks[place]))
        sheet.write_comment(row - 1, position, comment, _COMMENT)
        look = formats.bad
    elif is_like_a_formula(cell):
        look = formats.quoted
    elif cell:
        look = formats.plain
    else:
        return
    sheet.write_string(row - 1, position, fitting(_shown(cell)), look)


def _shown(cell: str) -> str:
    """Return the cell with its control characters shown; lines and tabs stay."""
    if cell.isprintable():
        return cell
    return "".join(part if part in "\n\t" else visible(part) for part in _KEPT.split(cell))
