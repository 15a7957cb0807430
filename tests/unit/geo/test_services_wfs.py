"""Features of a WFS become a map, whatever its version and the formats it breaks."""

import dataclasses
import json
from pathlib import Path

import pytest

from pipelines.geo.services import fetch_features, read_service
from pipelines.messages import Refusal, message
from tests.unit.fetch.ministry import Answer, cut, serve
from tests.unit.geo.features import (
    CSV,
    MONTREAL,
    by_format,
    fetched,
    geojson,
    gml,
    layer_of,
)
from tests.unit.geo.live import World, exception, made_up, xml


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
