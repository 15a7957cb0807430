"""What browsers ask of live services goes through one door, which answers nothing else."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from pipelines.geo.services import read_service
from pipelines.geo.services.images import keep_service, service_in
from pipelines.geo.services.relay import AT_ONCE, Relay
from pipelines.messages import Refusal
from tests.unit.fetch.ministry import Answer, redirect, serve
from tests.unit.geo.live import PNG, SITE, Parameters, World, made_up, xml

FOUND = {"features": [{"properties": {"nom": "Pont <b>Laviolette</b>", "année": 1967}}]}
TEMPLATE = SITE + "/fond/{z}/{y}/{x}.png"


def kept(world: World, folder: Path, answer: Answer | None = None) -> Relay:
    """Return what answers for a map of bridges, of which images are `answer`."""
    content = made_up("mapserver-wms-1.3.0", dtd="x.dtd")

    def play(said: Parameters) -> Answer:
        if said["REQUEST"] == "GetCapabilities":
            return xml(content)
        if answer is None and said["REQUEST"] == "GetFeatureInfo":
            return serve(json.dumps(FOUND).encode(), Content_Type="application/json")
        return answer or serve(PNG, Content_Type="image/png")

    service = read_service(world.plays_service("/wms", play) + "?map=a", world.web)
    place = folder / "ponts" / "0123456789abcdef"
    place.mkdir(parents=True)
    layers = keep_service(
        replace(service, layers=(replace(service.layer("ponts"), legend=""),)), place
    )
    assert [layer.geometry for layer in layers] == ["raster"]
    world.server.asked.clear()
    return Relay(folder, world.web)


@pytest.fixture
def relay(world: World, tmp_path: Path) -> Relay:
    return kept(world, tmp_path)


def of_map(asked: str) -> str:
    return f"/ponts/0123456789abcdef/0/{asked}"


def said(content: bytes) -> str:
    return json.loads(content)["error"]


def test_a_tile_a_legend_and_what_is_at_a_place_are_answered(relay: Relay, world: World) -> None:
    for asked in ("tuile/7/37/45", "legende"):
        told = relay.tell(of_map(asked))
        assert (told.status, told.media, told.content) == (200, "image/png", PNG)
    told = relay.tell(of_map("ici/12/-72.55/46.30"))
    assert (told.status, told.media) == (200, "application/json")
    assert json.loads(told.content)["features"] == [[["nom", "Pont Laviolette"], ["année", "1967"]]]
    assert {asked["REQUEST"] for asked in world.asked} >= {"GetMap", "GetFeatureInfo"}


@pytest.mark.parametrize(
    "path",
    [
        "", "/", "/fond/1/0/0", "/ponts", "/ponts/0123456789abcdef/0/tuile",
        "/ponts/0123456789abcdef/0/tuile/7/37", "/ponts/0123456789abcdef/0/tuile/7/37/45/1",
        "/ponts/0123456789abcdef/9/legende", "/ponts/0123456789abcdef/-1/legende",
        "/ponts/0123456789abcdef/0/tuile/a/b/c", "/ponts/0123456789abcdef/0/tuile/²/0/0",
        "/ponts/0123456789abcdef/0/secrets", "/ponts/0123456789abcdef/0/legende/1",
        "/../0123456789abcdef/0/legende", "/ponts/../0/legende", "/ponts/./0/legende",
        "/ponts/ailleurs/0/legende", "/ponts/0123456789abcdef/0/ici/1/x/y",
        "/ponts/0123456789abcdef/0/ici", "/ponts//0/legende", "/" + "a" * 5000 + "/b/0/legende",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_asked_of_anybody(relay: Relay, world: World, path: str) -> None:
    told = relay.tell(path)
    assert told.status == 404
    assert said(told.content)
    assert world.asked == []


@pytest.mark.parametrize(
    "asked",
    [
        "tuile/3/8/0", "tuile/25/0/0", "tuile/3/0/999999999", "ici/7/181/0", "ici/7/0/86",
        "ici/7/nan/0", "ici/7/0/inf", "ici/25/0/0",
    ],
)  # fmt: skip
def test_a_place_that_is_not_on_the_map_is_not_asked_for(
    relay: Relay, world: World, asked: str
) -> None:
    assert relay.tell(of_map(asked)).status == 404
    assert world.asked == []


def test_a_refusal_is_told_in_the_language_of_the_page(world: World, tmp_path: Path) -> None:
    relay = kept(world, tmp_path, serve(b"<html>Bonjour</html>", Content_Type="text/html"))
    french, english = (relay.tell(of_map("legende"), language=one) for one in ("fr", "en"))
    assert french.status == english.status == 502
    assert "n’a pas répondu par une image" in said(french.content)
    assert "didn’t answer with an image" in said(english.content)


def test_a_service_that_moves_to_a_private_address_is_refused(world: World, tmp_path: Path) -> None:
    relay = kept(world, tmp_path, redirect("http://127.0.0.1:1/secret"))
    told = relay.tell(of_map("tuile/7/37/45"))
    assert told.status == 502
    assert "réseau privé" in said(told.content)


def test_one_slow_host_gets_no_more_than_its_turns(world: World, tmp_path: Path) -> None:
    under_way, go_on = threading.Semaphore(0), threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        under_way.release()
        go_on.wait(30)
        serve(PNG, Content_Type="image/png")(handler)

    relay = kept(world, tmp_path, slow)
    world.always("/rapide/7/45/37.png", serve(PNG, Content_Type="image/png"))
    asking = [
        threading.Thread(target=relay.tell, args=(of_map("tuile/7/37/45"),)) for _ in range(AT_ONCE)
    ]
    for thread in asking:
        thread.start()
    for _ in asking:
        assert under_way.acquire(timeout=30)
    crowded = relay.tell(of_map("tuile/7/37/45"))
    go_on.set()
    for thread in asking:
        thread.join()
    assert crowded.status == 503
    assert relay.tell(of_map("tuile/7/37/45")).status == 200
    assert not relay.hosts


def test_the_background_is_asked_by_level_column_and_row(relay: Relay, world: World) -> None:
    world.always("/fond/7/45/37.png", serve(PNG, Content_Type="image/png"))
    assert relay.tell("/fond/7/37/45", TEMPLATE).content == PNG
    assert relay.tell("/fond/7/370/45", TEMPLATE).status == 404
    assert relay.tell("/fond/7/37", TEMPLATE).status == 404
    assert relay.tell("/fond/7/36/45", TEMPLATE).status == 502


@pytest.mark.parametrize("template", ["file:///etc/{z}/{x}/{y}", "http://moi:secret@a.ca/{z}"])
def test_a_background_is_on_the_web(relay: Relay, template: str) -> None:
    told = relay.tell("/fond/7/37/45", template)
    assert told.status == 502
    assert "secret" not in said(told.content)


def test_layers_beyond_twenty_and_those_outside_web_mercator_are_counted(
    world: World, tmp_path: Path
) -> None:
    content = made_up("mapserver-wms-1.3.0", dtd="x.dtd")
    service = read_service(world.always("/wms", xml(content)), world.web)
    able = service.layer("ponts")
    many = tuple(replace(able, name=f"ponts-{number}") for number in range(25))
    outside = replace(able, name="ailleurs", systems=("EPSG:32198",))
    layers = keep_service(replace(service, layers=(outside, *many)), tmp_path)
    assert len(layers) == len(service_in(tmp_path).layers) == 20
    findings = {finding.code: finding.values for finding in layers[0].findings}
    assert findings["geo-service-left-out"] == {"count": 6 + service.left_out}
    assert findings["geo-service-live"] == {"host": "carto.exemple.qc.ca"}
    with pytest.raises(Refusal, match="Web Mercator"):
        keep_service(replace(service, layers=(outside,)), tmp_path)
