"""Mend geometries where it is safe, and tell of what couldn't be."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import cast

import numpy as np
import shapely

from pipelines.geo.reading import Geometries
from pipelines.geo.systems import QUEBEC, Move
from pipelines.geo.tally import Tally

POINTS, LINES, POLYGONS = "point", "line", "polygon"
DIMENSIONS = {0: POINTS, 1: LINES, 2: POLYGONS}
ZERO = 1e-9  # degrees; 0° N 0° E stands for « unknown »
NEAR = 0.5  # degrees around Québec's extent
LONGITUDES, LATITUDES = 180.0, 90.0
AT_ONCE, MOVERS = 50_000, 2  # vertices; threads that move them
PLACES = ("geo-unplaceable", "geo-zero", "geo-outside-some")


def mended(found: Geometries, tally: Tally) -> Geometries:
    """Return geometries in two dimensions, valid, None where nothing can be drawn."""
    flat = shapely.force_2d(found) if _is_deep(found) else found.copy()
    empty = shapely.is_missing(flat) | shapely.is_empty(flat)
    tally.note("geo-absent", empty)
    flat[empty] = None
    endless = ~empty & ~np.isfinite(shapely.bounds(flat)).all(axis=1)
    endless |= _has_endless(flat, empty)
    tally.note("geo-unplaceable", endless)
    flat[endless] = None
    wrong = ~empty & ~endless & (shapely.get_dimensions(flat) > 0)
    wrong[wrong] = ~shapely.is_valid(flat[wrong])
    if wrong.any():
        flat[wrong] = _valid(flat[wrong])
        lost = wrong & (shapely.is_missing(flat) | shapely.is_empty(flat))
        flat[lost] = None
        tally.note("geo-lost", lost)
        tally.note("geo-mended", wrong & ~lost)
    return flat


def moved(geometries: Geometries, move: Move, tally: Tally) -> Geometries:
    """Return geometries in WGS 84, None for those that have no place there."""
    present = ~shapely.is_missing(geometries)
    whole = geometries[present]
    found = {code: np.zeros(len(whole), dtype=bool) for code in PLACES}
    for part, coordinates, placed in _moving(whole, move):
        kept = whole[part]
        nowhere = _nowhere(kept, placed)
        if placed is not coordinates:
            kept = _at(kept, placed)
        kept[nowhere] = None
        zero = _is_zero(kept, placed)
        kept[zero] = None
        whole[part] = kept
        for code, wrong in zip(PLACES, (nowhere, zero, _is_outside(kept, placed)), strict=True):
            found[code][part] = wrong
    for code, wrong in found.items():
        tally.note(code, _among(present, wrong, fill=False))
    return cast(Geometries, _among(present, whole, fill=None))


def _among(present: np.ndarray, values: np.ndarray, fill: object) -> np.ndarray:
    """Put values back at their places, `fill` at the others."""
    if present.all():
        return values
    result = np.full(len(present), fill, dtype=values.dtype)
    result[present] = values
    return result


def _moving(geometries: Geometries, move: Move) -> Iterator[tuple[slice, np.ndarray, np.ndarray]]:
    """Yield parts of geometries, their vertices before and after; the next ones move meanwhile."""
    ends = np.cumsum(shapely.get_num_coordinates(geometries))
    cuts = np.searchsorted(ends, np.arange(AT_ONCE, ends[-1], AT_ONCE)) if len(ends) else []
    edges = np.unique([0, *cuts, len(geometries)])
    parts = [slice(start, end) for start, end in pairwise(edges)]
    with ThreadPoolExecutor(MOVERS, "move") as mover:
        before = (shapely.get_coordinates(geometries[part]) for part in parts)
        asked = [(found, mover.submit(move, found)) for found in before]
        for part, (found, answer) in zip(parts, asked, strict=True):
            yield part, found, answer.result()


def _at(geometries: Geometries, placed: np.ndarray) -> Geometries:
    """Return geometries with other vertices."""
    alone = len(placed) == len(geometries)
    if alone and (shapely.get_type_id(geometries) == shapely.GeometryType.POINT).all():
        return cast(Geometries, shapely.points(placed))
    return shapely.set_coordinates(geometries, placed)


def _is_deep(geometries: Geometries) -> bool:
    """Tell heights and measures."""
    return bool((shapely.has_z(geometries) | shapely.has_m(geometries)).any())


def _has_endless(geometries: Geometries, empty: np.ndarray) -> np.ndarray:
    """Tell geometries that have a coordinate which is no number: bounds may leave it out."""
    found = np.zeros(len(geometries), dtype=bool)
    coordinates = shapely.get_coordinates(geometries)
    if not np.isfinite(coordinates).all():
        coordinates, index = shapely.get_coordinates(geometries, return_index=True)
        found[np.unique(index[~np.isfinite(coordinates).all(axis=1)])] = True
    return found & ~empty


def _valid(geometries: Geometries) -> Geometries:
    """Make geometries valid; what collapses to something of fewer dimensions isn't kept."""
    dimensions = shapely.get_dimensions(geometries)
    made = shapely.make_valid(geometries, method="structure", keep_collapsed=False)
    made[shapely.get_dimensions(made) != dimensions] = None
    return made


def _nowhere(geometries: Geometries, placed: np.ndarray) -> np.ndarray:
    """Tell geometries of which a vertex isn't on Earth, and put those vertices at 0, 0."""
    found = np.zeros(len(geometries), dtype=bool)
    x, y = placed[:, 0], placed[:, 1]
    inside = (abs(x) <= LONGITUDES) & (abs(y) <= LATITUDES)  # false for what is no number
    if not inside.all():
        index = np.repeat(np.arange(len(geometries)), shapely.get_num_coordinates(geometries))
        found[index[~inside]] = True
        placed[~inside] = 0
    return found


def _is_zero(geometries: Geometries, placed: np.ndarray) -> np.ndarray:
    """Tell the points that are at 0° N, 0° E; `placed`: the vertices of all the geometries."""
    found = np.zeros(len(geometries), dtype=bool)
    if ((abs(placed[:, 0]) < ZERO) & (abs(placed[:, 1]) < ZERO)).any():
        points = shapely.get_type_id(geometries) == shapely.GeometryType.POINT
        x, y = shapely.get_x(geometries[points]), shapely.get_y(geometries[points])
        found[points] = (abs(x) < ZERO) & (abs(y) < ZERO)
    return found


def _is_outside(geometries: Geometries, placed: np.ndarray) -> np.ndarray:
    """Tell the geometries of which nothing is near Québec's extent; an absent one isn't outside."""
    left, bottom, right, top = QUEBEC
    west, south, east, north = left - NEAR, bottom - NEAR, right + NEAR, top + NEAR
    x, y = placed[:, 0], placed[:, 1]
    if x.min() >= west and x.max() <= east and y.min() >= south and y.max() <= north:
        return np.zeros(len(geometries), dtype=bool)
    x0, y0, x1, y1 = shapely.bounds(geometries).T
    return (x1 < west) | (x0 > east) | (y1 < south) | (y0 > north)
