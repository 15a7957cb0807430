"""Geometries are mended where it is safe; what isn't drawn is counted, with its first numbers."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from pipelines.geo.repair import mended, moved
from pipelines.geo.tally import Tally
from tests.unit.geo.layers import codes_of, layer_of, write_points

BOW_TIE = "POLYGON ((-73 46, -72 47, -72 46, -73 47, -73 46))"
FLAT = "POLYGON ((-73 46, -72 46, -71 46, -73 46))"
SQUARE = "POLYGON ((-73 46, -72 46, -72 47, -73 47, -73 46))"
NAN, ENDLESS = float("nan"), float("inf")


def shapes(*texts: str | None) -> np.ndarray:
    """Return geometries from WKT."""
    return np.array([text and shapely.from_wkt(text) for text in texts], dtype=object)


def told(*geometries: str | None) -> list[tuple[str, int, str]]:
    """Return what passing these geometries tells: code, count, first numbers."""
    tally = Tally()
    placed = moved(mended(shapes(*geometries), tally), lambda coordinates: coordinates, tally)
    drawn = int((~shapely.is_missing(placed)).sum())
    return [
        (item.code, int(item.values.get("count", drawn)), str(item.values.get("rows", "")))
        for item in tally.findings(drawn)
    ]


def test_a_sound_geometry_is_left_alone() -> None:
    assert told(SQUARE, "POINT (-71 46)", "LINESTRING (-71 46, -70 46)") == []


def test_a_bow_tie_becomes_two_triangles() -> None:
    (made,) = mended(shapes(BOW_TIE), Tally())
    assert (made.geom_type, made.is_valid, made.area) == ("MultiPolygon", True, pytest.approx(0.5))
    assert told(SQUARE, BOW_TIE) == [("geo-mended", 1, "2")]


def test_a_polygon_without_area_is_not_drawn_and_is_told() -> None:
    assert told(FLAT, SQUARE) == [("geo-lost", 1, "1")]


@pytest.mark.parametrize(
    "empty", [None, "POINT EMPTY", "POLYGON EMPTY", "GEOMETRYCOLLECTION EMPTY"]
)
def test_an_absent_geometry_is_counted(empty: str | None) -> None:
    assert told(SQUARE, empty) == [("geo-absent", 1, "2")]


@pytest.mark.parametrize("x", [NAN, ENDLESS, -ENDLESS])
@pytest.mark.parametrize("form", ["point", "line", "polygon"])
def test_a_coordinate_that_is_no_number_is_not_drawn(x: float, form: str) -> None:
    places = np.array([(-73.0, 46), (x, 46), (-72, 47), (-73, 46)])
    with np.errstate(invalid="ignore"):
        shape = {
            "point": lambda: shapely.points(places[1]),
            "line": lambda: shapely.linestrings(places[:3]),
            "polygon": lambda: shapely.polygons(places),
        }[form]()
    tally = Tally()
    mended(np.array([shape, shapely.Point(-71, 46)], dtype=object), tally)
    assert sum(tally.counts.values()) == 1
    assert set(tally.counts) <= {"geo-unplaceable", "geo-absent"}


def test_latitudes_beyond_the_poles_are_not_drawn() -> None:
    assert told("POINT (-73 146)", SQUARE) == [("geo-unplaceable", 1, "1")]


def test_points_at_zero_are_not_drawn() -> None:
    assert told("POINT (0 0)", "POINT (-71 46)", "POINT (0 0)") == [("geo-zero", 2, "1, 3")]


def test_some_features_outside_quebec_are_counted() -> None:
    assert told("POINT (2 48)", SQUARE) == [("geo-outside-some", 1, "1")]


def test_a_layer_wholly_outside_quebec_is_told_once() -> None:
    assert [code for code, _, _ in told("POINT (2 48)", "POINT (3 48)")] == ["geo-outside"]


def test_the_first_numbers_go_on_from_one_part_to_the_next() -> None:
    tally = Tally()
    mended(shapes(None, SQUARE, None, None), tally)
    tally.passed += 4
    mended(shapes(None, SQUARE, None, None), tally)
    (finding,) = tally.findings(drawn=2)
    assert finding.values == {"count": 6, "rows": "1, 3, 4, 5, 7…"}


@pytest.mark.parametrize("form", ["Z (-73 46 12)", "M (-73 46 12)", "ZM (-73 46 12 1)"])
def test_heights_and_measures_are_dropped(form: str) -> None:
    flat = mended(shapes(f"POINT {form}"), Tally())
    assert shapely.get_coordinate_dimension(flat).tolist() == [2]


def test_heights_are_told(tmp_path: Path) -> None:
    path = write_points(tmp_path / "a.gpkg", [(-73, 46, 12)])
    assert codes_of(layer_of(path)) == ["geo-heights"]


def test_a_whole_layer_keeps_its_features_in_order(tmp_path: Path) -> None:
    path = write_points(tmp_path / "a.gpkg", [(-73, 46), (0, 0), (-72, 47)])
    layer = layer_of(path)
    assert (layer.features, layer.drawn) == (3, 2)
    assert [(item.code, item.values) for item in layer.findings] == [
        ("geo-zero", {"count": 1, "rows": "2"})
    ]
