"""Write the parts of a table as one Excel workbook."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.derive.blocks import frames
from pipelines.derive.limits import check_fits_a_sheet
from pipelines.derive.tables import Descriptor, scan_parts
from pipelines.derive.xlsx_cells import TEXT, Cell, cells_of, look_of
from pipelines.sheets import ROWS, is_like_a_formula, new_workbook

WIDTH = 18
LONGEST_NAME = 31


def write_xlsx(
    parts: Sequence[Path], fields: Sequence[Descriptor], title: str, target: Path, created: date
) -> None:
    """Write every row in its order under the names of the columns; the same input, the same bytes.

    `title` names the sheet; `created` is the workbook's. Strings stay text, codes keep their zeros
    and nothing is evaluated; numbers, dates and booleans are Excel's own where it keeps them
    exactly (15 significant digits, from March 1900, to the millisecond), text elsewhere. Raises
    Refusal for a table that a sheet can't hold, ValueError for a part whose header isn't the names
    of the fields.
    """
    check_fits_a_sheet(scan_parts(parts, fields), fields)
    with new_workbook(target, created, streaming=True) as workbook:
        sheet = workbook.add_worksheet(_sheet_name(title))
        _write_header(workbook, sheet, fields)
        writer = _Writer(workbook, sheet, fields)
        for number, row in enumerate(_rows(parts, fields), start=1):
            writer.write(number, row)


def _sheet_name(title: str) -> str:
    """Return the title without what Excel refuses in the name of a sheet."""
    allowed = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", " ", title).encode("utf-16-le")
    cut = allowed[: 2 * LONGEST_NAME].decode("utf-16-le", errors="ignore").strip(" '")
    return cut if cut and cut.casefold() != "history" else "Table"


def _write_header(workbook: Workbook, sheet: Worksheet, fields: Sequence[Descriptor]) -> None:
    bold = workbook.add_format({"bold": True, "num_format": TEXT})
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS}"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(fields) - 1, 0), WIDTH)
    for position, field in enumerate(fields):
        sheet.write_string(0, position, field["name"], bold)


def _rows(parts: Sequence[Path], fields: Sequence[Descriptor]) -> Iterator[tuple[Cell, ...]]:
    for part in parts:
        for frame in frames(part):
            yield from zip(*(cells_of(frame, field) for field in fields), strict=True)


class _Writer:
    """Write rows, each cell by its Python type."""

    def __init__(self, workbook: Workbook, sheet: Worksheet, fields: Sequence[Descriptor]) -> None:
        self._sheet = sheet
        self._text = workbook.add_format({"num_format": TEXT})
        self._quoted = workbook.add_format({"num_format": TEXT, "quote_prefix": True})
        made: dict[str, Format] = {}
        for look in map(look_of, fields):
            if look not in made:
                made[look] = workbook.add_format({"num_format": look})
        self._looks = [made[look_of(field)] for field in fields]

    def write(self, number: int, row: tuple[Cell, ...]) -> None:
        """Write one row; a missing cell stays blank."""
        for position, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    look = self._quoted if is_like_a_formula(cell) else self._text
                    self._sheet.write_string(number, position, cell, look)
            elif isinstance(cell, bool):
                self._sheet.write_boolean(number, position, cell, self._looks[position])
            else:
                self._sheet.write_number(number, position, cell, self._looks[position])
