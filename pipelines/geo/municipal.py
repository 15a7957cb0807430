"""Draw municipalities: the polygons of a kept layer, made light enough to lie under a table."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from pipelines.geo.bounds import municipal_codes
from pipelines.geo.model import SURFACES, Finding, Layer
from pipelines.geo.names import AFAR, GEOMETRY, NEAR, TABLE
from pipelines.matching.reference import names_of
from pipelines.messages import Refusal

MARK_LENGTH = 12
POLYGON = 2  # dimensions
Polygons = Mapping[str, shapely.Geometry]


@dataclass(frozen=True)
class Weight:
    """How light a drawing is made: simplified from `finest` on, in degrees, up to `most` octets."""

    finest: float
    grid: float
    most: int


FROM_NEAR = Weight(0.0002, 0.0001, 1_400_000)
FROM_AFAR = Weight(0.01, 0.001, 400_000)
COARSEST = 0.03  # degrees


def keep_municipalities(layers: Sequence[Layer], folder: Path) -> list[Layer]:
    """Write the drawings of the municipalities beside the layers that were kept in a folder.

    They are of the layer whose polygons name most municipalities, which then has a mark of their
    content. When none does, a finding of the first layer says so.
    """
    found = [
        municipal_polygons(folder / layer.file) if _is_surface(layer) else {} for layer in layers
    ]
    best = max(range(len(layers)), key=lambda rank: len(found[rank]))
    kept = list(layers)
    if found[best]:
        kept[best] = replace(kept[best], municipalities=_draw(found[best], folder))
    else:
        none = Finding("geo-municipal-polygons-none")
        kept[0] = replace(kept[0], findings=(*kept[0].findings, none))
    return kept


def municipal_polygons(path: Path) -> dict[str, shapely.Geometry]:
    """Return the polygon of each municipality of a kept layer, its parts together, by its code.

    There are none when no column of the layer surely names municipalities.
    """
    try:
        codes = np.array(municipal_codes(path))
    except Refusal:
        return {}
    _, table = pyogrio.read_arrow(path, layer=TABLE, columns=[])
    geometries = shapely.from_wkb(table.column(GEOMETRY).to_numpy())
    parts, rows = shapely.get_parts(geometries, return_index=True)
    kept = (shapely.get_dimensions(parts) == POLYGON) & (codes[rows] != "")
    parts, owners = parts[kept], codes[rows][kept]
    return {str(code): shapely.union_all(parts[owners == code]) for code in np.unique(owners)}


def _is_surface(layer: Layer) -> bool:
    return layer.geometry in SURFACES


def _draw(polygons: Polygons, folder: Path) -> str:
    """Write what is seen from near and from afar; return a mark that changes with it."""
    near, simple = _light(polygons, FROM_NEAR)
    afar, _ = _light(simple, FROM_AFAR)
    (folder / NEAR).write_bytes(near)
    (folder / AFAR).write_bytes(afar)
    return hashlib.sha256(near + afar).hexdigest()[:MARK_LENGTH]


def _light(polygons: Polygons, weight: Weight) -> tuple[bytes, Polygons]:
    """Return the polygons simplified as little as their weight allows, written and as they are."""
    tolerance = weight.finest
    while True:
        polygons = _simplified(polygons, tolerance)
        content = _collection(polygons, weight.grid)
        tolerance *= 2
        if len(content) <= weight.most or tolerance > COARSEST:
            return content, polygons


def _simplified(polygons: Polygons, tolerance: float) -> Polygons:
    """Simplify polygons so that neighbours keep the same border."""
    simple = shapely.coverage_simplify(np.array(list(polygons.values())), tolerance)
    return dict(zip(polygons, simple, strict=True))


def _collection(polygons: Polygons, grid: float) -> bytes:
    """Write polygons as GeoJSON, with their `code` and their `nom`."""
    names = names_of("municipalites")
    rounded = shapely.set_precision(list(polygons.values()), grid, mode="pointwise")
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"code": code, "nom": names.get(code, code)},
            "geometry": json.loads(text),
        }
        for code, text in zip(polygons, shapely.to_geojson(rounded), strict=True)
    ]
    collection = {"type": "FeatureCollection", "name": "municipalites", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
