"""Numbers, dates and texts: form is repaired, value never, and what isn't certain stays."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.tables import column, repaired

SPACES = (" ", "\u00a0", "\u202f", "\u2009")
MINUSES = ("-", "−", "–")
DOLLARS = ("", "$", " $", "\u00a0$", "\u202f$")
CANONICAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
AMOUNTS = st.decimals(-(10**12), 10**12, places=2)


def french(value: Decimal, space: str, minus: str, dollar: str) -> str:
    """Write a number as French does: « −1 234,50 $ »."""
    whole, _, decimals = f"{abs(value):,.2f}".partition(".")
    sign = minus if value.is_signed() else ""
    return f"{sign}{whole.replace(',', space)},{decimals}{dollar}"


@given(AMOUNTS, st.sampled_from(SPACES), st.sampled_from(MINUSES), st.sampled_from(DOLLARS))
def test_a_number_written_in_french_is_read_as_the_same_number(
    value: Decimal, space: str, minus: str, dollar: str
) -> None:
    [cell] = repaired("number", [french(value, space, minus, dollar)])
    assert CANONICAL.fullmatch(cell)
    assert Decimal(cell) == value


@given(st.integers(-(10**15), 10**15), st.sampled_from(SPACES), st.sampled_from(["", ".0", ".00"]))
def test_a_whole_number_keeps_its_value(value: int, space: str, decimals: str) -> None:
    spaced = f"{value:,}".replace(",", space)
    assert repaired("integer", [spaced, f"{value}{decimals}"]) == [str(value), str(value)]


def independent_reading(cell: str) -> Decimal | None:
    """Read a French or canonical number by other means than the library's."""
    form = re.fullmatch(
        r"([-−–]?)[ \u00a0\u202f\u2009]?(\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+)"
        r"(?:([.,])(\d+))?[ \u00a0\u202f\u2009]?\$?",
        cell,
    )
    if not form:
        return None
    whole = re.sub(r"\D", "", form[2])
    return Decimal(f"{'-' if form[1] else ''}{whole}.{form[4] or '0'}")


@given(st.text(alphabet="0123456789 ,.-−$\u00a0\u202f%eN", max_size=12))
def test_what_is_repaired_reads_the_same_and_the_rest_stays_as_it_was(cell: str) -> None:
    [after] = repaired("number", [cell])
    if after != cell.strip():
        assert CANONICAL.fullmatch(after)
        assert Decimal(after) == independent_reading(cell.strip())


@pytest.mark.parametrize(
    "cell",
    [
        "1,234", "-12,345", "1,234,567", "1.234,5", "1 2345", "12 34 $", "1,234 $", "(5 682)",
        "- 5", "1e5", "NaN", "INF", "+5", "1_000", "٣", "5 %", "12,5,6", "1 234 567,", "$5",
        "N/D", "-", "=1+1", "0x10", "−", "−abc", "1\n234", "893 427 00",
    ],
)  # fmt: skip
def test_a_number_whose_meaning_isn_t_certain_stays_as_it_is(cell: str) -> None:
    assert repaired("number", [cell]) == [cell]
    assert repaired("integer", [cell]) == [cell]


def test_the_real_forms_of_amounts_are_read() -> None:
    cells = ["893 427 000", "-5 682 000", "3630800000.0", "1\u202f234,5", "12 345,67 $"]
    assert repaired("number", cells) == [
        "893427000", "-5682000", "3630800000.0", "1234.5", "12345.67",
    ]  # fmt: skip


def test_codes_of_text_columns_are_not_taken_for_numbers() -> None:
    cells = ["01", "893 427 000", "12,5", "3.0", "31/12/2024", "−5"]
    assert repaired("string", cells) == cells


@given(st.lists(st.dates(), min_size=1, max_size=5), st.sampled_from(["/", "-"]))
def test_day_first_dates_are_read_as_the_same_day(days: list[date], mark: str) -> None:
    cells = [f"{day.day:02}{mark}{day.month:02}{mark}{day.year:04}" for day in days]
    assert repaired("date", cells) == [day.isoformat() for day in days]


@given(st.dates())
def test_other_sure_dates_are_read_as_the_same_day(day: date) -> None:
    cells = [f"{day.year:04}/{day.month:02}/{day.day:02}", f"{day} 00:00:00", f"{day}T00:00"]
    assert repaired("date", cells) == [day.isoformat()] * 3


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2024", "2024/02/30", "29/02/2023", "2024-02-31 00:00:00", "00/01/2024", "05/13/2024",
        "05/01/24", "1/2/2024", "2024-01-05 10:30:00", "janvier 2024", "45292", "2024-1-5",
        "20240105", "N/D", "01/2024",
    ],
)  # fmt: skip
def test_a_date_that_doesn_t_exist_or_isn_t_certain_stays_as_it_is(cell: str) -> None:
    assert repaired("date", [cell]) == [cell]


def test_a_column_with_a_month_first_date_is_left_alone() -> None:
    cells = ["03/04/2024", "04/25/2024", "2024-01-01"]
    assert repaired("date", cells) == cells


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ("un_x000D_\ndeux", "un\ndeux"),
        ("un\r\ndeux", "un\ndeux"),
        ("un\rdeux", "un\ndeux"),
        ("dans l’environnement. _x000D_Le bassin", "dans l’environnement. \nLe bassin"),
        ("un_x000D_\n_x000D_\ndeux", "un\n\ndeux"),
        ("fin._x000D_", "fin."),
    ],
)
def test_a_carriage_return_never_joins_two_lines_nor_adds_one(cell: str, after: str) -> None:
    assert repaired("string", [cell]) == [after]


def test_blank_lines_inside_a_text_are_kept() -> None:
    text = "Mars 2021\n\nUne baisse de 88,8 M$.\n\n\nFin"
    assert repaired("string", [text]) == [text]


def test_formulas_and_placeholders_in_texts_are_not_touched() -> None:
    cells = ["=HYPERLINK(1)", "+33", "@a", "N/D", "-", "nan", "NULL"]
    assert repaired("string", cells) == cells


ANYTHING = st.text(
    alphabet="0123456789 ,.-−–$/:T\u00a0\u202f\r\n_x0Dé", max_size=16
) | st.sampled_from(["31/12/2024", "Décembre 2027", "_x000D_", "2024-01-01 00:00:00", "1 000,0"])


@given(
    st.sampled_from(["string", "number", "integer", "date", "year", "boolean", "datetime"]),
    st.lists(ANYTHING, min_size=1, max_size=4),
)
def test_conforming_twice_is_conforming_once(kind: str, cells: list[str]) -> None:
    once = column(kind, cells)
    twice = column(kind, once.frame["c"].to_list())
    assert twice.frame["c"].to_list() == once.frame["c"].to_list()


@given(
    st.sampled_from(["string", "number", "integer", "date"]),
    st.lists(ANYTHING, min_size=1, max_size=6),
)
def test_every_change_is_recorded_with_its_row_and_nothing_else_is(
    kind: str, cells: list[str]
) -> None:
    table = column(kind, cells)
    after = dict(zip(table.frame["_row"], table.frame["c"], strict=True))
    replayed = dict(enumerate(cells, start=2))
    for row in table.repairs.iter_rows(named=True):
        assert replayed[row["_row"]] == row["before"]
        assert row["before"] != row["after"]
        replayed[row["_row"]] = row["after"]
    assert replayed == after
