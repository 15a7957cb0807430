"""Maps follow their files: one is made of a new file, none stays of one that is gone."""

from collections.abc import Iterator

import pytest
from ckan.lib.jobs import get_queue
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.geo import config, jobs, maps
from ckanext.donneesqc.geo.model import State

from tests.extension.deposits.world import World, make_world
from tests.extension.geo.atlas import Atlas, geojson

SCHEMA = {
    "fields": [
        {"name": "code_mrc", "type": "string", "title": "Code de la MRC"},
        {"name": "projets", "type": "integer", "title": "Nombre de projets"},
    ]
}
TABLE = "code_mrc,projets\n" + "".join(f"{code},777\n" for code in ("01", "02", "03", "371"))


@pytest.fixture
def world(ready: None, app: CKANTestApp) -> Iterator[World]:
    """Give a dataset to deposit tables in."""
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "fr"}):
        yield make_world()


def test_a_deposited_table_has_a_map_with_the_words_of_its_dictionary(
    world: World, app: CKANTestApp
) -> None:
    world.publish(TABLE, table_schema=SCHEMA)
    jobs.make_lacking(world.package_id)
    resource = world.resource()
    views = world.call("resource_view_list", id=resource["id"])
    assert "donneesqc_map" in {view["view_type"] for view in views}
    (layer,) = world.call("donneesqc_map_show", resource=resource["id"])["layers"]
    titles = {column["name"]: column["title"] for column in layer["columns"]}
    assert titles["projets"] == "Nombre de projets"


def test_nothing_of_a_withdrawn_version_stays_in_its_map(world: World) -> None:
    world.publish(TABLE, table_schema=SCHEMA)
    resource = world.resource()
    jobs.make_lacking(world.package_id)
    known = maps.known_map(resource["id"])
    assert known is not None
    assert known.state == State.READY
    kept = config.folder() / resource["id"]
    assert any(b"777" in path.read_bytes() or path.suffix == ".gpkg" for path in kept.rglob("*.*"))
    world.call(
        "donneesqc_version_withdraw",
        dataset=world.dataset,
        number=1,
        reason="Noms publiés par erreur",
        decided_by="Responsable de l’accès",
    )
    assert not kept.exists()
    assert maps.known_map(resource["id"]) is None


def test_a_resource_that_is_deleted_leaves_no_map(atlas: Atlas) -> None:
    resource = atlas.upload(geojson())
    assert atlas.state(resource)["state"] == "ready"
    atlas.call("resource_delete", id=resource["id"])
    package = atlas.call("package_show", id=atlas.dataset)
    jobs.make_lacking(package["id"])
    assert not (config.folder() / resource["id"]).exists()


def test_a_dataset_that_is_deleted_leaves_no_map(atlas: Atlas) -> None:
    resource = atlas.upload(geojson())
    assert atlas.state(resource)["state"] == "ready"
    kept = config.folder() / resource["id"]
    assert kept.exists()
    atlas.call("package_delete", id=atlas.dataset)
    assert not kept.exists()
    assert maps.known_map(resource["id"]) is None


def test_a_table_first_seen_by_its_address_is_offered_on_its_page(atlas: Atlas) -> None:
    queue = get_queue(jobs.QUEUE)
    resource = atlas.upload(TABLE.encode(), "projets.csv", format="CSV", resource_type="support")
    queue.empty()
    assert atlas.state(resource)["state"] == State.READY
    for job in queue.jobs:
        job.func(*job.args)
    views = atlas.call("resource_view_list", id=resource["id"])
    assert "donneesqc_map" in {view["view_type"] for view in views}
