"""Each error says, in French and in English, where it is, what it is and what the rule wants."""

import re

import pytest

from pipelines.validate.report import report_of
from pipelines.validate.sentences import sentence
from tests.unit.tables import sentences, verdict
from tests.unit.validate.cases import MATRIX, V2, Case, schema_of
from tests.unit.validate.oracle import checked

CASES = [
    ({"type": "string", "constraints": {"required": True}}, "", ["obligatoire"]),
    ({"type": "string", "constraints": {"pattern": '[a-z]"{2}'}}, "X", ["«\u00a0X", '[a-z]"{2}']),
    ({"type": "integer", "constraints": {"minimum": 0}}, "-5", ["-5", "minimum", "0"]),
    ({"type": "integer", "constraints": {"maximum": 9}}, "10", ["10", "maximum", "9"]),
    ({"type": "string", "constraints": {"minLength": 3}}, "ab", ["ab", "3 caractères"]),
    ({"type": "string", "constraints": {"maxLength": 3}}, "abcd", ["abcd", "3 caractères"]),
    ({"type": "date"}, "hier", ["hier", "AAAA-MM-JJ"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cell", "facts"), CASES)
def test_a_broken_rule_is_named_with_the_row_the_column_and_the_value(
    kind: dict, cell: str, facts: list[str]
) -> None:
    text = sentences(verdict(kind, ["x", cell]))[-1]
    assert text.startswith("Ligne 3, colonne «\u00a0c\u00a0»\u00a0: ")
    for fact in facts:
        assert fact in text


def test_allowed_values_are_quoted_with_their_apostrophes_and_commas() -> None:
    values = ["À l'étude", "Prêts, placements et avances", 'Le "grand"']
    [text] = sentences(verdict({"type": "string", "constraints": {"enum": values}}, ["vert"]))
    for value in values:
        assert f"«\u00a0{value}\u00a0»" in text


def test_a_value_there_twice_is_named() -> None:
    [text] = sentences(verdict({"type": "string", "constraints": {"unique": True}}, ["a", "a"]))
    assert text.startswith("Ligne 3")
    assert "unique" in text


def test_a_huge_cell_doesn_t_fill_the_sentence() -> None:
    [text] = sentences(verdict("integer", ["x\n" * 1_000_000]))
    assert len(text) < 300
    assert "…" in text
    assert "\n" not in text


def test_a_value_with_braces_is_quoted_as_it_is() -> None:
    [text] = sentences(verdict("integer", ["{row}"]))
    assert "«\u00a0{row}\u00a0»" in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_error_of_a_kind_we_don_t_know_still_says_where(language: str) -> None:
    text = sentence({"type": "nouvelle", "rowNumber": 7, "note": "zzz"}, language)
    assert "7" in text
    assert "zzz" not in text


def test_english_speaks_english() -> None:
    error = {"type": "type-error", "rowNumber": 2, "fieldName": "c", "cell": "x"}
    text = sentence({**error, "note": 'type is "integer/default"'}, "en")
    assert text.startswith("Row 2, column “c”: “x” is not a whole number")
    assert "1250" in text


def said(field: dict, cells: list[str], language: str = "fr") -> list[str]:
    """Return the sentences of a column of cells."""
    rows = [[cell, "x"] for cell in cells]
    schema = {"$schema": V2, "fields": [{"name": "c", **field}, {"name": "d"}]}
    found = report_of(checked(schema, ["c", "d"], rows), "essai", language)
    return [error["message"] for error in found["tasks"][0]["errors"]]


ENGLISH = re.compile(r"\b(is|the|not|constraint|default|None|error|list|dict)\b(?!»)")


@pytest.mark.parametrize(("case", "rules"), MATRIX, ids=lambda part: getattr(part, "name", ""))
def test_no_english_and_no_python_in_a_french_sentence(case: Case, rules: dict) -> None:
    cells = [*case.bad, "", "x", "mot"]
    for text in said(schema_of(case, rules, "c"), cells):
        assert text.startswith("Ligne ")
        assert text.endswith((".", "?"))
        plain = re.sub(r"«[^»]*»|\([^()]*\)|\{.*\}", "", text)
        assert not ENGLISH.search(plain), text


def test_a_lost_zero_is_given_back() -> None:
    [text] = said({"constraints": {"pattern": "[0-9]{5}"}}, ["1023"])
    assert "01023" in text


def test_an_allowed_value_that_looks_alike_is_proposed() -> None:
    [text] = said({"constraints": {"enum": ["Terminé", "En cours"]}}, ["termine"])
    assert "Vouliez-vous écrire «\u00a0Terminé\u00a0»?" in text


def test_a_way_to_write_unknown_is_answered_by_an_empty_cell() -> None:
    [text] = said({"type": "integer"}, ["N/D"])
    assert "laissez la cellule vide" in text


def test_the_schema_s_own_example_is_given() -> None:
    [text] = said({"type": "integer", "example": "42000"}, ["beaucoup"])
    assert "par exemple 42000" in text


def test_the_row_that_has_the_value_already_is_named() -> None:
    [text] = said({"constraints": {"unique": True}}, ["a", "b", "a"])
    assert "à la ligne 2" in text
    [text] = sentences(verdict({"type": "string", "constraints": {"unique": True}}, ["a", "a"]))
    assert text.startswith("Ligne 3")
