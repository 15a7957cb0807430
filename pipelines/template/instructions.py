"""The sheet that explains the template: how to fill, check and save it, then every column."""

from xlsxwriter.worksheet import Worksheet

from pipelines.messages import message
from pipelines.sheets import height
from pipelines.template.columns import Column
from pipelines.template.looks import Looks
from schemas import TableSchema

WIDTHS = (30, 14, 18, 46, 26, 80)
STEPS = ("template-fill", "template-required-color", "template-copy", "template-empty")
AFTER = ("template-save", "template-check")
HEADINGS = (
    "template-heading-column", "template-heading-duty", "template-heading-type",
    "template-heading-rules", "template-heading-example", "template-heading-description",
)  # fmt: skip


def write_instructions(
    sheet: Worksheet, looks: Looks, schema: TableSchema, columns: tuple[Column, ...], language: str
) -> None:
    """Write the whole sheet."""
    for position, width in enumerate(WIDTHS):
        sheet.set_column(position, position, width)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, schema.title, looks.title)
    sheet.write_string(1, 0, f"{schema.name} {schema.version}")
    row = _steps(sheet, looks, schema, 3, language)
    row = _table(sheet, looks, columns, row + 1, language)
    if schema.primary_key:
        headings = {column.name: column.heading for column in columns}
        key = ", ".join(headings[name] for name in schema.primary_key)
        sheet.write_string(row + 1, 0, message("template-key", language, columns=key))


def _steps(sheet: Worksheet, looks: Looks, schema: TableSchema, row: int, language: str) -> int:
    """Write what to do, one numbered line each; return the row that follows."""
    sheet.write_string(row, 0, message("template-how", language), looks.heading)
    lines = [message(code, language) for code in (*STEPS, AFTER[0])]
    lines.append(message(AFTER[1], language, name=schema.name))
    for place, line in enumerate(lines, start=1):
        sheet.write_string(row + place, 0, f"{place}. {line}")
    return row + len(lines) + 1


def _table(
    sheet: Worksheet, looks: Looks, columns: tuple[Column, ...], row: int, language: str
) -> int:
    """Write one line for each column; return the row that follows."""
    sheet.write_string(row, 0, message("template-columns", language), looks.heading)
    for position, code in enumerate(HEADINGS):
        sheet.write_string(row + 1, position, message(code, language), looks.optional)
    for place, column in enumerate(columns, start=row + 2):
        duty = "template-required" if column.required else "template-optional"
        cells = (
            message(duty, language), column.kind, " ".join(column.rules), column.example,
            column.description,
        )  # fmt: skip
        sheet.set_row(place, height((column.heading, *cells), WIDTHS))
        sheet.write_string(place, 0, column.heading, looks.strong)
        for position, cell in enumerate(cells, start=1):
            sheet.write_string(place, position, cell, looks.text)
    return row + 2 + len(columns)
