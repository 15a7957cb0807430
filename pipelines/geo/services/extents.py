"""Bring the extent that a service gives to WGS 84, west first, whatever the order it uses."""

import math
import re
from collections.abc import Sequence

from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from pipelines.geo.model import WGS84, Extent

Box = tuple[float, float, float, float]
QUEBEC: Extent = (-80.0, 44.0, -57.0, 63.0)
MERCATOR = ("EPSG:3857", "EPSG:900913", "EPSG:102100", "EPSG:102113", "EPSG:3785")
LONGITUDE_FIRST = ("CRS:84", "OGC:CRS84")
LONGEST_CODE = 100
CODE = re.compile(r"(?:epsg|esri).*?(\d{3,6})$", re.IGNORECASE)


def epsg(system: str) -> str:
    """Return « EPSG:4326 » for any of the ways to write it, the text itself for other systems."""
    text = system.strip()
    found = CODE.search(text[:LONGEST_CODE])
    if found:
        return f"EPSG:{found[1]}"
    return "CRS:84" if text.upper().endswith(("CRS:84", "CRS84")) else text


def extent_of(box: Sequence[float], system: str = WGS84) -> Extent | None:
    """Return in WGS 84 a box whose eastings or longitudes come first; None when it makes no sense.

    Services exchange latitudes and longitudes whatever the standard says: when the box is away from
    Québec and its exchange meets it, it is exchanged.
    """
    west, south, east, north = box
    degrees = _degrees((west, south, east, north), epsg(system))
    if degrees is None:
        return None
    west, south, east, north = degrees
    exchanged = (south, west, north, east)
    if not _meets_quebec(degrees) and _fine(exchanged) and _meets_quebec(exchanged):
        return exchanged
    return degrees if _fine(degrees) else None


def _degrees(box: Box, code: str) -> Box | None:
    if code in (WGS84, *LONGITUDE_FIRST):
        return box
    try:
        source = CRS.from_authority("EPSG", 3857 if code in MERCATOR else code.partition(":")[2])
        return Transformer.from_crs(source, WGS84, always_xy=True).transform_bounds(*box)
    except (CRSError, ProjError):
        return None


def _fine(box: Box) -> bool:
    west, south, east, north = box
    return (
        all(map(math.isfinite, box))
        and -180 <= west <= east <= 180  # noqa: PLR2004 - degrees
        and -90 <= south <= north <= 90  # noqa: PLR2004
    )


def _meets_quebec(box: Box) -> bool:
    return (
        box[0] <= QUEBEC[2] and box[2] >= QUEBEC[0] and box[1] <= QUEBEC[3] and box[3] >= QUEBEC[1]
    )
