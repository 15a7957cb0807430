"""The shape in which a file's table travels: batches of text, in which every row has its number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl

ROW = "_row"
EXTRA = pl.Schema({ROW: pl.UInt32, "position": pl.UInt32, "cell": pl.String})


@dataclass(frozen=True)
class Batch:
    """Hold some rows of a table, in the file's order.

    `frame`: `_row` (UInt32, the row's number as a spreadsheet shows it) and one String column per
    label, `column_0`, `column_1`…: an empty cell is "", a cell that a short row lacks is null, and
    a blank line lacks them all; a sheet has neither, its blank cells are "". `extra`: the cells
    beyond the last label that aren't blank, as _row, position (0 is the first column), cell.
    """

    frame: pl.DataFrame
    extra: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EXTRA))


@dataclass(frozen=True)
class Form:
    """Say in what form the table was found; "" and 0 where it doesn't apply, as for a workbook.

    `container`: csv, xlsx, xls or ods, whatever the extension says; `archive`: the file's name
    inside a zip; `marks`: byte order marks before the text; `runner_up`: the other encoding that
    explains every byte; `sheets`: the names of all sheets; `preamble`: rows before the header that
    aren't blank; `wrapped`: each line had been saved as one quoted cell.
    """

    container: str = "csv"
    encoding: str = "utf-8"
    marks: int = 0
    runner_up: str = ""
    delimiter: str = ","
    archive: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    preamble: int = 0
    wrapped: bool = False


@dataclass(frozen=True)
class Notice:
    """Tell something worth knowing that is no error: `code` names its sentence."""

    code: str
    values: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class FileTable:
    """Hold an open table: `labels` are the header's cells, stripped, and `header_row` its number.

    `batches` reads the rows and may be called again; the file and the scratch folder stay where
    they are meanwhile. It raises Refusal at a row that can't be read, such as one in which a quote
    is left open, and gives no batch, or blank rows alone, for a table without data. `written`: the
    header's cells as they are in the file.
    """

    labels: tuple[str, ...]
    header_row: int
    form: Form
    notices: tuple[Notice, ...]
    batches: Callable[[], Iterator[Batch]]
    written: tuple[str, ...] = ()
