"""Write the Excel template of a schema: a sheet to fill, its instructions and its lists."""

from datetime import date
from pathlib import Path

from pipelines.messages import message
from pipelines.sheets import new_workbook
from pipelines.template.columns import columns_of
from pipelines.template.data_sheet import write_data
from pipelines.template.instructions import write_instructions
from pipelines.template.lists_sheet import write_lists
from pipelines.template.looks import looks_of
from schemas import TableSchema

CREATED = date(2026, 1, 1)  # always the same, so that the same schema gives the same bytes
SHEETS = ("template-data-sheet", "template-instructions-sheet", "template-lists-sheet")


def write_template(schema: TableSchema, path: Path, language: str = "fr") -> None:
    """Write the template at `path`; the same schema and lists always give the same bytes.

    Raises OSError when the file can't be written.
    """
    columns = columns_of(schema, language)
    with new_workbook(path, CREATED) as workbook:
        looks = looks_of(workbook, {column.type for column in columns})
        names = [message(code, language) for code in SHEETS]
        data, instructions, lists = (workbook.add_worksheet(name) for name in names)
        ranges = write_lists(lists, looks, columns, language)
        write_data(data, looks, columns, ranges, language)
        write_instructions(instructions, looks, schema, columns, language)
        if not ranges:
            lists.hide()
