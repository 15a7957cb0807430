"""One form for each type: what only Python reads as a number or a date is an error."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.tables import errors, sentences, verdict


@pytest.mark.parametrize("kind", ["number", "integer"])
@pytest.mark.parametrize(
    "cell",
    [
        "NaN", "nan", "INF", "-INF", "1e5", "1_000", "٣", "+5", ".5", "1.", "1,234", "0x10",
        "1 2345", "1234567890123456789012345678901234567890", "0.123456789012345678901",
        "99999999999999999999999", "=1+1", "vrai",
    ],
)  # fmt: skip
def test_what_is_no_plain_number_is_an_error_never_an_empty_cell(kind: str, cell: str) -> None:
    found = verdict(kind, ["1", cell])
    assert errors(found) == [("type-error", 3, "c")]
    assert cell[:30] in sentences(found)[0]
    assert "par exemple 1250" in sentences(found)[0]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("date", "2024-02-31"), ("date", "31/02/2024"), ("date", "2024-1-5"), ("date", "24-01-05"),
        ("date", "05/01/24"), ("date", "0000-01-01"), ("date", "2024-01-05T10:30:00"),
        ("datetime", "2024-01-05T10:00:00Z"), ("datetime", "2024-01-05 10:00:00"),
        ("datetime", "2024-01-05T25:00:00"), ("year", "24"), ("year", "02024"), ("year", "+2024"),
        ("boolean", "vrai"), ("boolean", "oui"),
    ],
)  # fmt: skip
def test_what_is_no_plain_date_or_truth_is_an_error(kind: str, cell: str) -> None:
    found = verdict(kind, [cell])
    assert errors(found) == [("type-error", 2, "c")]
    assert f"«\u00a0{cell}\u00a0»" in sentences(found)[0]


@given(st.lists(st.integers(-(10**18) + 1, 10**18 - 1), min_size=1, max_size=5))
def test_whole_numbers_come_through_equal(numbers: list[int]) -> None:
    found = verdict("integer", [str(number) for number in numbers])
    assert found.frame["c"].to_list() == numbers


DECIMALS = st.decimals(-(10**19), 10**19, places=10) | st.decimals(-1, 1, places=17)


@given(st.lists(DECIMALS, min_size=1, max_size=5))
def test_decimals_come_through_exact(numbers: list[Decimal]) -> None:
    found = verdict("number", [f"{number:f}" for number in numbers])
    assert found.frame["c"].to_list() == numbers


@given(st.dates())
def test_days_and_moments_come_through_equal(day: date) -> None:
    moment = datetime(day.year, day.month, day.day, 23, 59, 58)  # noqa: DTZ001 - as in the table
    assert verdict("date", [day.isoformat()]).frame["c"].to_list() == [day]
    assert verdict("datetime", [moment.isoformat()]).frame["c"].to_list() == [moment]


def test_minus_zero_is_zero() -> None:
    assert verdict("integer", ["-0"]).frame["c"].to_list() == [0]
    assert [str(cell) for cell in verdict("number", ["-0", "-0.0"]).frame["c"]] == ["0.0", "0.0"]


def test_true_and_false_in_the_forms_of_the_standard() -> None:
    cells = ["true", "False", "TRUE", "0", "1", ""]
    expected = [True, False, True, False, True, None]
    assert verdict("boolean", cells).frame["c"].to_list() == expected


@pytest.mark.parametrize("kind", ["string", "integer", "number", "date", "year", "boolean"])
def test_a_missing_cell_stays_missing(kind: str) -> None:
    assert verdict(kind, ["", ""]).frame["c"].to_list() in ([None, None], [])
