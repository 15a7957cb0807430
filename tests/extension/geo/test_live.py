"""A live service of images is drawn where it is: CKAN says who may ask, and what."""

import pytest
from ckan import plugins
from ckan.exceptions import CkanConfigurationException
from ckanext.donneesqc.geo import config, jobs

from tests.extension.geo.atlas import Atlas
from tests.extension.geo.sites import SITE, linked, service_of_images
from tests.unit.fetch.ministry import Ministry, serve
from tests.unit.geo.live import PNG, Plays


@pytest.fixture
def resource(atlas: Atlas, site: Ministry) -> dict:
    """Make the map of a live service."""
    site.answers = service_of_images()
    made = linked(atlas, f"{SITE}/wms?map=a", "WMS")
    jobs.make(made["id"])
    return made


def asking(layer: dict, place: str) -> str:
    """Return the address of an image."""
    return layer["drawing"]["address"].replace("{z}/{x}/{y}", place)


def test_layers_are_told_the_first_alone_is_shown(atlas: Atlas, resource: dict) -> None:
    state = atlas.state(resource)
    assert state["state"] == "ready", state
    shown = [layer["title"] for layer in state["layers"] if layer["shown"]]
    assert len(shown) == 1 < len(state["layers"])
    assert any("carto.exemple.qc.ca" in notice for notice in state["notices"])
    assert state["summary"][0]


def test_images_legend_and_places_are_sent(atlas: Atlas, resource: dict) -> None:
    layers = atlas.state(resource)["layers"]
    image = atlas.app.get(asking(layers[0], "7/37/45"))
    assert (image.data, image.content_type) == (PNG, "image/png")
    assert "max-age=3600" in image.headers["Cache-Control"]
    able = next(layer for layer in layers if layer["here"])
    found = atlas.app.get(f"{able['here']}12/-72.55/46.30").json
    assert found == {"features": [[["nom", "Pont Laviolette"]]]}


@pytest.mark.parametrize("place", ["3/8/0", "25/0/0", "7/37", "a/b/c", "7/37/45/9"])
def test_images_out_of_range_are_not_asked_for(
    atlas: Atlas, site: Ministry, resource: dict, place: str
) -> None:
    layer = atlas.state(resource)["layers"][0]
    before = len(site.asked)
    answer = atlas.app.get(asking(layer, place), status=404)
    assert "max-age" not in answer.headers["Cache-Control"]
    assert len(site.asked) == before


@pytest.mark.parametrize("asked", ["..%2F..%2Fx%2F0%2Flegende", "secrets", "tuile", "%2e%2e/x"])
def test_nothing_else_can_be_asked_through_the_portal(
    atlas: Atlas, site: Ministry, resource: dict, asked: str
) -> None:
    layer = atlas.state(resource)["layers"][0]
    before = len(site.asked)
    atlas.app.get(layer["legend"].removesuffix("legende") + asked, status=404)
    assert len(site.asked) == before


def test_a_layer_of_features_has_no_images(atlas: Atlas) -> None:
    made = atlas.upload(b'{"type": "Point", "coordinates": [-71.2, 46.8]}')
    base = atlas.state(made)["layers"][0]["rows"].removesuffix("lignes")
    atlas.app.get(f"{base}en-direct/tuile/7/37/45", status=404)


def test_with_nginx_it_is_asked_to_ask(
    atlas: Atlas, resource: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(plugins.toolkit.config, config.SERVICES_ACCEL, "/_services/")
    state = atlas.state(resource)
    answer = atlas.app.get(asking(state["layers"][0], "7/37/45"))
    place = f"/_services/{resource['id']}/{state['mark']}/0/tuile/7/37/45"
    assert answer.headers["X-Accel-Redirect"] == f"{place}?langue=fr"
    assert not answer.data


def test_a_service_of_images_may_be_said_to_be_of_features(atlas: Atlas, site: Ministry) -> None:
    site.answers = service_of_images()
    made = linked(atlas, f"{SITE}/wms?map=a", "WFS")
    jobs.make(made["id"])
    assert atlas.state(made)["layers"][0]["geometry"] == "raster"


def test_a_service_that_is_down_says_so(atlas: Atlas, site: Ministry, resource: dict) -> None:
    layer = atlas.state(resource)["layers"][0]
    site.answers = Plays({"/wms": lambda _: serve(b"", 500)})
    answer = atlas.app.get(asking(layer, "7/37/45"), status=502)
    assert "500" in answer.json["error"]
    assert "max-age" not in answer.headers["Cache-Control"]


def test_the_operator_may_set_a_background(
    atlas: Atlas, resource: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas.app.get("/carte/fond/7/37/45", status=404)
    assert "tiles" not in atlas.state(resource)["background"]
    monkeypatch.setitem(
        plugins.toolkit.config, config.BACKGROUND_TILES, f"{SITE}/fond/{{z}}/{{y}}/{{x}}.png"
    )
    monkeypatch.setitem(plugins.toolkit.config, config.BACKGROUND_CREDIT, "© Un ministère")
    tiles = atlas.state(resource)["background"]["tiles"]
    assert tiles["credit"] == "© Un ministère"
    address = tiles["template"].replace("{z}/{x}/{y}", "7/37/45")
    assert atlas.app.get(address).data == PNG
    atlas.app.get("/carte/fond/7/1000/45", status=404)


def test_a_background_without_its_places_stops_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(plugins.toolkit.config, config.BACKGROUND_TILES, f"{SITE}/fond.png")
    with pytest.raises(CkanConfigurationException, match=r"\{z\}"):
        config.check()
