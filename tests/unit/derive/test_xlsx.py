"""A workbook holds every value: Excel's own where Excel keeps it exactly, text elsewhere."""

import re
import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from pipelines.derive import write_xlsx
from pipelines.messages import Refusal
from tests.unit.normalised import TEXTS, fields, normalised, real_table

CREATED = date(2024, 1, 31)
ESCAPE = re.compile("_x([0-9A-F]{4})_")


def written(
    kinds: dict[str, str], rows: Sequence[Sequence[str]], folder: Path, title: str = "Essai"
) -> Worksheet:
    """Write rows and open their sheet."""
    part = normalised(folder / "a.csv", list(kinds), rows)
    write_xlsx([part], fields(**kinds), title, folder / "a.xlsx", CREATED)
    return openpyxl.load_workbook(folder / "a.xlsx").worksheets[0]


@pytest.mark.parametrize(
    ("kind", "cell", "value", "data_type"),
    [
        ("string", "00123", "00123", "s"),
        ("string", "=1+1", "=1+1", "s"),
        ("string", "https://a.qc.ca", "https://a.qc.ca", "s"),
        ("string", "True", "True", "s"),
        ("any", "12", "12", "s"),
        ("integer", "-12", -12, "n"),
        ("integer", "123456789012345", 123456789012345, "n"),
        ("integer", "1234567890123456", "1234567890123456", "s"),
        ("integer", "12345678901234500000", "12345678901234500000", "s"),
        ("number", "12.50", 12.5, "n"),
        ("number", "0.1", 0.1, "n"),
        ("number", "-0.00012", -0.00012, "n"),
        ("number", "0.1234567890123456", "0.1234567890123456", "s"),
        ("number", "1" * 400, "1" * 400, "s"),
        ("number", "0." + "0" * 400 + "1", "0." + "0" * 400 + "1", "s"),
        ("number", "NaN", "NaN", "s"),
        ("number", "Infinity", "Infinity", "s"),
        ("year", "2024", 2024, "n"),
        ("boolean", "True", True, "b"),
        ("boolean", "False", False, "b"),
        ("date", "2024-02-29", datetime(2024, 2, 29), "d"),  # noqa: DTZ001
        ("date", "1900-03-01", datetime(1900, 3, 1), "d"),  # noqa: DTZ001
        ("date", "1900-02-28", "1900-02-28", "s"),
        ("date", "1899-12-31", "1899-12-31", "s"),
        ("date", "9999-12-31", datetime(9999, 12, 31), "d"),  # noqa: DTZ001
        ("datetime", "2024-01-31T10:00:01", datetime(2024, 1, 31, 10, 0, 1), "d"),  # noqa: DTZ001
        ("datetime", "2024-01-31T10:00:00.25",
         datetime(2024, 1, 31, 10, 0, 0, 250_000), "d"),  # noqa: DTZ001
        ("datetime", "2024-01-31T10:00:00.0001", "2024-01-31T10:00:00.0001", "s"),
        ("datetime", "2024-01-31T10:00:00Z", "2024-01-31T10:00:00Z", "s"),
        ("datetime", "1850-01-31T10:00:00", "1850-01-31T10:00:00", "s"),
        ("time", "10:00:00", "10:00:00", "s"),
    ],
)  # fmt: skip
def test_a_cell_keeps_its_value(
    kind: str, cell: str, value: object, data_type: str, tmp_path: Path
) -> None:
    found = written({"c": kind}, [[cell]], tmp_path)["A2"]
    assert (found.value, found.data_type) == (value, data_type)


