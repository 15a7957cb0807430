"""Tell the layers whose polygons are the territories that one of their columns names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyogrio
import shapely

from pipelines.geo.model import SURFACES, Finding
from pipelines.geo.names import GEOMETRY, TABLE
from pipelines.geo.rates import MOST_FEATURES, measures
from pipelines.geo.reading import Geometries
from pipelines.territory import find_territory

LEVELS = {"municipality": "municipalities", "mrc": "mrc", "region": "regions"}
PARTS = 1.5  # features for each territory
LEAST = 0.5  # of the known area, which sea isn't in: maritime territories are drawn larger
DEGREE = 111.2  # km


@dataclass(frozen=True)
class Ground:
    """What polygons stand on: `level` of the territories, feature number → code, `finding`."""

    level: str = ""
    codes: dict[int, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def ground_of(path: Path, geometry: str, features: int) -> Ground:
    """Return which territory each polygon of a kept layer is, nothing when they aren't territories.

    They are when a column names them and they cover them: the parks or the lots of an MRC aren't
    the MRC, nor are they as large.
    """
    if geometry not in SURFACES or features > MOST_FEATURES:
        return Ground()
    meta, table = pyogrio.read_arrow(path, layer=TABLE, return_fids=True)
    rows = table.drop_columns([GEOMETRY, meta["fid_column"]])
    placed = _placed(rows)
    if placed is None:
        return Ground()
    level, column, said = placed
    geometries = shapely.from_wkb(table.column(GEOMETRY).to_numpy())
    codes = _covered(level, said, geometries)
    fids = table.column(meta["fid_column"]).to_pylist()
    found = {fid: code for fid, code in zip(fids, said, strict=True) if code in codes}
    if not found or len(found) > PARTS * len(codes):
        return Ground()
    return Ground(level, found, (Finding(f"geo-ground-{level}", {"column": column}),))


def _placed(rows: pa.Table) -> tuple[str, str, list[str]] | None:
    """Return the level and the column that name territories, and what each feature is in."""
    frame = pl.DataFrame(pl.from_arrow(rows))
    columns = {name: frame[name].cast(pl.String) for name in frame.columns}
    found = find_territory(columns)
    if found is None:
        return None
    return LEVELS[found.level], found.column, found.place(columns)[found.level].to_list()


def _covered(level: str, codes: Sequence[str], geometries: Geometries) -> set[str]:
    """Return the territories whose polygons together are at least half as large as they are."""
    drawn: dict[str, float] = defaultdict(float)
    for code, area in zip(codes, _areas(geometries), strict=True):
        drawn[code] += area
    known = measures(level, "area")
    return {code for code, area in drawn.items() if area >= LEAST * known.get(code, np.inf)}


def _areas(geometries: Geometries) -> list[float]:
    """Return about how large each feature is, in km²."""
    latitudes = np.nan_to_num(shapely.get_y(shapely.centroid(geometries)))
    degrees = np.nan_to_num(shapely.area(geometries))
    return (degrees * np.cos(np.radians(latitudes)) * DEGREE**2).tolist()
