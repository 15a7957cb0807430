"""Features that are on other sites have a map too, made by a worker and made again in time."""

from datetime import timedelta

import pytest
from ckan import model
from ckanext.donneesqc.geo import config, jobs, maps
from ckanext.donneesqc.geo.model import State, now

from tests.extension.geo.atlas import PLACES, Atlas, geojson
from tests.extension.geo.sites import SITE, linked
from tests.unit.fetch.ministry import Answer, Ministry, redirect, serve
from tests.unit.geo.live import Parameters, Plays, made_up, xml


def test_a_file_elsewhere_is_drawn_by_a_worker(atlas: Atlas, site: Ministry) -> None:
    site.answers["/lieux.geojson"] = serve(geojson())
    resource = linked(atlas, f"{SITE}/lieux.geojson")
    assert atlas.state(resource)["state"] == "waiting"
    jobs.make(resource["id"])
    state = atlas.state(resource)
    assert state["state"] == "ready"
    assert state["layers"][0]["features"] == len(PLACES)


def test_readers_see_a_map_while_it_is_made_again(atlas: Atlas, site: Ministry) -> None:
    site.answers["/lieux.geojson"] = serve(geojson())
    resource = linked(atlas, f"{SITE}/lieux.geojson")
    jobs.make(resource["id"])
    first = atlas.state(resource)
    _grow_old(resource)
    site.answers["/lieux.geojson"] = serve(geojson(PLACES[:1]))
    assert atlas.state(resource)["layers"][0]["features"] == len(PLACES)
    jobs.make(resource["id"])
    second = atlas.state(resource)
    assert second["layers"][0]["features"] == 1
    assert second["mark"] != first["mark"]


def test_a_site_that_is_down_takes_no_map_away(atlas: Atlas, site: Ministry) -> None:
    site.answers["/lieux.geojson"] = serve(geojson())
    resource = linked(atlas, f"{SITE}/lieux.geojson")
    jobs.make(resource["id"])
    _grow_old(resource)
    site.answers["/lieux.geojson"] = serve(b"en panne", 500)
    jobs.make(resource["id"])
    state = atlas.state(resource)
    assert (state["state"], state["layers"][0]["features"]) == ("ready", len(PLACES))
    assert atlas.app.get(state["layers"][0]["rows"]).json["total"] == len(PLACES)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1:5000/lieux.geojson", "geo-link-private"),
        ("http://[::1]/lieux.geojson", "geo-link-private"),
        (f"{SITE}/ailleurs.geojson", "geo-link-private"),
        (f"{SITE}/absent.geojson", "geo-link-status"),
        (f"{SITE}/page.geojson", "geo-link-page"),
    ],
)
def test_what_is_no_file_elsewhere_is_refused_with_its_reason(
    atlas: Atlas, site: Ministry, address: str, code: str
) -> None:
    site.answers["/ailleurs.geojson"] = redirect("http://169.254.169.254/secret")
    site.answers["/page.geojson"] = serve(b"<!doctype html><html><body>Bonjour</body></html>")
    site.answers["/absent.geojson"] = serve(b"", 404)
    resource = linked(atlas, address)
    jobs.make(resource["id"])
    state = atlas.state(resource)
    assert (state["state"], state["reason"]["code"]) == ("none", code)
    assert state["reason"]["advice"]


def test_the_features_of_a_live_service_are_drawn(atlas: Atlas, site: Ministry) -> None:
    site.answers = Plays()
    capabilities = made_up("geoserver-wfs-2.0.0", paging="FALSE")

    def play(said: Parameters) -> Answer:
        asks = said["REQUEST"] == "GetCapabilities"
        return xml(capabilities) if asks else serve(geojson())

    site.answers["/geoserver/wfs"] = play
    resource = linked(atlas, f"{SITE}/geoserver/wfs", "WFS")
    jobs.make(resource["id"])
    state = atlas.state(resource)
    assert state["state"] == "ready", state
    assert {layer["features"] for layer in state["layers"]} == {len(PLACES)}
    assert not list(config.folder().rglob("brought-*"))


def _grow_old(resource: dict) -> None:
    known = maps.known_map(resource["id"])
    assert known is not None
    assert known.state == State.READY
    known.finished = now() - timedelta(days=2)
    model.Session.commit()
