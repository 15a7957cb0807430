"""Who may see a map: every account × every address, of a public and of a private dataset."""

import json
from dataclasses import dataclass

import pytest
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.caching import kept
from ckanext.donneesqc.geo import jobs
from ckanext.donneesqc.geo.views import maps
from flask import Flask, Response

from tests.extension.catalogue.records import act
from tests.extension.geo.atlas import Atlas, geojson, make_atlas
from tests.extension.geo.sites import SITE, linked, service_of_images
from tests.unit.fetch.ministry import Ministry

ANONYMOUS, MEMBER, OTHER, EDITOR, ADMIN, SYSADMIN = WHO = (
    "anonymous", "member", "other", "editor", "admin", "sysadmin",
)  # fmt: skip
WRITERS = {EDITOR, ADMIN, SYSADMIN}
READERS = {MEMBER, *WRITERS}  # of a private dataset
OPEN = {  # of no dataset
    "donneesqc_geo.background",
    "donneesqc_geo.background_tile",
    "donneesqc_geo.code",
    "donneesqc_geo.municipalities",
    "donneesqc_geo.places",
}


@dataclass(frozen=True)
class Stage:
    """A map, a token for each account, and every address that the map has."""

    resource: str
    private: bool
    tokens: dict[str, str]
    addresses: tuple[str, ...]

    def headers(self, who: str) -> dict[str, str]:
        return {"Authorization": self.tokens[who]} if who in self.tokens else {}


@pytest.fixture(params=[False, True], ids=["public", "private"])
def stage(request: pytest.FixtureRequest, ready: None, app: CKANTestApp, site: Ministry) -> Stage:
    """Make the maps in a request of its own: who asks next is none of its business."""
    site.answers = service_of_images()
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "fr"}):
        atlas = make_atlas(app)
        resource = atlas.upload(geojson())
        (layer,) = atlas.call("donneesqc_map_show", resource=resource["id"])["layers"]
        images = linked(atlas, f"{SITE}/wms?map=a", "WMS")
        jobs.make(images["id"])
        live = atlas.state(images)["layers"][0]["drawing"]["address"]
        act("package_patch", id=atlas.dataset, private=request.param)
        base = atlas.base(resource)
        addresses = (
            base,
            f"{base}/etat.json",
            layer["drawing"]["address"],
            layer["rows"],
            layer["shape"],
            f"{layer['classes']}?colonne=visites",
            layer["download"],
            live.replace("{z}/{x}/{y}", "7/37/45"),
        )
        return Stage(resource["id"], request.param, _tokens(atlas), addresses)


def _tokens(atlas: Atlas) -> dict[str, str]:
    names = {
        MEMBER: _member(atlas, "member"),
        OTHER: _stranger(),
        EDITOR: atlas.editor,
        ADMIN: _member(atlas, "admin"),
        SYSADMIN: factories.Sysadmin()["name"],
    }
    return {
        who: act("api_token_create", user=name, name="essai")["token"]
        for who, name in names.items()
    }


def _member(atlas: Atlas, role: str) -> str:
    name = factories.User()["name"]
    act("organization_member_create", id=atlas.organization, username=name, role=role)
    return name


def _stranger() -> str:
    name = factories.User()["name"]
    factories.Organization(users=[{"name": name, "capacity": "editor"}])
    return name


@pytest.mark.parametrize("who", WHO)
def test_a_map_is_seen_by_those_who_may_see_its_dataset(
    stage: Stage, app: CKANTestApp, who: str
) -> None:
    may = not stage.private or who in READERS
    for address in stage.addresses:
        answer = app.get(address, headers=stage.headers(who))
        assert answer.status_code == (200 if may else 404), (address, who)
        if stage.private and may:
            assert "private" in answer.headers["Cache-Control"], address


@pytest.mark.parametrize("public", [True, False])
def test_an_answer_that_caches_share_bears_no_one_s_cookie(app: CKANTestApp, public: bool) -> None:
    with app.flask_app.test_request_context():
        answer = kept(Response("a"), "public, max-age=60", public)
        answer.set_cookie("ckan", "of one person")
    assert answer.headers["Cache-Control"].startswith("public" if public else "private")
    assert ("Set-Cookie" in answer.headers) != public


@pytest.mark.parametrize("who", WHO)
def test_a_map_is_made_anew_by_those_who_may_change_its_dataset(
    stage: Stage, app: CKANTestApp, who: str
) -> None:
    answer = app.post(
        "/api/3/action/donneesqc_map_prepare",
        data=json.dumps({"resource": stage.resource}),
        content_type="application/json",
        headers=stage.headers(who),
    )
    assert (answer.status_code == 200) == (who in WRITERS), answer.body[:200]


def test_the_matrix_has_every_address_of_the_room(stage: Stage, app: CKANTestApp) -> None:
    flask: Flask = app.flask_app
    rules = [rule.endpoint for rule in flask.url_map.iter_rules()]
    ours = {endpoint for endpoint in rules if endpoint.startswith(f"{maps.name}.")}
    adapter = flask.url_map.bind("localhost")
    tried = {adapter.match(address.partition("?")[0])[0] for address in stage.addresses}
    assert ours - OPEN == tried
