"""Mend geometries where it is safe, and tell of what couldn't be."""

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
    geometries = geometries.copy()
    present = ~shapely.is_missing(geometries)
    if not present.any():
        return geometries
    kept = geometries[present]
    coordinates = shapely.get_coordinates(kept)
    placed = move(coordinates)
    nowhere = _nowhere(kept, placed)
    if placed is not coordinates:
        shapely.set_coordinates(kept, placed)
    kept[nowhere] = None
    zero = _is_zero(kept, placed)
    kept[zero] = None
    geometries[present] = kept
    for code, found in (
        ("geo-unplaceable", nowhere),
        ("geo-zero", zero),
        ("geo-outside-some", _is_outside(kept, placed)),
    ):
        whole = np.zeros(len(geometries), dtype=bool)
        whole[present] = found
        tally.note(code, whole)
    return geometries


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
    if (abs(placed) < ZERO).all(axis=1).any():
        points = shapely.get_type_id(geometries) == shapely.GeometryType.POINT
        x, y = shapely.get_x(geometries[points]), shapely.get_y(geometries[points])
        found[points] = (abs(x) < ZERO) & (abs(y) < ZERO)
    return found


def _is_outside(geometries: Geometries, placed: np.ndarray) -> np.ndarray:
    """Tell the geometries of which nothing is near Québec's extent; an absent one isn't outside."""
    left, bottom, right, top = QUEBEC
    west, south, east, north = left - NEAR, bottom - NEAR, right + NEAR, top + NEAR
    if (placed >= (west, south)).all() and (placed <= (east, north)).all():
        return np.zeros(len(geometries), dtype=bool)
    x0, y0, x1, y1 = shapely.bounds(geometries).T
    return (x1 < west) | (x0 > east) | (y1 < south) | (y0 > north)
