"""The report as a workbook: the table copied as text, its bad cells marked and linked to."""

from pathlib import Path

import openpyxl
import pytest
from frictionless import errors

from pipelines.decode.batches import FileTable
from pipelines.report import CheckedFile
from pipelines.report.as_xlsx import write_xlsx_report
from tests.unit.file_tables import file_table
from tests.unit.report.checked import LABELS, cell_error, checked_file, missing_cells

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx"]


def a_table(*rows: list[str | None], first: int = 2, header: int = 1) -> FileTable:
    """Return a table of the usual columns."""
    return file_table(LABELS, rows, first, header)


def written(checked: CheckedFile, table: FileTable, folder: Path) -> openpyxl.Workbook:
    """Write the workbook and open it."""
    write_xlsx_report(checked, table, folder / "rapport.xlsx")
    return openpyxl.load_workbook(folder / "rapport.xlsx")


def test_a_row_keeps_its_number_and_a_code_its_zeros(tmp_path: Path) -> None:
    table = a_table(["01", "2026-01-01", "5"], first=6, header=4)
    sheet = written(checked_file(header_row=4), table, tmp_path)["Données"]
    assert [cell.value for cell in sheet[4]] == LABELS
    assert [cell.value for cell in sheet[6]] == ["01", "2026-01-01", "5"]


def test_a_bad_cell_is_filled_and_says_what_is_wrong(tmp_path: Path) -> None:
    checked = checked_file(cell_error(3, "Date", "a."), cell_error(3, "Date", "b."))
    sheet = written(checked, a_table(["x", "y", "z"], ["x", "?", "z"]), tmp_path)["Données"]
    bad, good = sheet["B3"], sheet["B2"]
    assert bad.fill.fgColor.rgb == "FFFFDBD6"
    assert [line[-2:] for line in bad.comment.text.splitlines()] == ["a.", "b."]
    assert good.comment is None


def test_a_cell_that_the_row_lacks_is_marked_too(tmp_path: Path) -> None:
    checked = checked_file(*missing_cells(2, 1))
    sheet = written(checked, a_table(["x", "y", None]), tmp_path)["Données"]
    assert sheet["C2"].comment is not None


def test_a_wrong_heading_is_marked(tmp_path: Path) -> None:
    error = errors.BlankLabelError(
        note="n", labels=LABELS, row_numbers=[1], label="", field_name="Date", field_number=2
    ).to_descriptor()
    sheet = written(checked_file(error), a_table(["x", "y", "z"]), tmp_path)["Données"]
    assert sheet["B1"].comment is not None


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_cell_that_looks_like_a_formula_is_never_evaluated(cell: str, tmp_path: Path) -> None:
    sheet = written(checked_file(), a_table([cell, "y", "z"]), tmp_path)["Données"]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix


def test_a_number_below_zero_is_no_formula(tmp_path: Path) -> None:
    sheet = written(checked_file(), a_table(["-12,5", "+3", "z"]), tmp_path)["Données"]
    assert not sheet["A2"].quotePrefix
    assert not sheet["B2"].quotePrefix


def test_a_bad_formula_is_text_too(tmp_path: Path) -> None:
    table = a_table(["=1+1", "y", "z"])
    sheet = written(checked_file(cell_error(2, "Nom", "x.")), table, tmp_path)["Données"]
    assert (sheet["A2"].data_type, sheet["A2"].quotePrefix) == ("s", True)


def test_the_summary_comes_first_and_links_to_the_cell(tmp_path: Path) -> None:
    book = written(checked_file(cell_error(2, "Date", "a.")), a_table(["x", "y", "z"]), tmp_path)
    assert book.sheetnames == ["Sommaire", "Données"]
    (link,) = [cell for row in book["Sommaire"] for cell in row if cell.hyperlink]
    assert link.hyperlink.location == "'Données'!B2"
    assert link.value == "ligne 2"


def test_the_summary_evaluates_nothing(tmp_path: Path) -> None:
    checked = checked_file(name="=1+1", notices=("=cmd|x!A0",))
    sheet = written(checked, a_table(["x", "y", "z"]), tmp_path)["Sommaire"]
    assert all(cell.data_type in "sn" for row in sheet for cell in row)


def test_rows_that_a_sheet_can_t_hold_are_left_out_and_the_summary_says_so(tmp_path: Path) -> None:
    table = a_table(["a", "b", "c"], ["d", "e", "f"], first=1_048_576)
    checked = checked_file(cell_error(1_048_577, "Date", "x."))
    write_xlsx_report(checked, table, tmp_path / "rapport.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rapport.xlsx", read_only=True)
    said = [cell.value for row in book["Sommaire"] for cell in row]
    assert any("1\u00a0048\u00a0576" in str(text) for text in said)
    assert book["Données"].max_row == 1_048_576


def test_a_cell_too_long_or_with_control_characters_fits(tmp_path: Path) -> None:
    table = a_table(["😀" * 20_000, "a\x1bb\nc\td", "z"])
    sheet = written(checked_file(), table, tmp_path)["Données"]
    assert len(sheet["A2"].value) == 16_384
    assert sheet["B2"].value == "a␛b\nc\td"
