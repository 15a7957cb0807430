"""Read geometries written in the cells of a table: WKT, EWKT, GeoJSON, WKB in hexadecimal."""

import re
from collections.abc import Sequence

import numpy as np
import shapely

from pipelines.geo.reading import Geometries

SRID = re.compile(r"^\s*SRID=(\d+);", re.IGNORECASE)
HEXADECIMAL = re.compile(r"^0[01][0-9A-Fa-f]{10,}$")
WORDS = re.compile(
    r"^\s*(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)|^\s*GEOMETRYCOLLECTION", re.I
)
DEEPEST, MOST_NESTED = 32, 1_000
NESTED = ("0107000000", "0000000007")  # how a collection begins
LONGEST = 64 << 20  # characters of one cell


def is_shape(cell: str) -> bool:
    """Tell a cell that seems to hold a geometry."""
    return bool(WORDS.match(cell) or HEXADECIMAL.match(cell)) or (
        cell.startswith("{") and '"coordinates"' in cell
    )


def read_shapes(cells: Sequence[str | None]) -> Geometries:
    """Return the geometries, None for what can't be read."""
    return np.array([_shape(cell.strip()) if cell else None for cell in cells], dtype=object)


def said_system(cell: str) -> int | None:
    """Return the EPSG code that an EWKT or EWKB says, None when it says nothing."""
    written = SRID.match(cell)
    if written:
        return int(written[1])
    if HEXADECIMAL.match(cell):
        return int(shapely.get_srid(_shape(cell))) or None
    return None


def _is_deep(cell: str) -> bool:
    """Tell collections in collections, of which GEOS reads each by calling itself."""
    if HEXADECIMAL.match(cell):
        return sum(map(cell.count, NESTED)) > MOST_NESTED
    return cell.casefold().count("geometrycollection") > DEEPEST


def _shape(cell: str) -> shapely.Geometry | None:
    if len(cell) > LONGEST or _is_deep(cell):
        return None
    if cell.startswith("{"):
        return shapely.from_geojson(cell, on_invalid="ignore")
    if HEXADECIMAL.match(cell):
        return shapely.from_wkb(cell, on_invalid="ignore")
    return shapely.from_wkt(SRID.sub("", cell), on_invalid="ignore")
