"""Features of a WFS become a map, whatever its version, its pages and the formats it breaks."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.geo.model import Layer
from pipelines.geo.prepare import prepare
from pipelines.geo.services import Features, fetch_features, files, pages, read_service, wfs
from pipelines.messages import Refusal, message
from tests.unit.fetch.ministry import Answer, cut, serve
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


def test_features_of_a_service_become_a_map(world: World, tmp_path: Path) -> None:
    layer = layer_of(fetched(world, tmp_path, by_format(json=geojson(range(3)))))
    assert (layer.features, layer.drawn) == (3, 3)
    assert layer.extent == pytest.approx((*MONTREAL, MONTREAL[0] + 2e-4, MONTREAL[1]))


def test_features_are_asked_for_in_degrees(world: World, tmp_path: Path) -> None:
    found = fetched(world, tmp_path, by_format(json=geojson(range(1))))
    (asked,) = world.asked
    assert asked == {
        "SERVICE": "WFS", "VERSION": "2.0.0", "REQUEST": "GetFeature", "TYPENAMES": "fic:casernes",
        "OUTPUTFORMAT": "application/json", "COUNT": "50000", "SRSNAME": "EPSG:4326",
    }  # fmt: skip
    assert found.findings == ()


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("mapserver-wfs-1.1.0",
         {"TYPENAME": "ms:ponts", "OUTPUTFORMAT": "geojson", "SRSNAME": "EPSG:4326"}),
        ("mapserver-wfs-1.0.0", {"TYPENAME": "ponts", "OUTPUTFORMAT": "GML2"}),
    ],
)  # fmt: skip
def test_older_versions_have_their_own_parameters(
    world: World, tmp_path: Path, name: str, parameters: dict[str, str]
) -> None:
    fetched(world, tmp_path, by_format(json=geojson(range(1)), gml=gml(1, "1")), name)
    (asked,) = world.asked
    assert asked["MAXFEATURES"] == "50000"
    assert parameters.items() <= asked.items()
    assert ("SRSNAME" in asked) == (name == "mapserver-wfs-1.1.0")  # the other one has 32198 alone


BROKEN = {
    "cut": geojson(range(2))[:-9],
    "not JSON": b'{"type": "FeatureCollection", "features": [{"nom": l\'eau}]}',
    "two documents": geojson(range(1)) * 2,
    "no features": b'{"type": "FeatureCollection"}',
    "null features": b'{"type": "FeatureCollection", "features": [null]}',
    "another object": b'{"type": "Topology", "features": []}',
    "a list": b"[]",
    "latin-1": geojson(range(1)).replace(b"\\u00b0", b"\xb0"),
    "infinite": geojson(range(1)).replace(b"-73.", b"1e999, -73."),
    "very deep": b'{"a":' * 100_000,
    "an exception": exception("Erreur GDAL"),
    "an exception in JSON": b'{"exceptions": [{"text": "Erreur"}]}',
    "a page": b"<html>Maintenance</html>",
    "empty": b"",
    "cut by the network": cut(geojson(range(2)), 99999),
    "an error": serve(geojson(range(2)), 500),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_broken_geojson_is_replaced_by_gml(
    world: World, tmp_path: Path, broken: bytes | Answer
) -> None:
    found = fetched(world, tmp_path, by_format(json=broken, gml=gml(2)))
    assert [path.name for path in tmp_path.iterdir()] == ["features.gml"]
    (finding,) = found.findings
    assert message(finding.code, **finding.values) == (
        "Le GeoJSON du service est mal formé ou incomplet\u00a0: les données ont été lues dans son"
        " GML."
    )
    assert world.asked[1]["SRSNAME"] == "urn:ogc:def:crs:EPSG::4326"
    layer = layer_of(found)
    assert layer.features == 2
    assert layer.extent == pytest.approx((*MONTREAL, *MONTREAL))


@pytest.mark.parametrize(
    "broken",
    [gml(2)[:-9], b"<html/>", b"<a/>", exception("Erreur"), b"", b"<!DOCTYPE html><html>"],
    ids=["cut", "a page", "another document", "an exception", "empty", "HTML"],
)
def test_broken_gml_is_replaced_by_csv(world: World, tmp_path: Path, broken: bytes) -> None:
    found = fetched(world, tmp_path, by_format(json=b"{", gml=broken, csv=CSV))
    assert [finding.values["used"] for finding in found.findings] == ["CSV"]
    layer = layer_of(found)
    assert (layer.features, layer.drawn) == (2, 2)
    assert layer.extent == pytest.approx((*MONTREAL, *MONTREAL))


def test_a_service_whose_formats_are_all_broken_is_told(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        fetched(world, tmp_path, by_format(json=b"{", gml=b"<", csv=b"{}"))
    assert stop.value.code == "geo-service-broken"
    assert stop.value.values == {"format": "GeoJSON", "layer": "Casernes"}
    assert len(world.asked) == 3


def test_the_words_of_a_service_that_refuses_every_format_are_told(
    world: World, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match="Format inconnu") as stop:
        fetched(world, tmp_path, by_format())
    assert stop.value.code == "geo-service-refused"


def test_entities_in_gml_are_refused(world: World, tmp_path: Path) -> None:
    bomb = gml(1).replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "ha">]>')
    with pytest.raises(Refusal) as stop:
        fetched(world, tmp_path, by_format(json=b"{", gml=bomb))
    assert stop.value.code == "geo-service-doctype"


def test_not_a_number_is_no_value(world: World, tmp_path: Path) -> None:
    content = geojson(range(1)).replace(b'"nom":', b'"mesure": NaN, "nom":')
    found = fetched(world, tmp_path, by_format(json=content))
    (kept,) = json.loads(found.path.read_text())["features"]
    assert kept["properties"]["mesure"] is None


def test_half_a_letter_is_replaced(world: World, tmp_path: Path) -> None:
    content = geojson(range(1)).replace(b"Caserne", b"Cas\\ud83ene")
    found = fetched(world, tmp_path, by_format(json=content))
    assert layer_of(found).columns[-1].values[0][0].startswith("Cas?ne")


def test_a_service_without_a_format_that_we_read_is_told(world: World, tmp_path: Path) -> None:
    content = made_up("mapserver-wfs-1.0.0").replace(b"GML2", b"SHAPE-ZIP")
    service = read_service(world.always("/wfs", xml(content)), world.web)
    with pytest.raises(Refusal) as stop:
        fetch_features(service, "ponts", tmp_path, world.web)
    assert stop.value.code == "geo-service-no-format"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for pages of 10 features, and at most 45."""
    monkeypatch.setattr(pages, "PAGE", 10)
    monkeypatch.setattr(wfs, "MOST", 45)


