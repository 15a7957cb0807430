"""Columns that name a region, an MRC or a municipality tell whether features are where they say."""

import unicodedata
from collections import defaultdict
from functools import cache

import numpy as np
import pyarrow as pa
import shapely

from pipelines.geo.reading import Part
from pipelines.geo.systems import Move
from pipelines.geo.territories import mrc_polygons
from pipelines.territory import load_set, official_name

SAMPLE = 500  # features
NAMING = 0.8  # of a column's values, for it to be one that names territories


def agreement(first: Part, move: Move) -> float:
    """Return the share of features that lie in the territory which one of their columns names.

    0.0 when no column names territories.
    """
    chosen = np.flatnonzero(
        ~shapely.is_missing(first.geometries) & ~shapely.is_empty(first.geometries)
    )
    chosen = chosen[:: max(1, len(chosen) // SAMPLE)]
    places = _places(first.geometries[chosen], move)
    shares = (
        _agreeing(column.take(pa.array(chosen)), places) for column in first.attributes.columns
    )
    return max(shares, default=0.0)


def _agreeing(column: pa.ChunkedArray, places: list[str]) -> float:
    if column.type != pa.string():
        return 0.0
    named = [_territories().get(_folded(value or ""), frozenset()) for value in column.to_pylist()]
    if sum(map(bool, named)) < NAMING * len(named):
        return 0.0
    agreeing = sum(place in codes for place, codes in zip(places, named, strict=True))
    return agreeing / max(1, len(named))


def _places(geometries: np.ndarray, move: Move) -> list[str]:
    """Return the code of the MRC in which each geometry's middle is, "" when it is in none."""
    west, south, east, north = shapely.bounds(geometries).T
    placed = move(np.column_stack(((west + east) / 2, (south + north) / 2)))
    points = np.asarray(shapely.points(np.where(np.isfinite(placed), placed, 0.0)))
    codes, polygons = mrc_polygons()
    found = [""] * len(points)
    for point, polygon in shapely.STRtree(polygons).query(points, predicate="within").T:
        found[point] = codes[polygon]
    return found


@cache
def _territories() -> dict[str, frozenset[str]]:
    """Return the MRC that a name stands for: a region's, its own, that of a municipality."""
    named: dict[str, set[str]] = defaultdict(set)
    regions = dict(load_set("regions-administratives").select("code", "nom").rows())
    for code, name, region in load_set("mrc").select("code", "nom", "code_region").rows():
        named[_folded(name)].add(code)
        named[_folded(regions.get(region, region))].add(code)
    towns = load_set("municipalites").select("code", "nom", "code_mrc")
    for code, name, mrc in towns.rows():
        named[_folded(name)].add(mrc)
        named[code].add(mrc)
    return {name: frozenset(codes) for name, codes in named.items()}


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", official_name(name)).casefold()
    letters = (
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join("".join(letters).split())
