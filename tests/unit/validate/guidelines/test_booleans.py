"""C6: one pair of truth values in a column."""

import pytest

from tests.unit.validate.guidelines.watched import answer, judged

CODE = "relidi_condon_boolee"


@pytest.mark.parametrize(
    "cells",
    [["oui", "non"], ["OUI", "NON", ""], ["true", "false"], ["Vrai", "Vrai"], ["oui", "N/D"]],
)
def test_one_pair_is_right(cells: list[str]) -> None:
    assert answer(CODE, cells) == "oui"


@pytest.mark.parametrize(
    "cells",
    [["oui", "non", "Oui"], ["oui", "0"], ["true", "faux"], ["OUI", "N"], ["vrai", "1", "faux"]],
)
def test_two_conventions_are_not(cells: list[str]) -> None:
    assert answer(CODE, cells) == "non"


@pytest.mark.parametrize(
    "cells", [["oui", "Non", "partiel"], ["N", "O", "Y"], ["1", "0", "n"], ["0", "1"], ["N", "S"]]
)
def test_categories_letters_and_digits_are_no_truth_values(cells: list[str]) -> None:
    assert answer(CODE, cells) == "n/a"


def test_a_schema_makes_letters_truth_values() -> None:
    assert answer(CODE, ["y", "n"], kind="boolean") == "oui"
    assert answer(CODE, ["y", "n", "1"], kind="boolean") == "non"


def test_the_evidence_lists_every_value_in_use() -> None:
    (found,) = judged({"actif": ["oui", "non", "Oui", "x"[:0]]})[CODE].evidence
    assert found.values["words"] == "Oui, non, oui"
    assert found.cells == 3
