"""See where the entities of a Shapefile, a GeoPackage or another geographic file lie."""

from collections.abc import Iterator
from pathlib import Path

import shapely

from pipelines.certification.subject import Geometry
from pipelines.geo.formats import kind_of
from pipelines.geo.model import WGS84
from pipelines.geo.reading import Reading
from pipelines.geo.systems import way_to_wgs84
from pipelines.geo.territories import quebec
from pipelines.geo.unpack import Source, unpack
from pipelines.geo.vector import read_layers
from pipelines.messages import Refusal

SAME_AS_WGS84 = "OGC:CRS84"


def layers_of(
    label: str, path: Path, column: str, identifiers: frozenset[str]
) -> Iterator[Geometry]:
    """Yield what each layer of a file says of where entities are; one that can't be read, nothing.

    `column`: that of the identifiers; a layer without it is taken to have those of the table.
    """
    scratch = path.with_name(f"{path.name}-couches")
    scratch.mkdir()
    try:
        kind = kind_of(path)
        sources = unpack(path, scratch) if kind == "zip" else [_beside(path, kind, label, scratch)]
        for source in sources:
            for reading in read_layers(source, scratch):
                yield _geometry(f"{label} – {reading.name}", reading, column, identifiers)
    except Refusal:
        yield Geometry(label, "", 0, 0, frozenset())


def _geometry(label: str, reading: Reading, column: str, identifiers: frozenset[str]) -> Geometry:
    if reading.system is None:
        return Geometry(label, "", 0, 0, frozenset())
    way = way_to_wgs84(reading.system)
    code = WGS84 if way.system.code == SAME_AS_WGS84 else way.system.code
    features, outside, found = 0, 0, set()
    for part in reading.parts():
        shapes = part.geometries[~shapely.is_missing(part.geometries)]
        places = shapely.get_coordinates(shapely.point_on_surface(shapes))
        moved = way.move(places)
        inside = shapely.contains_xy(quebec(), moved[:, 0], moved[:, 1])
        features += len(part.geometries)
        outside += len(shapes) - int(inside.sum())
        if column in part.attributes.column_names:
            found |= {str(item) for item in part.attributes[column].to_pylist()}
    has_own = column in reading.schema.names
    return Geometry(label, code, features, outside, frozenset(found) if has_own else identifiers)


def _beside(path: Path, kind: str, label: str, scratch: Path) -> Source:
    """Return a file under a name that says its kind: GDAL goes by it."""
    link = scratch / f"source.{kind}"
    link.symlink_to(path.absolute())
    return Source(link, kind, label)
