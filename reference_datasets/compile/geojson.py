"""Write a layer as GeoJSON (RFC 7946), a feature a line, and read it back."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

Properties = Mapping[str, str]


def write_geojson(
    path: Path,
    about: Properties,
    rows: Sequence[Properties],
    geometries: Mapping[str, BaseGeometry],
) -> None:
    """Write one feature for each row that has a geometry, by its `code`; `about`: foreign members.

    The same input gives the same bytes.
    """
    features = [
        {
            "type": "Feature",
            "id": row["code"],
            "properties": row,
            "geometry": mapping(geometries[row["code"]]),
        }
        for row in rows
        if row["code"] in geometries
    ]
    head = _compact({"type": "FeatureCollection", **about})[:-1]
    lines = ",\n".join(_compact(feature) for feature in features)
    path.write_text(f'{head},"features":[\n{lines}\n]}}\n', encoding="utf-8")


def read_shapes(path: Path) -> dict[str, BaseGeometry]:
    """Return the geometry of each feature, by its id."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {feature["id"]: shape(feature["geometry"]) for feature in features}


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