# features of the service, its own longest page, what its pages say → features kept, cut or not
PAGES = [
    (0, 99, {}, 0, False),
    (7, 99, {}, 7, False),
    (20, 99, {}, 20, False),
    (23, 99, {"numberMatched": "unknown"}, 23, False),
    (23, 4, {}, 23, False),
    (45, 99, {"numberMatched": 45}, 45, False),
    (45, 99, {}, 45, True),
    (200, 99, {"numberMatched": 200}, 45, True),
    (30, 99, {"numberMatched": 31}, 30, True),
]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("case", PAGES, ids=str)
def test_pages_are_asked_for_until_the_last(
    world: World, tmp_path: Path, case: tuple[int, int, dict, int, bool]
) -> None:
    total, longest, members, kept, cut_short = case
    found = fetched(world, tmp_path, pages_of(total, longest, **members), paging="TRUE")
    numbers = [item["id"] for item in json.loads(found.path.read_text())["features"]]
    assert numbers == [f"c.{number}" for number in range(kept)]
    assert [finding.code for finding in found.findings] == ["geo-service-cut"] * cut_short
    assert [path.name for path in tmp_path.iterdir()] == ["features.geojson"]


@pytest.mark.usefixtures("small")
def test_the_same_page_twice_is_kept_once_and_told(world: World, tmp_path: Path) -> None:
    def deaf(_: Parameters) -> Answer:
        return serve(geojson(range(10)))

    found = fetched(world, tmp_path, deaf, paging="TRUE")
    assert len(json.loads(found.path.read_text())["features"]) == 10
    (finding,) = found.findings
    assert message(finding.code, **finding.values).endswith("aux 10 premières entités reçues.")
    assert len(world.asked) == 2


@pytest.mark.usefixtures("small")
def test_a_service_without_pages_is_asked_once(world: World, tmp_path: Path) -> None:
    found = fetched(world, tmp_path, pages_of(100))
    assert len(json.loads(found.path.read_text())["features"]) == 45
    assert [finding.code for finding in found.findings] == ["geo-service-cut"]
    assert ["STARTINDEX" in said for said in world.asked] == [False]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("paging", ["TRUE", "FALSE"])
