"""Days, hours, numbers and sizes are written as the OQLF asks, and as English does."""

import datetime as dt

import pytest
from ckanext.donneesqc.catalogue.typography import (
    write_day,
    write_moment,
    write_number,
    write_size,
)

SPACE = "\N{NO-BREAK SPACE}"


def test_the_first_of_the_month_is_ordinal_in_french() -> None:
    assert write_day(dt.date(2024, 4, 1), "fr") == "1er avril 2024"
    assert write_day(dt.date(2024, 4, 11), "fr") == "11 avril 2024"
    assert write_day(dt.date(2024, 4, 1), "en") == "April 1, 2024"


def test_hours_are_apart_from_minutes() -> None:
    moment = dt.datetime(2026, 11, 21, 9, 5, tzinfo=dt.UTC)
    assert write_moment(moment, "fr") == f"21 novembre 2026 à 9{SPACE}h{SPACE}05"
    assert write_moment(moment, "en") == "November 21, 2026 at 9:05"


def test_thousands_are_apart_by_a_no_break_space() -> None:
    assert write_number(1234567, "fr") == f"1{SPACE}234{SPACE}567"
    assert write_number(1234567, "en") == "1,234,567"


@pytest.mark.parametrize(
    ("octets", "french"),
    [
        (0, "0 octets"),
        (999, "999 octets"),
        (1000, "1 ko"),
        (4_100, "4,1 ko"),
        (765_994, "766 ko"),
        (1_500_000, "1,5 Mo"),
        (25_000_000_000, "25 Go"),
        (3_000_000_000_000, f"3{SPACE}000 Go"),
    ],
)
def test_sizes_have_the_prefix_that_keeps_them_short(octets: int, french: str) -> None:
    assert write_size(octets, "fr") == SPACE.join(french.rsplit(" ", 1))
