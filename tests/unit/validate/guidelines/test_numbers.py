"""C5: numbers as machines read them; codes, addresses and telephone numbers are no numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.validate.guidelines.watched import answer, judged

CODE = "relidi_condon_nombre"
S = "\u00a0"


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("12,5", "comma"), ("1 234", "space"), (f"893{S}427{S}000", "space"),
        ("-5\u202f682\u202f000", "space"), ("1 234,56", "space"), ("1,234,567.89", "thousands"),
        (f"12{S}$", "currency"), ("$1,250.75", "currency"), ("3,5 M$", "currency"),
        (f"12,5{S}%", "percent"), ("12 km", "unit"), ("3,7kW", "unit"), ("20 °C", "unit"),
        ("−5", "other"), ("(1 234)", "other"), (".5", "other"), ("1.5E-05", "other"),
    ],
)  # fmt: skip
def test_another_form_of_number_is_seen_without_a_schema(cell: str, sentence: str) -> None:
    verdict = judged({"valeur": [cell, cell, "12", "7.5"]})[CODE]
    assert verdict.answer == "non"
    assert [found.code for found in verdict.evidence] == [f"guideline-number-{sentence}"]


def test_digits_a_minus_and_a_point_are_right() -> None:
    assert answer(CODE, ["12", "-7.25", "0", "1", "893427000", " 12 "]) == "oui"


@pytest.mark.parametrize(
    "cells",
    [
        ["165, chemin des Îles", "12, rue Principale"], ["H0A 0B0", "G6V 7M5"],
        ["514 555-1234", "418-643-1234"], ["A1", "B2"], ["046 454 286"], ["1,2,3", "4,5,6"],
        ["10-20", "20-30"],
    ],
)  # fmt: skip
def test_text_is_no_number(cells: list[str]) -> None:
    assert answer(CODE, cells) == "n/a"


def test_a_column_of_text_may_have_a_few_numbers() -> None:
    assert answer(CODE, ["12,5", "variable", "selon le cas", "à préciser"]) == "n/a"
    assert answer(CODE, ["12,5", "variable", "selon le cas"], kind="number") == "non"


def test_a_heading_that_names_an_identifier_makes_no_quantity() -> None:
    assert answer(CODE, ["123 456", "123 457"], label="No de dossier") == "n/a"
    assert answer(CODE, ["123 456", "123 457"], label="Nombre de cas") == "non"


def test_lists_of_codes_are_no_decimals() -> None:
    codes = ["6", "15", "3", "13", "7", "8"]
    assert answer(CODE, [*codes, "6,13"]) == "non"
    assert answer(CODE, [*codes, "6,13", "6,3,8"]) == "n/a"


def test_a_schema_that_says_text_is_believed() -> None:
    assert answer(CODE, ["12,5", "13,5"], kind="string") == "n/a"


def test_markers_of_unknown_don_t_hide_a_column_of_numbers() -> None:
    assert answer(CODE, ["12,5", "N/D", "N/D", "13,5"]) == "non"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1e9, max_value=1e9))
def test_every_plain_decimal_is_right_and_wrong_with_a_comma(number: object) -> None:
    assert answer(CODE, [f"{number:f}"] * 2) == "oui"
    assert answer(CODE, [f"{number:f}".replace(".", ",")] * 2) == "non"
