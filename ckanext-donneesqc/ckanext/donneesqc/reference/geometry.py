"""Read the shapes that go with a set, and draw one without a script."""

import json
from math import cos, radians
from pathlib import Path

import shapely

LARGEST = 50 << 20  # octets of a file of boundaries
WIDTH, HEIGHT, MARGIN = 420, 320, 8  # of a drawing
FEWEST = 0.5  # units of the drawing, below which a detail isn't seen


def geometries(path: Path) -> dict[str, str]:
    """Return the GeoJSON geometry of each feature of a file that has an `id`; none when too big."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return {}
    with path.open(encoding="utf-8") as file:
        features = json.load(file).get("features") or []
    return {
        str(feature["id"]): json.dumps(feature["geometry"], separators=(",", ":"))
        for feature in features
        if feature.get("id") is not None and feature.get("geometry")
    }


def outline(geometry: str) -> dict:
    """Return the path of an SVG drawing of a shape, north up: `path`, `width`, `height`.

    The scale is that of the middle of the shape: fit to be recognized, not to be measured.
    """
    shape = shapely.from_geojson(geometry)
    _, south, _, north = shape.bounds
    narrow = shapely.transform(shape, lambda points: points * (_narrowing(south, north), -1))
    left, top, right, bottom = narrow.bounds
    scale = min(
        (WIDTH - 2 * MARGIN) / max(right - left, 1e-9),
        (HEIGHT - 2 * MARGIN) / max(bottom - top, 1e-9),
    )
    drawn = shapely.transform(narrow, lambda points: (points - (left, top)) * scale + MARGIN)
    simple = shapely.simplify(drawn, FEWEST)
    width, height = (right - left) * scale + 2 * MARGIN, (bottom - top) * scale + 2 * MARGIN
    return {"path": _path(simple), "width": round(width), "height": round(height)}


def _narrowing(south: float, north: float) -> float:
    """Return how much shorter a degree of longitude is than one of latitude."""
    return cos(radians((south + north) / 2))


def _path(shape: shapely.Geometry) -> str:
    rings = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            rings += [part.exterior, *part.interiors]
    return "".join(_ring(ring) for ring in rings if not ring.is_empty)


def _ring(ring: shapely.Geometry) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shapely.get_coordinates(ring).tolist())
    return f"M{points}Z"
