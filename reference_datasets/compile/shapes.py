"""Simplify boundaries once for both layers, so that neighbours keep the same border."""

import geopandas
import shapely
from pyproj.transformer import TransformerGroup
from shapely.geometry.base import BaseGeometry

from reference_datasets.compile.layers import NAD83, WGS84

LAMBERT = 32198  # NAD83 / Québec Lambert: metres
TOLERANCE = 500  # metres: side of the smallest triangle that Visvalingam-Whyatt keeps
DECIMALS = 5  # of a degree: 1 m
OPERATION = "NAD83 to WGS 84 (1)"  # EPSG:1188, no displacement, accurate to 4 m


def simplified_pieces(
    mrc: geopandas.GeoDataFrame, regions: geopandas.GeoDataFrame
) -> geopandas.GeoDataFrame:
    """Return the pieces (MRC of 2017 × region of 2024) simplified as one coverage, in WGS 84.

    Columns: code, code_region, geometry. Raises ValueError when the pieces aren't a coverage.
    """
    areas = regions[["code_region", "geometry"]]
    pieces = geopandas.overlay(mrc, areas, how="intersection", keep_geom_type=True)
    pieces = pieces.dissolve(["code", "code_region"], as_index=False)
    _check_coverage(pieces)
    plane = pieces.to_crs(LAMBERT)
    simple = shapely.coverage_simplify(plane.geometry.values, TOLERANCE)
    return _to_wgs84(plane.assign(geometry=simple).to_crs(NAD83))


def dissolved(pieces: geopandas.GeoDataFrame, key: str) -> dict[str, BaseGeometry]:
    """Return key → geometry, the pieces of a key made one, with the exterior ring anticlockwise.

    Raises ValueError when a geometry is not valid or when two overlap.
    """
    _check_coverage(pieces)
    whole = pieces.dissolve(key, method="coverage")
    _check_coverage(whole)
    if not whole.is_valid.all():
        raise ValueError(f"invalid: {list(whole.index[~whole.is_valid])}")
    return dict(zip(whole.index, shapely.orient_polygons(whole.geometry.values), strict=True))


def _to_wgs84(pieces: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Transform by the operation we name, and round; raises ValueError if PROJ chose another."""
    operations = TransformerGroup(NAD83, WGS84, always_xy=True).transformers
    operation = next((item for item in operations if OPERATION in item.description), None)
    if operation is None:
        raise ValueError(f"no {OPERATION}")
    moved = shapely.transform(pieces.geometry.values, operation.transform, interleaved=False)
    rounded = shapely.transform(moved, lambda points: points.round(DECIMALS))
    return pieces.assign(geometry=rounded).set_crs(WGS84, allow_override=True)


def _check_coverage(pieces: geopandas.GeoDataFrame) -> None:
    if not shapely.coverage_is_valid(pieces.geometry.values):
        edges = shapely.coverage_invalid_edges(pieces.geometry.values)
        raise ValueError(f"not a coverage: {[edge.wkt for edge in edges if not edge.is_empty]}")
