"""Read the shapes that go with a set."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import shapely
from ckan import model
from ckanext.donneesqc.reference.model import EntityRecord
from shapely.geometry.base import BaseGeometry

log = logging.getLogger(__name__)
LARGEST = 50 << 20  # octets of a file of boundaries
MOST = 2_000  # shapes of a set that are drawn around one


@dataclass(frozen=True)
class Shape:
    """An entity's shape, and its name."""

    name: str
    shape: BaseGeometry


def geometries(path: Path) -> dict[str, str]:
    """Return the GeoJSON geometry of each feature of a file that has an `id`; none when too big."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return {}
    try:
        with path.open(encoding="utf-8") as file:
            features = json.load(file)["features"]
        return {
            str(feature["id"]): json.dumps(feature["geometry"], separators=(",", ":"))
            for feature in features
            if feature.get("id") is not None and feature.get("geometry")
        }
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        log.warning("%s isn't GeoJSON: the set has no shapes", path)
        return {}


@lru_cache(maxsize=8)
def shapes_of(set_name: str, mark: str) -> Mapping[str, Shape]:  # noqa: ARG001 - it dates them
    """Return the shapes of a set as it is at a mark, by identifier; the first 2 000 of them."""
    columns = (EntityRecord.identifier, EntityRecord.name, EntityRecord.geometry)
    query = model.Session.query(*columns).filter(
        EntityRecord.set_name == set_name, EntityRecord.geometry != ""
    )
    rows = query.order_by(EntityRecord.identifier).limit(MOST).all()
    shapes = shapely.from_geojson([row.geometry for row in rows])
    return {row.identifier: Shape(row.name, shape) for row, shape in zip(rows, shapes, strict=True)}
