"""Draw where an entity is, as SVG: its shape from near, and its place among the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

import shapely
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

MARGIN = 8  # units of the drawing
AROUND = 0.25  # of a shape's size, shown around it
FEWEST = 0.5  # units of the drawing, below which a detail isn't seen
SMALLEST = 14.0  # units of a shape that is seen among others
NEAR, FAR = (420, 320), (210, 240)  # width and height at most
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Drawing:
    """An SVG drawing, north up: paths of the others and of the shape.

    `spot`: where to put a mark when the shape is too small to be seen, x and y.
    """

    width: int
    height: int
    others: str
    shape: str
    spot: tuple[float, float] | None = None


def from_near(shape: BaseGeometry, others: Sequence[BaseGeometry]) -> Drawing | None:
    """Draw a shape, and what lies around it; None of a point, which has no shape."""
    west, south, east, north = shape.bounds
    if max(east - west, north - south) <= 0:
        return None
    wide, high = (east - west) * AROUND, (north - south) * AROUND
    frame = (west - wide, south - high, east + wide, north + high)
    # cut farther than what is seen: the cut itself isn't
    beyond = (frame[0] - wide, frame[1] - high, frame[2] + wide, frame[3] + high)
    within = [other for other in others if other.intersects(shapely.box(*beyond))]
    return _draw(shape, [shapely.clip_by_rect(other, *beyond) for other in within], frame, NEAR)


def from_far(shape: BaseGeometry, others: Sequence[BaseGeometry]) -> Drawing:
    """Draw all the shapes of a set, one of them marked."""
    west, south, east, north = shapely.total_bounds(list(others)).tolist()
    return _draw(shape, others, (west, south, east, north), FAR)


def _draw(
    shape: BaseGeometry,
    others: Sequence[BaseGeometry],
    frame: Bounds,
    size: tuple[int, int],
) -> Drawing:
    """Draw shapes at the scale of the middle of a frame: to be recognized, not measured."""
    west, south, east, north = frame
    narrow = cos(radians((south + north) / 2))  # a degree of longitude beside one of latitude
    wide, high = max((east - west) * narrow, 1e-9), max(north - south, 1e-9)
    scale = min((size[0] - 2 * MARGIN) / wide, (size[1] - 2 * MARGIN) / high)

    def place(points):
        return (points - (west, north)) * (narrow * scale, -scale) + MARGIN

    drawn = shapely.simplify(shapely.transform(shape, place), FEWEST)
    around = shapely.simplify([shapely.transform(other, place) for other in others], FEWEST)
    left, top, right, bottom = drawn.bounds
    middle = ((left + right) / 2, (top + bottom) / 2)
    unseen = max(right - left, bottom - top) < SMALLEST
    return Drawing(
        width=round(wide * scale + 2 * MARGIN),
        height=round(high * scale + 2 * MARGIN),
        others="".join(map(_path, around)),
        shape=_path(drawn),
        spot=(round(middle[0], 1), round(middle[1], 1)) if unseen else None,
    )


def _path(shape: BaseGeometry) -> str:
    return "".join(_part(part) for part in shapely.get_parts(shape) if not part.is_empty)


def _part(part: BaseGeometry) -> str:
    if isinstance(part, Polygon):
        return "".join(f"{_line(ring)}Z" for ring in (part.exterior, *part.interiors))
    if isinstance(part, Point):
        return f"M{part.x - 1:.1f},{part.y - 1:.1f}h2v2h-2Z"
    return _line(part)


def _line(line: BaseGeometry) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shapely.get_coordinates(line).tolist())
    return f"M{points}"
