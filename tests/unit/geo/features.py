"""What a WFS answers in tests: features in each format, page by page."""

import json
from collections.abc import Callable
from pathlib import Path

from pipelines.geo.model import Layer
from pipelines.geo.prepare import prepare
from pipelines.geo.services import Features, fetch_features, read_service
from tests.unit.fetch.ministry import Answer, serve
from tests.unit.geo.live import Parameters, World, exception, made_up, xml

MONTREAL = (-73.5673, 45.5017)
NAMESPACES = (
    'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:fic="https://carto.exemple.qc.ca/fic"'
)


def feature(number: int) -> dict:
    """Return a GeoJSON feature near Montréal."""
    place = [MONTREAL[0] + number / 1e4, MONTREAL[1]]
    geometry = {"type": "Point", "coordinates": place}
    own = {"nom": f"Caserne n° {number}"}
    return {"type": "Feature", "id": f"c.{number}", "properties": own, "geometry": geometry}


def geojson(numbers: range, **members: object) -> bytes:
    """Return GeoJSON of some features."""
    found = [feature(number) for number in numbers]
    return json.dumps({"type": "FeatureCollection", "features": found, **members}).encode()


def gml(count: int, matched: str = "2") -> bytes:
    """Return GML 3.2 whose latitudes come first, as its URN says."""
    member = (
        '<wfs:member><fic:casernes gml:id="c.{0}"><fic:nom>Caserne {0}</fic:nom><fic:geom>'
        '<gml:Point gml:id="p.{0}" srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>45.5017 -73.5673'
        "</gml:pos></gml:Point></fic:geom></fic:casernes></wfs:member>"
    )
    members = "".join(member.format(number) for number in range(count))
    head = f'<wfs:FeatureCollection {NAMESPACES} numberMatched="{matched}">'
    return f"<?xml version='1.0'?>{head}{members}</wfs:FeatureCollection>".encode()


CSV = b"FID,nom,latitude,longitude\nc.1,Caserne,45.5017,-73.5673\nc.2,Autre,45.5017,-73.5673\n"


def fetched(
    world: World,
    folder: Path,
    play: Callable[[Parameters], Answer],
    name: str = "",
    paging: str = "",
) -> Features:
    """Return what a service gives of its first type; it answers GetFeature by a function."""
    content = made_up(name or "geoserver-wfs-2.0.0", paging=paging or "FALSE")

    def whole(said: Parameters) -> Answer:
        return xml(content) if said["REQUEST"] == "GetCapabilities" else play(said)

    service = read_service(world.plays_service("/geoserver/wfs", whole), world.web)
    world.server.asked.clear()
    return fetch_features(service, service.layers[0].name, folder, world.web)


def by_format(**answers: bytes | Answer) -> Callable[[Parameters], Answer]:
    """Answer each format its own content; unknown ones are exceptions."""

    def play(said: Parameters) -> Answer:
        form = said["OUTPUTFORMAT"].lower()
        name = next((name for name in ("json", "gml", "csv") if name in form), "")
        answer = answers.get(name, exception("Format inconnu"))
        return serve(answer) if isinstance(answer, bytes) else answer

    return play


def layer_of(found: Features) -> Layer:
    """Return the layer that the rest of the library makes of the file."""
    scratch = found.path.parent / "scratch"
    scratch.mkdir()
    (layer,) = prepare(found.path, found.path.name, found.path.parent, scratch)
    return layer


def pages_of(total: int, most: int = 10**6, **members: object) -> Callable[[Parameters], Answer]:
    """Serve GeoJSON by pages that are at most so long."""

    def play(said: Parameters) -> Answer:
        start = int(said.get("STARTINDEX", 0))
        end = min(total, start + min(most, int(said.get("COUNT") or said["MAXFEATURES"])))
        return serve(geojson(range(start, end), **members))

    return play
