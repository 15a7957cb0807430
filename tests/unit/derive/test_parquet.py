"""Parquet holds every value of the CSV, in the type of its field when none is changed by it."""

import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.derive import write_parquet
from tests.unit.normalised import TEXTS, fields, normalised, real_table

DIGITS_38 = "9" * 38


def column(kind: str, cells: list[str], folder: Path) -> pl.Series:
    """Write one column of a type and read it back."""
    part = normalised(folder / "a.csv", ["c"], [[cell] for cell in cells])
    write_parquet([part], fields(c=kind), folder / "a.parquet")
    return pl.read_parquet(folder / "a.parquet")["c"]


@pytest.mark.parametrize(
    ("kind", "cells", "dtype", "values"),
    [
        ("string", ["01", "", "=1"], pl.String, ["01", None, "=1"]),
        ("integer", ["-12", "", "0"], pl.Int64, [-12, None, 0]),
        ("integer", [str(2**63), "1"], pl.Decimal(38, 0), [Decimal(2**63), Decimal(1)]),
        ("integer", ["1" * 39], pl.String, ["1" * 39]),
        ("number", ["12.50", "", "-0.001"], pl.Decimal(38, 3), [Decimal("12.5"), None,
                                                              Decimal("-0.001")]),
        ("number", [DIGITS_38], pl.Decimal(38, 0), [Decimal(DIGITS_38)]),
        ("number", ["1000", "0." + "0" * 36 + "1"], pl.Float64, [1000, 1e-37]),
        ("number", ["0.1", "", "Infinity", "-Infinity"], pl.Float64,
         [0.1, None, float("inf"), float("-inf")]),
        ("number", ["0.1234567890123456", "-INF"], pl.String, ["0.1234567890123456", "-INF"]),
        ("number", [DIGITS_38, "0.1"], pl.String, [DIGITS_38, "0.1"]),
        ("boolean", ["True", "False", ""], pl.Boolean, [True, False, None]),
        ("date", ["2024-02-29", "", "0001-01-01"], pl.Date,
         [date(2024, 2, 29), None, date(1, 1, 1)]),
        ("date", ["2024-01-31", "31/01/2024"], pl.String, ["2024-01-31", "31/01/2024"]),
        ("datetime", ["2024-01-31T10:00:00", "2024-01-31T10:00:00.123456"], pl.Datetime("us"),
         [datetime(2024, 1, 31, 10), datetime(2024, 1, 31, 10, 0, 0, 123456)]),  # noqa: DTZ001
        ("datetime", ["2024-01-31T10:00:00-05:00", "2024-01-31T10:00:00Z", ""],
         pl.Datetime("us", "UTC"),
         [datetime(2024, 1, 31, 15, tzinfo=UTC), datetime(2024, 1, 31, 10, tzinfo=UTC), None]),
        ("datetime", ["2024-01-31T10:00:00Z", "2024-01-31T10:00:00"], pl.String,
         ["2024-01-31T10:00:00Z", "2024-01-31T10:00:00"]),
        ("datetime", ["2024-01-31T10:00:00.1234567"], pl.String, ["2024-01-31T10:00:00.1234567"]),
        ("year", ["2024", ""], pl.Int32, [2024, None]),
        ("time", ["10:00:00"], pl.String, ["10:00:00"]),
        ("geopoint", ["-71.2,46.8"], pl.String, ["-71.2,46.8"]),
        ("number", ["", ""], pl.Decimal(38, 0), [None, None]),
    ],
)  # fmt: skip
def test_a_type_is_stored_as_its_own_when_every_value_stays(
    kind: str, cells: list[str], dtype: pl.DataType, values: list, tmp_path: Path
) -> None:
    found = column(kind, cells, tmp_path)
    assert found.dtype == dtype
    assert found.to_list() == values


def test_a_column_that_is_not_finite_is_float(tmp_path: Path) -> None:
    found = column("number", ["NaN", "1.5"], tmp_path)
    assert found.is_nan().to_list() == [True, False]


def test_parts_follow_one_another_and_share_the_widest_decimal(tmp_path: Path) -> None:
    parts = [
        normalised(tmp_path / f"{number}.csv", ["c"], [[cell]])
        for number, cell in enumerate(["1", "2.25"])
    ]
    write_parquet(parts, fields(c="number"), tmp_path / "a.parquet")
    assert pl.read_parquet(tmp_path / "a.parquet")["c"].to_list() == [Decimal(1), Decimal("2.25")]


def test_a_table_without_parts_has_its_columns(tmp_path: Path) -> None:
    write_parquet([], fields(c="integer", d="string"), tmp_path / "a.parquet")
    assert pl.read_parquet(tmp_path / "a.parquet").schema == {"c": pl.Int64, "d": pl.String}


def test_a_part_with_other_columns_is_refused(tmp_path: Path) -> None:
    part = normalised(tmp_path / "a.csv", ["c", "b"], [])
    with pytest.raises(ValueError, match=r"a\.csv"):
        write_parquet([part], fields(b="string", c="string"), tmp_path / "a.parquet")


@given(st.lists(st.tuples(TEXTS, st.decimals(allow_nan=False, allow_infinity=False))))
def test_values_read_back_equal(rows: list[tuple[str, Decimal]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [[text, format(value, "f")] for text, value in rows]
        part = normalised(folder / "a.csv", ["t", "n"], texts)
        write_parquet([part], fields(t="string", n="number"), folder / "a.parquet")
        found = pl.read_parquet(folder / "a.parquet")
    assert [cell or "" for cell in found["t"]] == [text for text, _ in rows]
    assert [Decimal(str(cell)) for cell in found["n"]] == [value for _, value in rows]


@pytest.mark.parametrize(
    "file",
    ["depots/pdq.csv", "depots/region.csv", "listes/mrc_mamh_2026-03.csv",
     "projets_infrastructures/tableau_de_bord_2026-03-18.csv"],
)  # fmt: skip
def test_real_texts_read_back_equal(file: str, real_files: Path, tmp_path: Path) -> None:
    part, names, rows = real_table(real_files / file, tmp_path)
    write_parquet([part], fields(**dict.fromkeys(names, "string")), tmp_path / "a.parquet")
    found = pl.read_parquet(tmp_path / "a.parquet")
    assert found.columns == names
    assert found.fill_null("").rows() == rows
