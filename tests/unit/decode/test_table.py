"""Rows keep the number that a spreadsheet shows; no cell is lost on the way."""

from pathlib import Path

import pytest

from pipelines.decode.table import DecodedTable
from pipelines.messages import Refusal
from pipelines.sources import Decoding
from tests.unit.tables import decoded, refusal_of


def rows(table: DecodedTable) -> list[tuple]:
    """Return the cells of each row, its number last."""
    return table.frame.rows()


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    table = decoded('\n\na,b\n1,"x\ny\nz"\n\n2,w\n', tmp_path)
    assert table.header_row == 3
    assert rows(table) == [("1", "x\ny\nz", 4), ("", "", 5), ("2", "w", 6)]


def test_cells_stay_exactly_as_they_were(tmp_path: Path) -> None:
    cells = (" 893 427 000 ", "01", "=1+1", "-0", "NaN", "N/D")
    table = decoded(f"a,b,c,d,e,f\n{','.join(cells)}\n", tmp_path)
    assert rows(table) == [(*cells, 2)]


def test_cells_beyond_the_header_are_defects_unless_blank(tmp_path: Path) -> None:
    table = decoded("a,b\n1,2,3,4\n5,6,, \n", tmp_path)
    assert table.defects.rows() == [("extra-cell", 2, "3"), ("extra-cell", 2, "4")]


def test_each_cell_that_a_row_lacks_is_a_defect_but_a_blank_line_is_not(tmp_path: Path) -> None:
    table = decoded("a,b,c\n1\n\n;\n", tmp_path, Decoding(delimiter=","))
    lacking = [("missing-cell", row, column) for row in (2, 4) for column in ("b", "c")]
    assert table.defects.rows() == lacking


def test_blank_headings_at_the_end_are_no_columns(tmp_path: Path) -> None:
    table = decoded("a;b;;;\n1;2;;;\n;;;;\n", tmp_path)
    assert table.labels == ["a", "b"]
    assert rows(table) == [("1", "2", 2), ("", "", 3)]
    assert table.defects.is_empty()


def test_two_columns_of_one_name_are_both_kept(tmp_path: Path) -> None:
    table = decoded("a,a\n1,2\n", tmp_path)
    assert table.labels == ["a", "a"]
    assert rows(table) == [("1", "2", 2)]


@pytest.mark.parametrize("content", ["a,b\n", "a;b\n;\n;\n", "a\n\n\n"])
def test_a_header_without_rows_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        decoded(content, tmp_path)
    refusal_of("decode-no-rows", stop.value, "titres de colonnes", "Vérifiez")


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf", b"\xff\xfe", ",,,\n,,,\n", '""\n', "\u00a0\n"]
)
def test_a_file_without_a_heading_is_empty(content: bytes | str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        decoded(content, tmp_path)
    assert stop.value.code == "decode-empty"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_row(line_end: str, tmp_path: Path) -> None:
    table = decoded(line_end.join(["a,b", "1,2", "3,4", ""]), tmp_path)
    assert rows(table) == [("1", "2", 2), ("3", "4", 3)]


def test_an_encoding_is_told_with_the_table(tmp_path: Path) -> None:
    assert decoded("a,é\n1,ç\n".encode("cp1252"), tmp_path).encoding == "cp1252"
