"""Social insurance numbers: found by their check digit, not confused with codes and amounts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.validate.personal.matches import Count, beyond_chance
from pipelines.validate.personal.nas import find
from tests.unit.validate.personal.people import a_nas, kinds, looked_at, luhn

INVENTED = [a_nas(start) for start in (21345678, 24812345, 27190871, 29387123, 25500123)]


def spaced(number: str, mark: str = " ") -> str:
    """Write a number in three groups."""
    return mark.join((number[:3], number[3:6], number[6:]))


@given(st.from_regex("[0-9]{9}", fullmatch=True))
def test_the_check_is_luhn_s_for_a_person_s_first_digits(number: str) -> None:
    import polars as pl  # noqa: PLC0415

    valid = find(pl.Series([number]))["valid"][0]
    assert valid is (luhn(number) and number[0] != "8" and not number.startswith("000"))


@pytest.mark.parametrize("mark", ["", " ", "-", "\u00a0"])
def test_a_column_of_numbers_is_found_however_written(mark: str) -> None:
    assert kinds([spaced(number, mark) for number in INVENTED]) == ["nas"]


@pytest.mark.parametrize("cell", ["046 454 286", "046-454-286", "046454286"])
def test_one_is_enough_under_a_heading_that_says_so(cell: str) -> None:
    assert kinds([cell, ""], label="NAS") == ["nas"]
    assert kinds([cell], label="No d’assurance sociale") == ["nas"]


def test_one_with_hyphens_inside_a_sentence_is_found() -> None:
    assert kinds(["Appel reçu.", "Son NAS est le 046-454-286, dit-elle."]) == ["nas"]


def test_one_that_its_cell_names_is_found_among_other_codes() -> None:
    files = [f"SRM03{n:04d} - 191 00{n % 10} 810" for n in range(40)]
    assert kinds([*files, "NAS : 046 454 286"]) == ["nas"]
    assert kinds([*files, "lots 103-104-105"]) == []


def test_codes_of_nine_digits_of_which_one_in_ten_passes_are_not() -> None:
    draw = random.Random(7)
    codes = [str(draw.randrange(100_000_000, 999_999_999)) for _ in range(20_000)]
    assert kinds(codes) == []
    assert kinds([spaced(code, "-") for code in codes]) == []
    assert kinds([str(number) for number in range(200_000_000, 200_005_000)]) == []


def test_amounts_with_spaces_are_not() -> None:
    draw = random.Random(7)
    amounts = [f"{draw.randrange(100, 999)} {draw.randrange(1000):03d} 000" for _ in range(500)]
    assert kinds([*amounts, a_amount_that_passes()]) == []
    assert kinds([a_amount_that_passes()]) == []


def a_amount_that_passes() -> str:
    """Return an amount in whole thousands that happens to pass the check."""
    return spaced(next(str(n) for n in range(277_000_000, 999_999_999, 1000) if luhn(str(n))))


def test_numbers_of_persons_among_as_many_codes_are_found() -> None:
    draw = random.Random(7)
    codes = [str(draw.randrange(100_000_000, 999_999_999)) for _ in range(60)]
    assert kinds([*codes, *(a_nas(draw.randrange(20_000_000, 29_999_999)) for _ in range(60))]) == [
        "nas"
    ]


@pytest.mark.parametrize("label", ["SIREN", "NEQ"])
def test_other_numbers_that_pass_the_check_have_their_own_heading(label: str) -> None:
    assert kinds(INVENTED, label=label) == []


@pytest.mark.parametrize(
    "cell",
    ["2,046454286", "45.046454286", "046454286.5", "A046454286", "1046454286", "046454286-3"],
)
def test_nine_digits_within_a_longer_code_are_not(cell: str) -> None:
    assert kinds([cell], label="NAS") == []


def test_only_the_last_three_digits_are_ever_shown() -> None:
    (found,) = looked_at(["046 454 286"], label="NAS")
    assert found.rows == ((2, "••• ••• 286"),)
    assert "454" not in found.sentence() + found.sentence("en") + repr(found)


def test_chance_explains_one_of_one_and_one_in_ten_but_not_three_of_three() -> None:
    assert not beyond_chance(Count(1, 1), 0.1)
    assert not beyond_chance(Count(2, 2), 0.1)
    assert beyond_chance(Count(3, 3), 0.1)
    assert not beyond_chance(Count(100, 14), 0.1)
    assert not beyond_chance(Count(1_000_000, 110_000), 0.1)
    assert beyond_chance(Count(1000, 400), 0.1)
    assert not beyond_chance(Count(0, 0), 0.1)
