"""What somebody who means harm, or a file that nobody foresaw, may not do."""

import time
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from uuid import uuid4

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.lib.uploader import ResourceUpload
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc import apart
from ckanext.donneesqc.deposits import comparison, config, records, store
from ckanext.donneesqc.deposits.model import Deposit, Mail, Step, Version
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table import staging
from ckanext.donneesqc.deposits.table.swap import StillRead
from ckanext.donneesqc.deposits.work import erase, loop, problems
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


def test_a_tombstone_keeps_no_word_of_the_file(world: World) -> None:
    secret = f"secret-{uuid4().hex}"
    fields = [{**field, "description": secret} for field in world.schema["fields"]]
    asked = {"table_schema": {**world.schema, "fields": fields}, "origin": {"note": secret}}
    world.publish(FIRST, f"{secret}.csv", **asked)
    world.call("donneesqc_version_withdraw", dataset=world.dataset, number=1, reason="Raison")
    kept = [*model.Session.query(Deposit), *model.Session.query(Version)]
    assert secret not in str([vars(record) for record in kept])


def test_one_dataset_does_not_keep_the_others_waiting(world: World, other: World) -> None:
    for number in range(3):
        world.send(f"id,nom,montant\n{number},École,1\n")
    late = other.send(FIRST)
    loop.work_once()
    assert other.call("donneesqc_deposit_show", id=late["id"])["state"] == "live"
    assert [version["number"] for version in world.versions()] == [1]


def test_a_purged_or_broken_dataset_does_not_stop_the_others_files(
    world: World, other: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase, "swap", None)  # erasing fails
    broken = other.send(FIRST)
    loop.work_once()
    model.Session.query(model.Package).filter_by(id=other.package_id).update({"state": "x"})
    store.forget_dataset(other.package_id)
    assert other.call("donneesqc_deposit_show", id=broken["id"])["state"] == "live"
    world.send(FIRST)
    loop.work_once()
    for _ in range(3):
        loop.follow_up()
    assert {file["form"] for file in world.versions()[0]["files"]} > {"csv"}


@pytest.mark.parametrize("header", ["xmin,b", "ctid,b", ",".join(f"c{n}" for n in range(1700))])
def test_columns_that_no_table_may_have_hold_nobody_up(world: World, header: str) -> None:
    columns = header.count(",") + 1
    sent = world.publish(f"{header}\n{','.join(['1'] * columns)}\n", table_schema=None)
    assert (sent["state"], sent["steps"][-1]["code"]) == ("quarantined", "deposit-columns")
    assert world.publish(FIRST)["state"] == "live"


