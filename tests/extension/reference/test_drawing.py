"""An entity is drawn where it is, among the others."""

import re

import shapely
from ckanext.donneesqc.reference.drawing import from_far, from_near

WEST, EAST = shapely.box(-74, 45, -73, 46), shapely.box(-73, 45, -72, 46)
ISLAND = shapely.box(-70.001, 45, -70, 45.001)
HOLE = shapely.Polygon(
    WEST.exterior.coords, [shapely.box(-73.6, 45.4, -73.4, 45.6).exterior.coords]
)


def numbers(path: str) -> list[float]:
    """Return the coordinates of a path."""
    return [float(text) for text in re.findall(r"-?[0-9.]+", path)]


def test_a_shape_fills_the_middle_of_its_drawing() -> None:
    found = from_near(WEST, [WEST, EAST])
    assert found
    xs, ys = numbers(found.shape)[::2], numbers(found.shape)[1::2]
    assert 0 < min(xs) < max(xs) < found.width
    assert 0 < min(ys) < max(ys) < found.height
    assert min(xs) > found.width / 8


def test_what_lies_far_away_is_not_drawn_from_near() -> None:
    found = from_near(WEST, [WEST, ISLAND])
    assert found
    assert found.others.count("M") == 1


def test_a_place_too_small_to_be_seen_is_marked_among_the_others() -> None:
    found = from_far(ISLAND, [WEST, EAST, ISLAND])
    assert found.spot
    assert found.spot[0] > found.width * 0.8
    assert from_far(WEST, [WEST, EAST]).spot is None


def test_north_is_up_and_holes_are_kept() -> None:
    found = from_near(HOLE, [HOLE])
    assert found
    assert found.shape.count("Z") == 2
    north, south = shapely.Point(-73.5, 46), shapely.Point(-73.5, 45)
    top, bottom = (from_far(point, [north, south]).spot for point in (north, south))
    assert top
    assert bottom
    assert top[1] < bottom[1]


def test_a_point_has_no_shape_to_be_seen_from_near() -> None:
    assert from_near(shapely.Point(-73, 45), []) is None
