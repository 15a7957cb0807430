"""The sheet to fill: a heading, a rule and a message for each column."""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipelines.sheets import ROWS
from pipelines.template.cell_rules import cell_rule, input_message
from pipelines.template.columns import Column
from pipelines.template.looks import Looks

WIDTHS = {"date": 14, "datetime": 20, "year": 10, "boolean": 10}
NARROW, WIDE, PER_LINE = 14, 44, 2
HEADER_HEIGHT = 48
COMMENT = {"x_scale": 2.6, "y_scale": 2, "author": "donneesqc"}


def write_data(
    sheet: Worksheet,
    looks: Looks,
    columns: tuple[Column, ...],
    ranges: dict[str, str],
    language: str,
) -> None:
    """Write the headings, and the rules of every row under them."""
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, HEADER_HEIGHT)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_letter(columns)}{ROWS}"})
    for position, column in enumerate(columns):
        look = looks.required if column.required else looks.optional
        sheet.set_column(position, position, _width(column), looks.cells[column.type])
        sheet.write_string(0, position, column.heading, look)
        comment = f"{column.description}\n{input_message(column, language)}".strip()
        sheet.write_comment(0, position, comment, COMMENT)
        rule = cell_rule(column, ranges.get(column.name, ""), language)
        sheet.data_validation(1, position, ROWS - 1, position, rule)
        if column.required:
            _show_missing(sheet, looks, position, columns)


def _show_missing(
    sheet: Worksheet, looks: Looks, position: int, columns: tuple[Column, ...]
) -> None:
    """Colour the required cell that a row begun leaves empty."""
    cell = f"{xl_col_to_name(position)}2"
    formula = f'=AND(COUNTA($A2:${_letter(columns)}2)>0,{cell}="")'
    rule = {"type": "formula", "criteria": formula, "format": looks.missing}
    sheet.conditional_format(1, position, ROWS - 1, position, rule)


def _letter(columns: tuple[Column, ...]) -> str:
    return xl_col_to_name(len(columns) - 1)


def _width(column: Column) -> int:
    """Return a width that holds the example and the heading on two lines."""
    if column.type in WIDTHS:
        return max(WIDTHS[column.type], len(column.heading) // PER_LINE + 2)
    longest = max(len(column.example), len(column.heading) // PER_LINE)
    return min(max(NARROW, longest + 2), WIDE)