def test_a_service_that_gives_more_than_it_is_asked_for_is_cut(
    world: World, tmp_path: Path, paging: str
) -> None:
    found = fetched(world, tmp_path, by_format(json=geojson(range(60))), paging=paging)
    assert len(json.loads(found.path.read_text())["features"]) == 45
    assert [finding.code for finding in found.findings] == ["geo-service-cut"]


@pytest.mark.usefixtures("small")
def test_a_broken_page_breaks_the_whole(world: World, tmp_path: Path) -> None:
    def play(said: Parameters) -> Answer:
        if "gml" in said["OUTPUTFORMAT"]:
            return serve(gml(2))
        return serve(geojson(range(10)) if said["STARTINDEX"] == "0" else b"{")

    found = fetched(world, tmp_path, play, paging="TRUE")
    assert found.path.name == "features.gml"


def test_the_system_that_a_page_names_is_kept(world: World, tmp_path: Path) -> None:
    system = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32198"}}
    found = fetched(world, tmp_path, by_format(json=geojson(range(1), crs=system)))
    assert json.loads(found.path.read_text())["crs"] == system


@pytest.mark.parametrize(("matched", "told"), [("2", 0), ("9", 1), ("unknown", 0)])
def test_gml_that_has_not_all_features_is_told(
    world: World, tmp_path: Path, matched: str, told: int
) -> None:
    found = fetched(world, tmp_path, by_format(json=b"{", gml=gml(2, matched)))
    assert [finding.code for finding in found.findings[1:]] == ["geo-service-cut"] * told


def test_pages_together_have_a_largest_weight(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 5000)
    monkeypatch.setattr(files, "LARGEST", 1)
    with pytest.raises(Refusal) as stop:
        fetched(world, tmp_path, pages_of(20_000), paging="TRUE")
    assert stop.value.code == "geo-service-too-large"
    assert stop.value.values["megabytes"] == 1
    assert len(world.asked) == 2


def test_a_deadline_is_for_all_the_pages(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wfs, "LONGEST", 0.5)
    monkeypatch.setattr(pages, "PAGE", 1)
    with pytest.raises(Refusal) as stop:
        fetched(world, tmp_path, pages_of(10**6), paging="TRUE")
    assert stop.value.code == "geo-service-slow"


@pytest.mark.parametrize(
    ("formats", "asked"),
    [
        (["GEOJSON+ZIP", "ESRIGEOJSON", "GEOJSON"], "GEOJSON"),
        (["json", "application/json; subtype=geojson"], "application/json; subtype=geojson"),
        (["text/javascript", "GML2", "gml32", "gml3"], "gml32"),
        (
            ["text/xml; subtype=gml/2.1.2", "text/xml; subtype=gml/3.1.1"],
            "text/xml; subtype=gml/3.1.1",
        ),
        (["SHAPE-ZIP", "excel", "text/csv"], "text/csv"),
    ],
)
def test_the_best_of_the_formats_offered_is_asked_for(
    world: World, tmp_path: Path, formats: list[str], asked: str
) -> None:
    content = made_up("mapserver-wfs-1.1.0")
    service = read_service(world.always("/wfs", xml(content)), world.web)
    service = dataclasses.replace(service, formats=tuple(formats))
    world.server.asked.clear()
    with pytest.raises(Refusal):
        fetch_features(service, "ms:ponts", tmp_path, world.web)
    assert world.asked[0]["OUTPUTFORMAT"] == asked


def test_reading_the_gml_of_a_service_asks_nothing_more(world: World, tmp_path: Path) -> None:
    own = f"http://127.0.0.1:{world.server.port}"
    hints = (
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xsi:schemaLocation="https://carto.exemple.qc.ca/fic {own}/a.xsd" '
    )
    content = gml(2).decode().replace("numberMatched", hints + "numberMatched")
    link = f'<fic:autre xlink:href="{own}/c.gml#p.0"/><fic:nom>'
    content = content.replace("<fic:nom>", link).encode()
    found = fetched(world, tmp_path, by_format(json=b"{", gml=content))
    asked = len(world.server.asked)
    assert layer_of(found).drawn == 2
    assert len(world.server.asked) == asked
