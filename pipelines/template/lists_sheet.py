"""The sheet of the values that drop-down lists offer, each code beside its name."""

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from pipelines.messages import message
from pipelines.template.columns import Column
from pipelines.template.looks import Looks

WIDTH, LONGEST, HEADER_HEIGHT = 14, 60, 32


def write_lists(
    sheet: Worksheet, looks: Looks, columns: tuple[Column, ...], language: str
) -> dict[str, str]:
    """Write each column's choices; return the range that holds them, by column's name."""
    ranges: dict[str, str] = {}
    position = 0
    for column in columns:
        if not column.choices:
            continue
        _write_list(sheet, looks, position, column.heading, column.choices.values)
        place = xl_range_abs(1, position, len(column.choices.values), position)
        ranges[column.name] = f"='{sheet.get_name()}'!{place}"
        if column.choices.names:
            position += 1
            heading = message("template-name-of", language, column=column.heading)
            _write_list(sheet, looks, position, heading, column.choices.names)
        position += 1
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, HEADER_HEIGHT)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return ranges


def _write_list(
    sheet: Worksheet, looks: Looks, position: int, heading: str, values: tuple[str, ...]
) -> None:
    width = min(max(WIDTH, len(heading) // 2, *(len(value) for value in values)) + 2, LONGEST)
    sheet.set_column(position, position, width)
    sheet.write_string(0, position, heading, looks.optional)
    for row, value in enumerate(values, start=1):
        sheet.write_string(row, position, value, looks.text)
