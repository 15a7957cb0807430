"""Read the shapes that go with a set."""

import json
from functools import lru_cache
from pathlib import Path

import shapely
from ckan import model
from ckanext.donneesqc.reference.model import EntityRecord

LARGEST = 50 << 20  # octets of a file of boundaries
MOST = 2_000  # shapes of a set that are drawn around one


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


@lru_cache(maxsize=8)
def shapes_of(set_name: str, mark: str) -> tuple[shapely.Geometry, ...]:  # noqa: ARG001 - it dates them
    """Return the shapes of a set as it is at a mark; none of a set that has too many."""
    query = model.Session.query(EntityRecord.geometry).filter(
        EntityRecord.set_name == set_name, EntityRecord.geometry != ""
    )
    texts = [row.geometry for row in query.limit(MOST + 1)]
    return tuple(shapely.from_geojson(texts)) if len(texts) <= MOST else ()
