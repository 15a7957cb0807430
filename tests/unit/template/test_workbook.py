"""The template: headings that say what is wanted, cells that refuse what isn't."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.template import write_template
from schemas import TableSchema, list_schemas, load_schema

FIELDS = [
    {"name": "code", "type": "string", "constraints": {"pattern": "[0-9]{5}", "required": True}},
    {"name": "nombre", "type": "integer", "constraints": {"minimum": 0, "maximum": 9}},
    {"name": "part", "type": "number"},
    {"name": "jour", "type": "date", "constraints": {"minimum": "2020-01-01"}},
    {"name": "vu", "type": "datetime"},
    {"name": "an", "type": "year"},
    {"name": "actif", "type": "boolean"},
    {"name": "etat", "type": "string", "constraints": {"enum": ["ouvert", "clos, pour de bon"]}},
    {"name": "nom", "type": "string", "constraints": {"minLength": 2, "maxLength": 40}},
    {"name": "note", "type": "string", "description": "x" * 500},
]


def a_schema(*fields: dict) -> TableSchema:
    """Return a schema of these fields."""
    return TableSchema("essai", "1.0.0", "Essai", (), (), (), json.dumps({"fields": fields}))


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    """Return the template of a schema with a column of each type."""
    write_template(a_schema(*FIELDS), tmp_path / "g.xlsx")
    return openpyxl.load_workbook(tmp_path / "g.xlsx")


def rule_of(sheet: Worksheet, column: str) -> DataValidation:
    """Return the rule of a column's cells."""
    return next(rule for rule in sheet.data_validations.dataValidation if f"{column}2" in rule)


@pytest.mark.parametrize(
    ("column", "kind", "low", "high"),
    [
        ("A", "textLength", "5", "5"), ("B", "whole", "0", "9"),
        ("C", "decimal", "-999999999999999", "999999999999999"), ("D", "date", "43831", "2958465"),
        ("E", "date", "1", "2958465"), ("F", "whole", "1000", "9999"),
        ("I", "textLength", "2", "40"),
        ("G", "list", "'Listes'!$A$2:$A$3", None), ("H", "list", "'Listes'!$B$2:$B$3", None),
    ],
)  # fmt: skip
def test_a_cell_refuses_what_isn_t_of_its_column(
    book: openpyxl.Workbook, column: str, kind: str, low: str, high: str | None
) -> None:
    rule = rule_of(book["Données"], column)
    assert (rule.type, rule.formula1, rule.formula2) == (kind, low, high)
    assert str(rule.sqref) == f"{column}2:{column}1048576"


def test_the_lists_hold_the_values_as_text(book: openpyxl.Workbook) -> None:
    lists = book["Listes"]
    assert [cell.value for cell in lists["A"]] == ["actif", "true", "false"]
    assert [cell.value for cell in lists["B"]] == ["etat", "ouvert", "clos, pour de bon"]


def test_a_code_keeps_its_zeros_and_a_date_its_form(book: openpyxl.Workbook) -> None:
    formats = {letter: book["Données"].column_dimensions[letter].number_format for letter in "ABDE"}
    assert formats == {"A": "@", "B": "0", "D": "yyyy-mm-dd", "E": "yyyy-mm-dd hh:mm:ss"}


def test_a_required_column_looks_and_says_so(book: openpyxl.Workbook) -> None:
    required, optional = book["Données"]["A1"], book["Données"]["B1"]
    assert required.fill.fgColor.rgb != optional.fill.fgColor.rgb
    assert "Obligatoire." in required.comment.text
    assert "Facultatif." in optional.comment.text
    rules = book["Données"].conditional_formatting
    assert [str(part.sqref) for part in rules] == ["A2:A1048576"]


def test_messages_fit_what_excel_shows(book: openpyxl.Workbook) -> None:
    for rule in book["Données"].data_validations.dataValidation:
        assert len(rule.promptTitle) <= 32
        assert 0 < len(rule.prompt) <= 255
        assert len(rule.error or "") <= 255


def test_the_header_stays_on_screen(book: openpyxl.Workbook) -> None:
    assert book["Données"].freeze_panes == "A2"


def test_the_instructions_name_each_column_and_the_command(book: openpyxl.Workbook) -> None:
    said = [str(cell.value) for row in book["Instructions"] for cell in row if cell.value]
    assert {field["name"] for field in FIELDS} <= set(said)
    assert any("donneesqc valider FICHIER.xlsx --schema essai" in text for text in said)


def test_no_list_no_sheet_of_lists(tmp_path: Path) -> None:
    write_template(a_schema(FIELDS[0]), tmp_path / "g.xlsx")
    book = openpyxl.load_workbook(tmp_path / "g.xlsx")
    assert book["Listes"].sheet_state == "hidden"


def test_the_template_speaks_english_too(tmp_path: Path) -> None:
    write_template(a_schema(*FIELDS), tmp_path / "g.xlsx", "en")
    assert openpyxl.load_workbook(tmp_path / "g.xlsx").sheetnames == [
        "Data",
        "How to fill",
        "Lists",
    ]


@pytest.mark.parametrize("name", list_schemas())
def test_the_same_schema_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        write_template(load_schema(name), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    created = openpyxl.load_workbook(paths[0]).properties.created
    assert created == datetime(2026, 1, 1)  # noqa: DTZ001 - the workbook's date has no zone


@pytest.mark.parametrize("name", list_schemas())
def test_the_headings_are_the_titles(name: str, tmp_path: Path) -> None:
    schema = load_schema(name)
    write_template(schema, tmp_path / "g.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "g.xlsx")["Données"]
    assert [cell.value for cell in sheet[1]] == [field.title for field in schema.fields]
