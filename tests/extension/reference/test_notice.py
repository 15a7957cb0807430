"""Readers of a certified set are told of a breaking change, or it doesn't take place."""

import io
from collections.abc import Callable
from datetime import timedelta

import ckan.plugins.toolkit as tk
import pytest
from ckan.lib.jobs import get_queue
from ckan.tests import factories
from ckanext.donneesqc.reference import jobs
from ckanext.donneesqc.reference.certification import runs
from ckanext.donneesqc.reference.model import now
from werkzeug.datastructures import FileStorage

from tests.extension.deposits.world import World, make_world, work
from tests.extension.reference.library import Library

SCHEMA = {
    "fields": [
        {"name": "code", "type": "string"},
        {"name": "nom", "type": "string", "title": "Nom", "description": "Nom du lieu"},
    ],
    "primaryKey": ["code"],
}
WHOLE = "code,nom\n01,Aréna\n02,Bibliothèque\n03,Caserne\n"
LESS = "code,nom\n01,Aréna\n03,Caserne\n"
WHY = "Le lieu 02 a fermé."


@pytest.fixture
def world(library: Library) -> World:
    """Publish a set of three places, by deposit."""
    made = make_world()
    made.publish(LESS, "lieux.csv", table_schema=SCHEMA)
    made.publish(WHOLE, "lieux.csv", table_schema=SCHEMA)
    said = {"official": "Répertoire", "mandate": "Aucun", "steward": "Équipe (données fictives)"}
    made.call(
        "donneesqc_reference_declare",
        dataset=made.dataset,
        demonstration=True,
        shape={"identifier": "code", "name": "nom"},
        **said,
    )
    jobs.refresh(made.dataset)
    return made


@pytest.fixture
def certified(world: World) -> World:
    """Certify the set."""
    move(world, "soumis", world.editor)
    runs.write_down(world.dataset, {"version": 1, "files": [], "results": []})
    move(world, "certifie", factories.Sysadmin()["name"])
    return world


def move(world: World, state: str, account: str) -> None:
    """Move the certification of the set."""
    said = {"name": world.dataset, "state": state, "reason": "Essai."}
    world.call("donneesqc_certification_move", account, **said)


def send(world: World, content: str, **said: object) -> dict:
    """Deposit a file, and let the worker work."""
    return world.publish(content, "lieux.csv", table_schema=SCHEMA, **said)


def test_an_identifier_that_goes_is_a_breaking_change(certified: World) -> None:
    found = send(certified, LESS)
    assert found["state"] == "quarantined"
    assert "02" in found["breaking"][0]
    assert len(certified.rows()) == 3


def test_identifiers_all_renumbered_are_one(certified: World) -> None:
    found = send(certified, WHOLE.replace("\n0", "\n1"))
    assert "3 identifiants" in found["breaking"][0].replace("\u00a0", " ")


def test_what_nobody_certified_may_change(world: World) -> None:
    assert send(world, LESS + "04,Piscine\n")["state"] == "live"


def test_nobody_says_that_an_entity_is_gone_while_it_is_there(certified: World) -> None:
    gone = {"code": "02", "nom": "Bibliothèque", "dernier_millesime": "2026"}
    gone |= {"successeur": "03", "preuve": "Fusion."}
    said = {"official": "Répertoire", "mandate": "Aucun", "steward": "Équipe"}
    said |= {"dataset": certified.dataset, "gone": [gone]}
    with pytest.raises(tk.ValidationError, match="02"):
        certified.call("donneesqc_reference_declare", **said)
    assert send(certified, LESS + "04,Piscine\n")["state"] == "quarantined"


def test_it_is_refused_before_ninety_days_and_shown_until_then(
    library: Library, certified: World
) -> None:
    soon = (now() + timedelta(days=80)).date()
    with pytest.raises(tk.ValidationError, match="90"):
        send(certified, LESS, breaking_reason=WHY, effective_date=soon.isoformat())
    found = send(certified, LESS, breaking_reason=WHY)
    assert found["state"] == "announced"
    assert found["effective_date"] >= (now() + timedelta(days=89)).date().isoformat()
    name = certified.dataset
    for page in (f"/dataset/{name}", f"/reference/{name}", f"/reference/{name}/certification"):
        assert WHY in library.app.get(page).text


def test_an_older_version_that_lacks_one_is_not_restored(certified: World) -> None:
    sent = certified.call("donneesqc_version_restore", dataset=certified.dataset, number=1)
    work()
    found = certified.call("donneesqc_deposit_show", id=sent["id"])
    assert (found["state"], len(certified.rows())) == ("quarantined", 3)


Deed = Callable[[World], object]
DEEDS: dict[str, Deed] = {
    "dataset": lambda world: world.call("package_delete", id=world.dataset),
    "file": lambda world: world.call("resource_delete", id=world.resource()["id"]),
    "address": lambda world: world.call(
        "resource_patch", id=world.resource()["id"], url="https://exemple.quebec/a.csv", url_type=""
    ),
    "state": lambda world: world.call("package_patch", id=world.dataset, state="deleted"),
    "draft": lambda world: world.call("package_patch", id=world.dataset, state="draft"),
    "many": lambda world: world.call(
        "bulk_update_delete", datasets=[world.package_id], org_id=world.organization
    ),
    "hash": lambda world: world.call("resource_patch", id=world.resource()["id"], hash="1" * 64),
    "format": lambda world: world.call("resource_patch", id=world.resource()["id"], format="API"),
    "upload": lambda world: world.call(
        "resource_patch",
        id=world.resource()["id"],
        upload=FileStorage(io.BytesIO(b"autre"), filename="t.bin"),
    ),
    "columns": lambda world: world.call(
        "datastore_create",
        resource_id=world.resource()["id"],
        force=True,
        fields=[{"id": "code", "type": "text"}],
        delete_fields=True,
    ),
    "files": lambda world: world.call("package_patch", id=world.dataset, resources=[]),
    "hidden": lambda world: world.call("package_patch", id=world.dataset, private=True),
    "table": lambda world: world.call(
        "datastore_delete", resource_id=world.resource()["id"], force=True
    ),
    "rows": lambda world: world.call(
        "datastore_records_delete", resource_id=world.resource()["id"], filters={}, force=True
    ),
    "cells": lambda world: world.call(
        "datastore_upsert",
        resource_id=world.resource()["id"],
        records=[{"code": "02", "nom": "Autre"}],
        method="upsert",
        force=True,
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_takes_it_away_from_its_readers(certified: World, deed: str) -> None:
    before = certified.rows()
    with pytest.raises((tk.NotAuthorized, tk.ValidationError), match="certifié"):
        DEEDS[deed](certified)
    package = certified.call("package_show", id=certified.dataset)
    assert (package["state"], package["private"]) == ("active", False)
    assert certified.rows() == before


def test_what_is_said_of_it_may_change(certified: World) -> None:
    resource = certified.resource()
    get_queue().empty()
    certified.call("resource_patch", id=resource["id"], description="Autrement dit.")
    certified.call("package_patch", id=certified.dataset, notes="Autre description.")
    assert certified.resource()["description"] == "Autrement dit."
    assert certified.resource()["url"] == resource["url"]
    titles = {job.meta["title"] for job in get_queue().jobs}
    assert "certification" in titles  # what is told of it isn't what it was: it is tested again


def test_once_it_is_revoked_it_may_go(certified: World) -> None:
    move(certified, "revoque", factories.Sysadmin()["name"])
    certified.call("package_delete", id=certified.dataset)
    assert certified.call("package_show", id=certified.dataset)["state"] == "deleted"
