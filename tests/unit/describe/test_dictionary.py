"""The data dictionary: one row per column, with what a person must still write."""

import csv
from pathlib import Path

import openpyxl
import pytest

from pipelines.describe import Description, describe
from pipelines.describe.dictionary import write_csv, write_xlsx
from tests.unit.file_tables import file_table


@pytest.fixture
def description() -> Description:
    """Return a table of ten rows, whose second column tries to be a formula."""
    rows = [[f"A{number}", "=1+1", "-5" if number else ""] for number in range(10)]
    return describe(file_table(["Code", "=cmd|x", "Écart"], rows))


def test_the_csv_is_utf8_with_its_mark_and_one_row_per_column(
    description: Description, tmp_path: Path
) -> None:
    write_csv(description, tmp_path / "d.csv")
    assert (tmp_path / "d.csv").read_bytes().startswith(b"\xef\xbb\xbfnom,titre,type,")
    with (tmp_path / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["nom"] for row in rows] == ["code", "cmd_x", "ecart"]
    assert rows[0]["description"] == "À compléter"
    assert rows[2]["part remplie (sur 100)"] == "90"


def test_no_cell_of_the_csv_is_a_formula(description: Description, tmp_path: Path) -> None:
    write_csv(description, tmp_path / "d.csv")
    with (tmp_path / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[1]["titre"], rows[1]["exemple"]) == ("'=cmd|x", "'=1+1")
    assert rows[2]["exemple"] == "-5"


def test_the_workbook_says_the_same_as_text(description: Description, tmp_path: Path) -> None:
    write_xlsx(description, tmp_path / "d.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["Dictionnaire"]
    assert [cell.value for cell in sheet["A"]] == ["nom", "code", "cmd_x", "ecart"]
    assert all(cell.data_type == "s" for row in sheet for cell in row if cell.value)
