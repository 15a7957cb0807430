"""Read our GeoJSON without any GIS library: areas, points inside, shared borders."""

import json
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise

Point = tuple[float, float]
Ring = list[Point]


def layer(name: str) -> dict:
    """Return the newest GeoJSON of a reference dataset."""
    folder = resources.files("reference_datasets").joinpath(name)
    vintage = max(item.name for item in folder.iterdir() if item.is_dir())
    return json.loads(folder.joinpath(vintage, "geometry.geojson").read_text(encoding="utf-8"))


def polygons(feature: dict) -> list[list[Ring]]:
    """Return the polygons of a feature, each an exterior ring and its holes."""
    geometry = feature["geometry"]
    found = geometry["coordinates"]
    nested = [found] if geometry["type"] == "Polygon" else found
    return [[[(x, y) for x, y in ring] for ring in polygon] for polygon in nested]


def signed_area(ring: Ring) -> float:
    """Return a ring's area in square degrees, positive when it turns anticlockwise."""
    return sum(x * b - a * y for (x, y), (a, b) in pairwise(ring)) / 2


def area(feature: dict) -> float:
    """Return a feature's area in square degrees, its holes taken away."""
    return sum(signed_area(ring) for polygon in polygons(feature) for ring in polygon)


def contains(feature: dict, point: Point) -> bool:
    """Tell whether a point is inside a feature: an odd number of its edges are to the east."""
    crossings = sum(_crosses(edge, point) for edge in edges(feature))
    return crossings % 2 == 1


def edges(feature: dict) -> Iterator[tuple[Point, Point]]:
    """Yield the edges of a feature in the direction of its rings."""
    for polygon in polygons(feature):
        for ring in polygon:
            yield from pairwise(ring)


def unmatched_edges(collection: dict) -> Counter[tuple[Point, Point]]:
    """Count the edges that no neighbour has in the other direction."""
    every = Counter(edge for feature in collection["features"] for edge in edges(feature))
    return Counter({edge: n for edge, n in every.items() if every[edge[::-1]] != n})


def _crosses(edge: tuple[Point, Point], point: Point) -> bool:
    (x, y), (a, b) = edge
    if (y > point[1]) == (b > point[1]):
        return False
    return point[0] < x + (point[1] - y) / (b - y) * (a - x)
