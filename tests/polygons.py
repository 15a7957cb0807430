"""Layers of polygons: those of our own territories, with columns of a test's own."""

import json
from collections.abc import Iterable, Mapping, Sequence

import shapely

from pipelines.geo.territories import geometry_file


def territories(name: str) -> dict[str, shapely.Geometry]:
    """Return the polygon of each MRC or region, by its code."""
    features = json.loads(geometry_file(name).read_text(encoding="utf-8"))["features"]
    return {item["id"]: shapely.from_geojson(json.dumps(item["geometry"])) for item in features}


def collection(
    shapes: Iterable[shapely.Geometry], attributes: Mapping[str, Sequence[object]]
) -> bytes:
    """Return GeoJSON of shapes; `attributes`: column → a value for each."""
    rows = zip(*attributes.values(), strict=True)
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(attributes, row, strict=True)),
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for shape, row in zip(shapes, rows, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
