"""Rows are compared as the DataStore writes them."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.table import TYPES, _identifiers, text_rows


def text_of(cells: list, kind: pl.DataType | type[pl.DataType]) -> list[str]:
    """Return one column of cells as the DataStore writes them."""
    return [row[0] for row in text_rows(pl.DataFrame({"c": pl.Series(cells, dtype=kind)}))]


def test_each_type_is_written_as_postgresql_does() -> None:
    assert text_of(["é\n", "", None], pl.String) == ["é\n", "", ""]
    assert text_of([-5, 0, None], pl.Int64) == ["-5", "0", ""]
    assert text_of([True, False, None], pl.Boolean) == ["t", "f", ""]
    assert text_of([date(2024, 2, 29), None], pl.Date) == ["2024-02-29", ""]
    moment = datetime(2024, 2, 29, 13, 30)  # noqa: DTZ001 - as in the table
    assert text_of([moment, None], pl.Datetime) == ["2024-02-29 13:30:00", ""]


@pytest.mark.parametrize(
    ("cell", "text"),
    [("1.50", "1.5"), ("100", "100"), ("0.00", "0"), ("-0.10", "-0.1"), ("1E+3", "1000"),
     ("12345678901234567890.12", "12345678901234567890.12")],
)  # fmt: skip
def test_a_decimal_has_no_zero_at_its_end_and_no_exponent(cell: str, text: str) -> None:
    assert text_of([Decimal(cell)], pl.Decimal(38, 10)) == [text]


@given(st.lists(st.decimals(-(10**15), 10**15, places=4), min_size=1, max_size=5))
def test_a_decimal_written_reads_back_equal(values: list[Decimal]) -> None:
    assert [Decimal(text) for text in text_of(values, pl.Decimal(38, 4))] == values


def test_every_type_of_a_schema_has_its_type_in_the_datastore() -> None:
    assert set(TYPES) >= {"string", "integer", "number", "year", "date", "datetime", "boolean"}
    assert TYPES["string"] == "text"
    assert TYPES["number"] == "numeric"


def test_of_the_same_row_three_times_only_the_surplus_goes_the_latest_first() -> None:
    present = [(1, ("a",)), (2, ("b",)), (3, ("a",)), (4, ("a",))]
    assert sorted(_identifiers(present, Counter({("a",): 2}))) == [3, 4]
    assert _identifiers(present, Counter()) == []
