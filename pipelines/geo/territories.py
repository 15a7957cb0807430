"""The polygons of the MRC and regions that come with the library."""

import json
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
import shapely

from pipelines.geo.model import Extent

LIGHT, ROUND = 0.02, 0.001  # degrees: what isn't seen when all Québec is
NEAR = 0.05  # degrees around Québec, for its islands and for what simplifying its borders took


@cache
def mrc_polygons() -> tuple[tuple[str, ...], np.ndarray]:
    """Return the codes of the MRC and their polygons in WGS 84, prepared for many questions."""
    content = geometry_file("mrc").read_text(encoding="utf-8")
    codes = tuple(feature["id"] for feature in _features(content))
    polygons = shapely.get_parts(shapely.from_geojson(content))
    shapely.prepare(polygons)
    return codes, polygons


@cache
def quebec() -> shapely.Geometry:
    """Return Québec's polygon, a little larger than it is."""
    _, polygons = mrc_polygons()
    return shapely.buffer(shapely.union_all(polygons), NEAR, quad_segs=1)


def geometry_file(name: str) -> Traversable:
    """Return the newest layer of a reference dataset, GeoJSON."""
    folder = resources.files("reference_datasets").joinpath(name)
    vintages = (item for item in folder.iterdir() if item.joinpath("geometry.geojson").is_file())
    return max(vintages, key=lambda item: item.name).joinpath("geometry.geojson")


@cache
def light_geometry(name: str) -> bytes:
    """Return the same layer, its shared borders simplified alike, to be seen from afar."""
    collection = json.loads(geometry_file(name).read_text(encoding="utf-8"))
    features = collection["features"]
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    simple = shapely.coverage_simplify(shapes, LIGHT)
    texts = shapely.to_geojson(shapely.set_precision(simple, ROUND, mode="pointwise"))
    for feature, text in zip(features, texts, strict=True):
        feature["geometry"] = json.loads(text)
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def territory_bounds(name: str) -> dict[str, Extent]:
    """Return the bounds of each territory of a reference dataset, by its code."""
    features = _features(geometry_file(name).read_text(encoding="utf-8"))
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    rows = shapely.bounds(shapes).tolist()
    return {feature["id"]: tuple(row) for feature, row in zip(features, rows, strict=True)}


@cache
def vintages() -> dict[str, str]:
    """Return the vintage of the polygons of regions and of MRC: « V2024-03 »."""
    names = {"regions": "regions-administratives", "mrc": "mrc"}
    return {key: _vintage(name) for key, name in names.items()}


def _vintage(name: str) -> str:
    said = json.loads(geometry_file(name).read_text(encoding="utf-8"))["version_geometrie"]
    return said.partition(" ")[0]


def _features(content: str) -> list[dict]:
    return json.loads(content)["features"]
