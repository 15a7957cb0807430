"""Count the features of a layer by MRC."""

from collections import Counter

import numpy as np
import shapely

from pipelines.geo.reading import Geometries
from pipelines.geo.territories import mrc_polygons

CLOSELY = 50_000  # polygons above which the middle of their bounds is near enough


def count_by_mrc(geometries: Geometries, counts: dict[str, int]) -> None:
    """Add to `counts` how many of these features, none of them absent, are in each MRC."""
    x, y = _places(geometries)
    codes, polygons = mrc_polygons()
    found = Counter(counts)
    bounds = shapely.bounds(polygons)
    for code, polygon, (west, south, east, north) in zip(codes, polygons, bounds, strict=True):
        near = (x >= west) & (x <= east) & (y >= south) & (y <= north)
        if near.any():
            found[code] += int(shapely.contains_xy(polygon, x[near], y[near]).sum())
    counts.update({code: count for code, count in found.items() if count})


def _places(geometries: Geometries) -> np.ndarray:
    """Return one place for each feature, longitudes then latitudes."""
    if (shapely.get_type_id(geometries) == shapely.GeometryType.POINT).all():
        return np.vstack((shapely.get_x(geometries), shapely.get_y(geometries)))
    if len(geometries) <= CLOSELY:
        points = shapely.point_on_surface(geometries)
        return np.vstack((shapely.get_x(points), shapely.get_y(points)))
    west, south, east, north = shapely.bounds(geometries).T
    return np.vstack(((west + east) / 2, (south + north) / 2))
