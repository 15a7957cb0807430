"""Coordinates are read as people write them, and only as coordinates."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.geo.coordinates import read_degrees, read_pairs


def read(cell: str | None) -> float | None:
    """Return one cell as a number."""
    return read_degrees(pl.Series([cell], dtype=pl.String))[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("45.5", 45.5), ("45,5", 45.5), (" -73,6 ", -73.6), ("−73.6", -73.6), ("+45", 45),
        (".5", 0.5),
        ("5 040 123,45", 5_040_123.45), ("5\u00a0040\u202f123", 5_040_123), ("1e5", 100_000),
        ("45°30′15.5″N", 45.504306), ("45° 30' 15,5\" N", 45.504306), ("45 30 15", 45.504167),
        ("45:30:15", 45.504167), ("N 45° 30.25'", 45.504167), ("45d30m15s", 45.504167),
        ("45° 30 min 15 sec", 45.504167), ("45 30 15 s", -45.504167),
        ("73°34'02\" O", -73.567222), ("73°34'02\"W", -73.567222), ("-73 34 02", -73.567222),
        ("73° 34’ 02’’ Ouest", -73.567222), ("71º13’30”O", -71.225), ("45° 30' 00\" Nord", 45.5),
        ("73.5 W", -73.5), ("O 73.5", -73.5), ("45°", 45), ("45.5°N", 45.5), ("12° 30' S", -12.5),
    ],
)  # fmt: skip
def test_a_coordinate_is_read(cell: str, value: float) -> None:
    assert read(cell) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        None,
        "abc",
        "45°75'00\"",
        "45°30'61\"",
        "181°00'00\"",
        "12 rue X",
        "1.2.3",
        "45, 73",
        "N",
        "H2X 1Y4",
    ],
)
def test_what_is_no_coordinate_is_not_read(cell: str | None) -> None:
    assert read(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "45.5, -73.6",
        "45,5 ; -73,6",
        "(45.5 -73.6)",
        "45.5,-73.6",
        "[45.5,-73.6]",
        "45°30'00\"N, 73°36'00\"O",
    ],
)
def test_two_coordinates_in_one_cell_are_read(cell: str) -> None:
    y, x = read_pairs(pl.Series([cell]))
    assert (y[0], x[0]) == pytest.approx((45.5, -73.6))


@given(st.floats(-1e7, 1e7, allow_nan=False))
def test_every_number_comes_back(number: float) -> None:
    assert read(repr(number)) == number
    assert read(f"{number:.6f}".replace(".", ",")) == pytest.approx(number, abs=1e-6)


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NSEOW"))
def test_degrees_minutes_and_seconds_come_back(d: int, m: int, s: int, letter: str) -> None:
    sign = -1 if letter in "SOW" else 1
    expected = sign * (d + m / 60 + s / 3600)
    for written in (
        f"{d}°{m}'{s}\"{letter}",
        f"{letter} {d}° {m:02}′ {s:02}″",
        f"{d} {m} {s} {letter}",
    ):
        assert read(written) == pytest.approx(expected)


@given(st.text())
def test_any_text_gives_a_number_or_nothing(text: str) -> None:
    value = read(text)
    assert value is None or isinstance(value, float)
    assert value is None or not math.isnan(value)