def test_names_of_columns_are_frozen_and_bold(tmp_path: Path) -> None:
    sheet = written({"=a": "string", "b": "date"}, [["1", ""]], tmp_path)
    assert [cell.value for cell in sheet[1]] == ["=a", "b"]
    assert all(cell.font.bold and cell.data_type == "s" for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet["B2"].value is None


def test_a_text_stays_text_when_a_person_edits_it(tmp_path: Path) -> None:
    sheet = written({"c": "string"}, [["00123"], ["=1+1"]], tmp_path)
    assert (sheet["A2"].number_format, sheet["A3"].number_format) == ("@", "@")
    assert sheet["A3"].quotePrefix


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Projets : 2024/2025 [bêta]?", "Projets   2024 2025  bêta"),
        ("x" * 40, "x" * 31),
        ("'à'", "à"),
        ("", "Table"),
        ("History", "Table"),
    ],
)
def test_a_sheet_is_named_by_the_title(title: str, name: str, tmp_path: Path) -> None:
    assert written({"c": "string"}, [], tmp_path, title).title == name


def test_the_same_input_is_the_same_bytes(tmp_path: Path) -> None:
    part = normalised(tmp_path / "a.csv", ["c"], [["a"]])
    for name in "12":
        write_xlsx([part], fields(c="string"), "Essai", tmp_path / name, CREATED)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_columns_may_have_any_name(tmp_path: Path) -> None:
    sheet = written({"len": "string", "literal": "date", "": "any"}, [["1", "", "x"]], tmp_path)
    assert [cell.value for cell in sheet[2]] == ["1", None, "x"]


def test_parts_follow_one_another(tmp_path: Path) -> None:
    parts = [normalised(tmp_path / f"{cell}.csv", ["c"], [[cell]]) for cell in "ab"]
    write_xlsx(parts, fields(c="string"), "Essai", tmp_path / "a.xlsx", CREATED)
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert rows == [["c"], ["a"], ["b"]]


@settings(max_examples=30)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1))
def test_texts_read_back_equal(rows: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sheet = written({"a": "string", "b": "string"}, rows, Path(folder))
    found = [[_unescaped(cell or "") for cell in row] for row in sheet.iter_rows(
        min_row=2, max_row=1 + len(rows), max_col=2, values_only=True
    )]  # fmt: skip
    assert found == [list(row) for row in rows]


def _unescaped(text: str) -> str:
    """Return the text as Excel reads it: openpyxl leaves its escapes."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def test_a_real_table_reads_back_equal(real_files: Path, tmp_path: Path) -> None:
    source = real_files / "listes" / "mrc_mamh_2026-03.csv"
    part, names, rows = real_table(source, tmp_path)
    write_xlsx(
        [part], fields(**dict.fromkeys(names, "string")), "MRC", tmp_path / "a.xlsx", CREATED
    )
    found = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert found == [names, *map(list, rows)]


def refusal_of(part: Path, names: list[str], folder: Path) -> Refusal:
    """Return the refusal of a table; nothing is written."""
    with pytest.raises(Refusal) as caught:
        write_xlsx(
            [part], fields(**dict.fromkeys(names, "string")), "x", folder / "a.xlsx", CREATED
        )
    assert not (folder / "a.xlsx").exists()
    assert "CSV ou Parquet" in str(caught.value)
    return caught.value


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    part = tmp_path / "a.csv"
    part.write_bytes(b"c\n" + b"1\n" * 1_048_576)
    refusal = refusal_of(part, ["c"], tmp_path)
    assert (refusal.code, refusal.values) == ("derive-too-many-rows", {"rows": 1_048_576})


def test_more_columns_than_a_sheet_has_are_refused(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(16_385)]
    refusal = refusal_of(normalised(tmp_path / "a.csv", names, []), names, tmp_path)
    assert (refusal.code, refusal.values) == ("derive-too-many-columns", {"columns": 16_385})


def test_a_longer_cell_than_a_sheet_has_is_refused(tmp_path: Path) -> None:
    cell = "😀" * 16_384  # Excel counts each for two
    refusal = refusal_of(normalised(tmp_path / "a.csv", ["c"], [[cell]]), ["c"], tmp_path)
    assert refusal.code == "derive-cell-too-long"
    assert refusal.values == {"column": "c", "length": 32_768}


def test_the_longest_cell_of_a_sheet_is_whole(tmp_path: Path) -> None:
    cell = "é" * 32_767
    assert written({"c": "string"}, [[cell]], tmp_path)["A2"].value == cell