def test_what_nobody_foresaw_is_given_up_after_some_tries(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(loop.WORK, State.CHECKED, _fails)
    monkeypatch.setattr(problems, "FIRST", 0.0)
    sent = world.send(FIRST)
    for _ in range(problems.MOST_TRIES + 1):
        loop.work_once()
    shown = world.call("donneesqc_deposit_show", id=sent["id"])
    assert (shown["state"], shown["steps"][-1]["code"]) == ("quarantined", "deposit-given-up")


def test_a_pattern_that_never_ends_is_stopped_and_cancelling_stops_it(
    world: World, other: World, app: CKANTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = {"pattern": "(a+)+(?=b)"}
    schema = {"fields": [{"name": "nom", "type": "string", "constraints": endless}]}
    wicked = "nom\n" + "a" * 60 + "!\n"
    monkeypatch.setattr("ckanext.donneesqc.deposits.engine.SHORTEST", 3)
    sent = world.publish(wicked, table_schema=schema)
    assert (sent["state"], sent["steps"][-1]["code"]) == ("quarantined", "deposit-too-slow")
    monkeypatch.setattr("ckanext.donneesqc.deposits.engine.SHORTEST", 60)
    again = other.send(wicked, table_schema=schema)
    hand = Thread(target=_work_aside, args=(app,))
    hand.start()
    time.sleep(3)  # the check is on its way
    other.call("donneesqc_deposit_cancel", id=again["id"])
    hand.join(20)
    assert not hand.is_alive()
    assert other.publish(FIRST)["state"] == "live"


def test_few_comparisons_run_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    monkeypatch.setattr(apart, "PATIENCE", 0.2)
    asked = {"dataset": world.dataset, "old": 1, "new": 2}
    with ExitStack() as held:
        for _ in range(comparison.PLACES):
            held.enter_context(comparison.places().hold())
        with pytest.raises(tk.ValidationError) as refused:
            world.call("donneesqc_version_diff", **asked)
        assert refused.value.error_dict["code"] == ["version-busy"]
    assert world.call("donneesqc_version_diff", **asked)["added"] == 1


def test_an_account_begins_so_many_deposits_and_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ckanext.donneesqc.deposits.actions.deposits.MOST_ARRIVING", 2)
    for content in ("a\n1\n", "a\n2\n"):
        world.create(content, table_schema=None)
    with pytest.raises(tk.ValidationError) as refused:
        world.create("a\n3\n", table_schema=None)
    assert refused.value.error_dict["code"] == ["deposit-too-many"]


def test_an_account_leaves_so_many_octets_unfinished_and_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ckanext.donneesqc.deposits.actions.deposits.LARGEST_ARRIVING", 0)
    with pytest.raises(tk.ValidationError) as refused:
        world.create("a\n1\n", table_schema=None)
    assert refused.value.error_dict["code"] == ["deposit-unfinished-size"]


def test_an_empty_file_is_refused(world: World) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        world.create("")
    assert refused.value.error_dict["code"] == ["deposit-empty"]


def test_a_file_that_takes_every_row_away_needs_a_word(world: World) -> None:
    world.publish(FIRST)
    sent = world.publish("id,nom,montant\n")
    assert (sent["state"], sent["steps"][-1]["code"]) == ("quarantined", "deposit-breaking")
    assert "lignes" in sent["breaking"][0]
    told = world.publish("id,nom,montant\n", breaking_reason="Le programme est fini.")
    assert told["state"] == "announced"


def test_a_file_is_not_said_unchanged_when_readers_lost_the_table(world: World) -> None:
    world.publish(FIRST)
    world.call("datastore_delete", resource_id=world.resource()["id"], force=True)
    assert world.publish(FIRST)["state"] == "live"
    assert len(world.rows()) == 3


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("donneesqc_deposit_create", {"new_table": NUL}),
        ("donneesqc_deposit_create", {"breaking_reason": NUL}),
        ("donneesqc_deposit_create", {"origin": {"note": NUL}}),
        ("donneesqc_deposit_create", {"table_schema": {"fields": [{"name": "a\ud800"}]}}),
        ("donneesqc_deposit_create", {"source": "[" * 60_000}),
        ("donneesqc_deposit_show", {"id": NUL}),
        ("donneesqc_version_list", {"dataset": NUL}),
        ("donneesqc_version_withdraw", {"number": 1, "reason": "a\x0b"}),
    ],
)
def test_what_can_not_be_kept_is_refused(world: World, action: str, asked: dict) -> None:
    facts = {"dataset": world.dataset, "file_name": "a.csv", "size": 1, "sha256": "0" * 64}
    with pytest.raises((tk.ValidationError, tk.ObjectNotFound)) as refused:
        world.call(action, **{**facts, **asked} if action.endswith("create") else asked)
    model.Session.rollback()
    assert refused.value


@pytest.mark.parametrize(
    "address", ["depots?page=99999999999999999999", "versions?page=99999999999999999999",
                "versions/1/difference?avec=" + "9" * 5000],
)  # fmt: skip
def test_a_number_beyond_all_is_not_found(world: World, app: CKANTestApp, address: str) -> None:
    world.publish(FIRST)
    answer = app.get(f"/dataset/{world.dataset}/{address}", expect_errors=True)
    assert answer.status_code in (403, 404)


def test_a_letter_that_can_not_be_sent_is_neither_lost_nor_in_the_way(world: World) -> None:
    title = "Deux\nlignes"
    model.Session.query(model.Package).filter_by(id=world.package_id).update(
        {
            "title": title,
            "maintainer_email": "a@b.ca\nbcc: v@x.ca",
            "author_email": "a@b.ca, c@d.ca",
        }
    )
    model.Session.commit()
    world.publish("id,nom,montant\n1,École,beaucoup\n")
    editor = model.User.get(world.editor)
    assert [mail.recipient for mail in model.Session.query(Mail)] == [editor.email.lower()]


def _still_read(deposit: Deposit) -> None:
    raise StillRead(deposit.resource_id)


def _fails(_: Deposit) -> None:
    raise RuntimeError


def _work_aside(app: CKANTestApp) -> None:
    with app.flask_app.test_request_context():
        loop.work_once()
        model.Session.remove()
