"""Write the report as a workbook: a summary, and a copy of the table with its bad cells marked."""

from pathlib import Path

from pipelines.decode.batches import FileTable
from pipelines.messages import message
from pipelines.report.model import CheckedFile
from pipelines.report.xlsx_copy import copy_table, marks_of
from pipelines.report.xlsx_formats import formats_of
from pipelines.report.xlsx_summary import Summary
from pipelines.sheets import new_workbook


def write_xlsx_report(checked: CheckedFile, table: FileTable, path: Path) -> None:
    """Write the workbook at `path`: each cell of the copy is text, at its place in the file.

    Rows beyond the last that a sheet can hold are left out, and the summary says so. Raises
    OSError when the file can't be written.
    """
    with new_workbook(path, checked.checked, streaming=True) as workbook:
        formats = formats_of(workbook, checked.valid)
        summary = workbook.add_worksheet(message("report-summary-sheet", checked.language))
        name = message("report-data-sheet", checked.language)
        copy = workbook.add_worksheet(name)
        whole = copy_table(copy, formats, table, marks_of(checked))
        Summary(summary, formats, checked, name).write(whole)
