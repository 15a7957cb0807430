"""What is withdrawn or purged leaves nothing behind, wherever it was."""

from pathlib import Path
from uuid import uuid4

import pytest
from ckan import model
from ckan.lib.uploader import ResourceUpload
from ckan.tests import factories
from ckanext.donneesqc.deposits import config, records
from ckanext.donneesqc.deposits.model import Deposit, Mail, Step, Version
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table import staging
from ckanext.donneesqc.deposits.table.swap import StillRead
from ckanext.donneesqc.deposits.work import loop

from tests.extension.deposits.world import FIRST, SECOND, World, work

NUL = "\x00"


def test_nothing_is_left_of_a_purged_dataset(world: World) -> None:
    world.publish(FIRST)
    world.publish("id,nom,montant\n1,École,beaucoup\n")
    table = world.resource()["id"]
    file = Path(ResourceUpload({}).get_path(table))
    assert file.exists()
    admin = factories.Sysadmin()["name"]
    world.call("package_delete", id=world.dataset)
    world.call("dataset_purge", admin, id=world.dataset)
    work()
    assert not file.exists()
    assert not (config.folder() / world.package_id).exists()
    assert [model.Session.query(each).count() for each in (Deposit, Version, Step, Mail)] == [0] * 4
    with staging.transaction() as cursor:
        cursor.execute("SELECT to_regclass(format('public.%%I', %s::text))", [table])
        assert cursor.fetchone() == (None,)


@pytest.mark.parametrize("deed", ["hash emptied", "hash changed", "resource deleted"])
def test_a_withdrawal_finds_the_file_whatever_the_resource_says(world: World, deed: str) -> None:
    world.publish(FIRST)
    table = world.resource()["id"]
    file = Path(ResourceUpload({}).get_path(table))
    if deed == "resource deleted":
        world.call("resource_delete", id=table)
    else:
        world.call("resource_patch", id=table, hash="" if deed == "hash emptied" else "x")
    assert file.exists()
    asked = {"dataset": world.dataset, "resource": table, "number": 1, "reason": "Raison"}
    world.call("donneesqc_version_withdraw", **asked)
    assert not file.exists()


def test_rows_that_wait_to_be_shown_are_withdrawn_too(world: World, monkeypatch) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    monkeypatch.setitem(loop.WORK, State.STAGED, _still_read)
    sent = world.send(FIRST, table_schema={**world.schema, "title": "Projets"})
    loop.work_once()
    deposit = records.known(sent["id"])
    assert staging.is_staged(deposit.resource_id, deposit.id)
    world.call("donneesqc_version_withdraw", dataset=world.dataset, number=1, reason="Raison")
    assert not staging.is_staged(deposit.resource_id, deposit.id)


def test_a_version_withdrawn_while_it_comes_back_holds_nobody_up(world: World) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    coming = world.call("donneesqc_version_restore", dataset=world.dataset, number=1)
    world.call("donneesqc_version_withdraw", dataset=world.dataset, number=1, reason="Raison")
    assert world.call("donneesqc_deposit_show", id=coming["id"])["state"] == "cancelled"
    assert world.publish(SECOND.replace("Aréna", "Gymnase"))["state"] == "live"


def test_a_tombstone_keeps_no_word_of_the_file(world: World) -> None:
    secret = f"secret-{uuid4().hex}"
    fields = [{**field, "description": secret} for field in world.schema["fields"]]
    asked = {"table_schema": {**world.schema, "fields": fields}, "origin": {"note": secret}}
    world.publish(FIRST, f"{secret}.csv", **asked)
    world.call("donneesqc_version_withdraw", dataset=world.dataset, number=1, reason="Raison")
    kept = [*model.Session.query(Deposit), *model.Session.query(Version)]
    assert secret not in str([vars(record) for record in kept])


def _still_read(deposit: Deposit) -> None:
    raise StillRead(deposit.resource_id)
