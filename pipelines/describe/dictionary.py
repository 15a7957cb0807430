"""Write the data dictionary that a person completes, as CSV or as an Excel workbook."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipelines.describe.model import Description
from pipelines.messages import message
from pipelines.sheets import fitting, height, is_like_a_formula, new_workbook

HEADINGS = (
    "describe-name", "describe-title", "describe-type", "describe-description",
    "describe-example", "describe-values", "describe-filled",
)  # fmt: skip
WIDTHS = (24, 30, 12, 50, 24, 40, 10)
CREATED = date(2026, 1, 1)  # always the same: the same table gives the same bytes


def dictionary_rows(description: Description, language: str = "fr") -> Iterator[list[str]]:
    """Yield the headings, then one row per column."""
    yield [message(code, language) for code in HEADINGS]
    for column in description.columns:
        yield [
            column.name,
            column.label,
            column.type,
            message("describe-to-complete", language),
            column.example,
            "; ".join(column.values),
            f"{100 * column.share:.0f}",
        ]


def write_csv(description: Description, path: Path, language: str = "fr") -> None:
    """Write the dictionary as CSV; the mark at its start tells Excel that it is UTF-8.

    A cell that Excel would take for a formula starts with an apostrophe. Raises OSError.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for row in dictionary_rows(description, language):
            writer.writerow(f"'{cell}" if is_like_a_formula(cell) else cell for cell in row)


def write_xlsx(description: Description, path: Path, language: str = "fr") -> None:
    """Write the dictionary as a workbook whose cells are text. Raises OSError."""
    with new_workbook(path, CREATED) as workbook:
        sheet = workbook.add_worksheet(message("describe-sheet", language))
        bold = workbook.add_format({"bold": True, "bg_color": "#DAE6F0", "font_color": "#223654"})
        text = workbook.add_format(
            {"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True}
        )
        sheet.freeze_panes(1, 0)
        for position, width in enumerate(WIDTHS):
            sheet.set_column(position, position, width)
        for number, row in enumerate(dictionary_rows(description, language)):
            sheet.set_row(number, height(row, WIDTHS))
            for position, cell in enumerate(row):
                sheet.write_string(number, position, fitting(cell), text if number else bold)
