"""Where the territories are that tables name."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pyogrio

from pipelines.geo.model import Extent
from pipelines.geo.names import TABLE
from pipelines.geo.territories import territory_bounds
from pipelines.messages import Refusal
from pipelines.territory import find_territory

SETS = {"mrc": "mrc", "regions": "regions-administratives"}


def extents(drawing: str) -> dict[str, Extent]:
    """Return the extent of each MRC or region: code → west, south, east, north."""
    return territory_bounds(SETS[drawing])


def municipal_extents(path: Path) -> dict[str, Extent]:
    """Return the extent of each municipality of a kept layer, by its five-digit code.

    Raises Refusal when no column of the layer names municipalities.
    """
    _, bounds = pyogrio.read_bounds(path, layer=TABLE)
    return _by_code(municipal_codes(path), bounds.T.tolist())


def municipal_codes(path: Path) -> list[str]:
    """Return the five-digit code of each feature's municipality in a kept layer, "" when unknown.

    Raises Refusal when no column of the layer names municipalities.
    """
    _, table = pyogrio.read_arrow(path, layer=TABLE, read_geometry=False)
    frame = pl.DataFrame(pl.from_arrow(table))
    columns = {name: frame[name].cast(pl.String) for name in frame.columns}
    found = find_territory(columns)
    if found is None or found.level != "municipality":
        raise Refusal("geo-table-without-place", columns=", ".join(columns))
    return found.place(columns)["municipality"].fill_null("").to_list()


def union(found: Iterable[Extent]) -> Extent:
    """Return the extent of several extents; there must be one."""
    west, south, east, north = zip(*found, strict=True)
    return min(west), min(south), max(east), max(north)


def _by_code(codes: Iterable[str], bounds: Iterable[list[float]]) -> dict[str, Extent]:
    """Return the extent of each code, of all its parts together; what has no code is left out."""
    found: dict[str, Extent] = {}
    for code, (west, south, east, north) in zip(codes, bounds, strict=True):
        if code:
            extent = (west, south, east, north)
            found[code] = union((found[code], extent)) if code in found else extent
    return found
