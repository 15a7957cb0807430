"""Dates in French: what is written reads back; what isn't a date reads as none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.messages.dates import MONTHS, read_day, read_month, write_day


@given(st.dates())
def test_a_day_written_reads_back_equal(day: date) -> None:
    assert read_day(write_day(day)) == day or day.year < 1000


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 4, 1), "1er avril 2024"),
        (date(2024, 8, 2), "2 août 2024"),
        (date(2024, 12, 31), "31 décembre 2024"),
    ],
)
def test_the_first_of_a_month_is_1er(day: date, text: str) -> None:
    assert write_day(day) == text


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from([str.upper, str.title, str.lower]))
def test_capitals_and_lost_accents_don_t_matter(day: date, case: type[str]) -> None:
    plain = write_day(day).translate(str.maketrans("éû", "eu"))
    assert read_day(f" {case(plain)} ".replace("1ER", "1er").replace("1Er", "1er")) == day


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "  "])
def test_any_space_separates(space: str) -> None:
    assert read_day(f"18{space}mars{space}2026") == date(2026, 3, 18)
    assert read_month(f"Mars{space}2026") == date(2026, 3, 31)


def test_accents_written_apart_are_accents() -> None:
    assert read_day("8 de\u0301cembre 2023") == date(2023, 12, 8)
    assert read_month("aou\u0302t 2027") == date(2027, 8, 31)


@pytest.mark.parametrize(
    "text",
    ["", "31 février 2024", "0 mars 2024", "32 mars 2024", "mars 2024", "18 marche 2026",
     "18 mars 26", "2026-03-18", "18/03/2026", "le 18 mars 2026", "18 mars 2026 (final)"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["", "2027", "Décembre", "Décembre 27", "12 2027", "Mars 0000",
                                  "1er mars 2027", "Décembre 2027 ou 2028"])  # fmt: skip
def test_what_is_no_month_is_none(text: str) -> None:
    assert read_month(text) is None


@given(st.sampled_from(MONTHS), st.integers(1, 9999))
def test_a_month_is_read_as_its_last_day(month: str, year: int) -> None:
    day = read_month(f"{month} {year:04}")
    assert day is not None
    assert (day.year, day.month) == (year, MONTHS.index(month) + 1)
    assert year == 9999 or (day + timedelta(days=1)).day == 1
