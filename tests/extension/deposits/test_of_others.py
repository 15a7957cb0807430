"""What is of another dataset or another organisation may not be read, taken or foreseen."""

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckanext.donneesqc.deposits import records
from sqlalchemy import text

from tests.extension.deposits.world import FIRST, SECOND, World, make_world, work

NUL = "\x00"


@pytest.fixture
def other(world: World) -> World:
    """Give a dataset of another organisation."""
    return make_world()


def test_nobody_foresees_a_table_s_identifier(world: World) -> None:
    first, second = world.create(FIRST), make_world().create(FIRST)
    found = [records.known(made["id"]).resource_id for made in (first, second)]
    assert found[0] != found[1]
    again = world.create(SECOND)
    assert records.known(again["id"]).resource_id == found[0]


@pytest.mark.parametrize("state", ["announced", "published", "deleted"])
def test_another_dataset_can_not_take_a_table_s_identifier(
    world: World, other: World, state: str
) -> None:
    table = records.known(world.create(FIRST)["id"]).resource_id
    if state != "announced":
        world.publish(FIRST)
    if state == "deleted":
        world.call("resource_delete", id=table)
    file = {"id": table, "name": "Prise", "url": "http://a.ca/x"}
    for action, asked in (
        ("resource_create", {"package_id": other.dataset, **file}),
        ("package_patch", {"id": other.dataset, "resources": [file]}),
    ):
        with pytest.raises((tk.ValidationError, tk.NotAuthorized)):
            other.call(action, **asked)
        model.Session.rollback()
    assert [item["id"] for item in other.call("package_show", id=other.dataset)["resources"]] == []


def test_another_dataset_s_versions_are_not_found(world: World, other: World) -> None:
    world.publish(FIRST)
    table = world.resource()["id"]
    for action, asked in (
        ("donneesqc_version_list", {}),
        ("donneesqc_version_show", {"number": 1}),
        ("donneesqc_version_restore", {"number": 1}),
        ("donneesqc_version_withdraw", {"number": 1, "reason": "x"}),
    ):
        with pytest.raises(tk.ObjectNotFound):
            other.call(action, dataset=other.dataset, resource=table, **asked)
    with pytest.raises(tk.ValidationError):
        other.create(SECOND, resource=table)


def test_rows_are_never_loaded_where_readers_of_another_dataset_look(
    world: World, other: World
) -> None:
    sent = world.send(FIRST)
    table = records.known(sent["id"]).resource_id
    taken = model.Resource(package_id=other.package_id, url="http://a.ca")
    taken.id = table
    model.Session.add(taken)
    model.Session.commit()
    work()
    shown = world.call("donneesqc_deposit_show", id=sent["id"])
    assert (shown["state"], shown["steps"][-1]["code"]) == ("quarantined", "deposit-foreign-table")
    model.Session.execute(text("DELETE FROM resource WHERE id = :id"), {"id": table})
    model.Session.commit()


def test_a_withdrawal_tells_only_of_datasets_that_one_may_see(world: World, other: World) -> None:
    for each in (world, other):
        assert each.publish(FIRST)["state"] == "live"
    asked = {"dataset": other.dataset, "number": 1, "reason": "Raison"}
    other_again = make_world()
    other_again.publish(FIRST)
    assert set(other.call("donneesqc_version_withdraw", **asked)["still_in"]) == {
        world.dataset,
        other_again.dataset,
    }
    world.call("package_patch", id=world.dataset, private=True)
    asked["dataset"] = other_again.dataset
    assert other_again.call("donneesqc_version_withdraw", **asked)["still_in"] == []
