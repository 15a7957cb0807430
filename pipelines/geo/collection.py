"""Tell a GeoJSON collection, which has one layer, without having GDAL read it whole."""

import re
from pathlib import Path

from pipelines.geo.unpack import Source

SMALL = 1_000_000  # octets, below which GDAL is asked
HEAD = 1 << 18
COLLECTION = re.compile(rb'"type"\s*:\s*"FeatureCollection"')
FEATURE = re.compile(rb'"type"\s*:\s*"Feature"')
SHAPE = re.compile(rb'"geometry"\s*:\s*\{')
OTHERS = (b'"Topology"', b'"esri', b'"spatialReference"', b'"wkid"')  # other kinds of JSON


def is_collection(source: Source) -> bool:
    """Say whether a file is a large GeoJSON collection whose first features have shapes."""
    if source.kind != "json" or source.path.stat().st_size < SMALL:
        return False
    head = _head(source.path)
    return bool(
        COLLECTION.search(head)
        and FEATURE.search(head)
        and SHAPE.search(head)
        and not any(word in head for word in OTHERS)
    )


def features_of(path: Path) -> int:
    """Return about how many features a collection has, from the first ones."""
    head = _head(path)
    return len(FEATURE.findall(head)) * path.stat().st_size // max(1, len(head))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)
