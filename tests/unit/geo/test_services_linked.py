"""A file on another site is brought here whole and under a safe name, or its absence is told."""

import gzip
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from pipelines.geo.prepare import prepare
from pipelines.geo.services import fetch_linked, linked
from pipelines.messages import Refusal, message
from tests.unit.fetch.ministry import Answer, cut, redirect, serve
from tests.unit.geo.live import World

POINT = (
    b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"nom": "a"},'
    b' "geometry": {"type": "Point", "coordinates": [-73.5673, 45.5017]}}]}'
)
LARGEST = 1 << 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the file goes, beside a file that must stay as it is."""
    (tmp_path / "secret").write_text("intact")
    inside = tmp_path / "inside"
    inside.mkdir()
    return inside


def test_a_linked_file_becomes_a_map(world: World, folder: Path) -> None:
    address = world.always("/données/villes.geojson", serve(POINT))
    world.plays["/donn%C3%A9es/villes.geojson"] = world.plays["/données/villes.geojson"]
    path = fetch_linked(address, folder, world.web, LARGEST)
    assert path == folder / "villes.geojson"
    scratch = folder / "scratch"
    scratch.mkdir()
    (layer,) = prepare(path, path.name, folder, scratch)
    assert layer.drawn == 1


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("", "telecharger"),
        ('attachment; filename="villes.zip"', "villes.zip"),
        ("attachment; filename=villes.gpkg; size=3", "villes.gpkg"),
        ("attachment; filename=\"x.zip\"; filename*=UTF-8''Montr%C3%A9al%202024.zip",
         "Montréal 2024.zip"),
        ('attachment; filename="../../secret"', "telecharger.zip"),
        ('attachment; filename="..\\\\..\\\\secret.zip"', "secret.zip"),
        ("attachment; filename*=UTF-8''..%2F..%2Fsecret.zip", "secret.zip"),
        ('attachment; filename=".."', "telecharger"),
        ('attachment; filename="' + "a" * 500 + '.zip"', "a" * 96 + ".zip"),
        ("attachment; filename*=inconnu''%E9.zip", "telecharger"),
    ],
)  # fmt: skip
def test_a_name_is_the_one_that_the_site_gives_made_safe(
    world: World, folder: Path, said: str, name: str
) -> None:
    suffix = Path(name).suffix if name == "telecharger.zip" else ""
    address = world.always("/telecharger" + suffix, serve(POINT, Content_Disposition=said))
    path = fetch_linked(f"{address}?id=../../3", folder, world.web, LARGEST)
    assert path == folder / name
    assert path.read_bytes() == POINT
    assert (folder.parent / "secret").read_text() == "intact"
    assert list(folder.iterdir()) == [path]


def test_a_name_is_that_of_the_file_after_a_redirection(world: World, folder: Path) -> None:
    world.always("/f/villes.zip", serve(POINT))
    address = world.always("/telecharger", redirect("/f/villes.zip"))
    assert fetch_linked(address, folder, world.web, LARGEST).name == "villes.zip"


def test_a_file_sent_compressed_is_kept_as_it_is(world: World, folder: Path) -> None:
    answer = serve(gzip.compress(POINT), Content_Encoding="gzip")
    path = fetch_linked(world.always("/v.geojson", answer), folder, world.web, LARGEST)
    assert path.read_bytes() == POINT


def test_a_file_of_the_largest_weight_is_kept(world: World, folder: Path) -> None:
    address = world.always("/v.zip", serve(b"P" * LARGEST))
    path = fetch_linked(address, folder, world.web, LARGEST)
    assert path.stat().st_size == LARGEST


def slow(request: BaseHTTPRequestHandler) -> None:
    """Send a body without a length, and stop in the middle."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + POINT)
    request.wfile.flush()
    time.sleep(0.8)
    request.close_connection = True


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (serve(b"", 404), "geo-link-status"),
        (serve(POINT, 500), "geo-link-status"),
        (serve(b"\n<!DOCTYPE html><html></html>"), "geo-link-page"),
        (serve(b"<?xml version='1.0'?>\n<!-- x --><HTML></HTML>", Content_Type="application/zip"),
         "geo-link-page"),
        (serve(b""), "geo-link-empty"),
        (serve(b" \n"), "geo-link-empty"),
        (serve(b"P" * (LARGEST + 1)), "geo-link-too-large"),
        (serve(gzip.compress(b"P" * (LARGEST + 1)), Content_Encoding="gzip"), "geo-link-too-large"),
        (serve(b"pas du gzip", Content_Encoding="gzip"), "geo-link-truncated"),
        (cut(POINT, 9999), "geo-link-truncated"),
        (slow, "geo-link-slow"),
        (redirect("/v.zip"), "geo-link-loop"),
        (redirect("ftp://8.8.8.8/v.zip"), "geo-link-moved"),
        (redirect("http://169.254.169.254/v.zip"), "geo-link-private"),
    ],
)  # fmt: skip
def test_what_is_not_a_whole_file_is_told_and_not_kept(
    world: World, folder: Path, answer: Answer, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linked, "LONGEST", 0.4)
    with pytest.raises(Refusal) as stop:
        fetch_linked(world.always("/v.zip", answer), folder, world.web, LARGEST)
    assert stop.value.code == code
    assert "carto.exemple.qc.ca" in str(stop.value)
    assert message(f"{code}-advice")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "https://a:b@exemple.qc.ca/v.zip"])
def test_an_address_that_is_not_of_the_web_is_told(
    world: World, folder: Path, address: str
) -> None:
    with pytest.raises(Refusal) as stop:
        fetch_linked(address, folder, world.web, LARGEST)
    assert stop.value.code == "geo-link-address"
