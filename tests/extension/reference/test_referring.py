"""Tables that refer to a set are checked against it, and again when it changes."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from ckan import model
from ckan.lib.jobs import get_queue
from ckanext.donneesqc.reference import exported, jobs, rechecks
from ckanext.donneesqc.reference.certification.model import Certification
from ckanext.donneesqc.reference.signals import referring_tables

from tests.extension.deposits.world import World, make_world
from tests.extension.reference.library import Library, unique

SCHOOLS = ({"code": "001", "nom": "École du Parc"}, {"code": "002", "nom": "École du Lac"})
PUPILS = "ecole,eleves\n001,240\n002,95\n"


@pytest.fixture
def schools(library: Library) -> dict:
    """Give a set that only this portal has."""
    name = unique("ecoles")
    package = library.dataset(name, SCHOOLS)
    library.declare(name)
    return package


def pupils_of(name: str) -> World:
    """Give a dataset of a ministry whose schema refers to a set."""
    schema = {
        "fields": [{"name": "ecole", "type": "string"}, {"name": "eleves", "type": "integer"}],
        "primaryKey": ["ecole"],
        "foreignKeys": [{"fields": "ecole", "reference": {"resource": name, "fields": "code"}}],
    }
    world = make_world()
    return replace(world, schema=schema)


def test_a_file_is_checked_against_a_set_that_only_this_portal_has(schools: dict) -> None:
    world = pupils_of(schools["name"])
    refused = world.publish("ecole,eleves\n001,240\n003,12\n")
    assert refused["state"] == "quarantined"
    assert world.publish(PUPILS)["state"] == "live"


def test_a_table_is_checked_again_when_the_set_changes(library: Library, schools: dict) -> None:
    world = pupils_of(schools["name"])
    world.publish(PUPILS)
    page = f"/dataset/{world.dataset}"
    library.replace(schools, SCHOOLS[:1])
    (found,) = rechecks.of_package(world.package_id)
    assert (found.set_name, found.columns, found.unknown) == (schools["name"], "ecole", 1)
    assert found.samples == ["002"]
    body = library.app.get(page).body
    assert "1 code de la colonne" in body
    assert "002" in body
    library.replace(schools, SCHOOLS)
    assert rechecks.of_package(world.package_id) == []
    assert "code de la colonne" not in library.app.get(page).body
    entity = library.app.get(f"/reference/{schools['name']}/002").body
    assert f"/dataset/{world.dataset}" in entity
    rows = unescape(re.search(r'href="(/api/3/action/datastore_search[^"]+)"', entity)[1])
    assert [row["eleves"] for row in library.app.get(rows).json["result"]["records"]] == [95]


def test_a_table_that_refers_no_more_is_forgotten(library: Library, schools: dict) -> None:
    world = pupils_of(schools["name"])
    world.publish(PUPILS)
    library.replace(schools, SCHOOLS[:1])
    free = replace(world, schema={**world.schema, "foreignKeys": []})
    free.publish(f"{PUPILS}003,12\n")
    assert referring_tables(schools["name"]) == []
    library.replace(schools, SCHOOLS)
    assert rechecks.of_set(schools["name"]) == []


def test_a_changed_set_has_the_sets_that_refer_to_it_tested(
    library: Library, schools: dict
) -> None:
    name = unique("bibliotheques")
    library.dataset(name, ({"code": "B1", "nom": "Biblio", "ecole": "001"},))
    library.declare(name, references=[{"column": "ecole", "set": schools["name"]}])
    model.Session.add(Certification(set_name=name, state="soumis", by_hand=False))
    model.Session.commit()
    library.replace(schools, SCHOOLS[:1])
    assert name in [job.args[0] for job in get_queue().jobs if job.meta["title"] == "certification"]


def test_only_what_everybody_may_see_is_given_to_the_engines(
    library: Library, schools: dict
) -> None:
    place: Path = exported.folder() / schools["name"] / "data.csv"
    assert place.read_text() == "code,nom\n001,École du Parc\n002,École du Lac\n"
    library.call("package_patch", id=schools["name"], private=True)
    jobs.refresh(schools["name"])
    assert not place.parent.exists()
