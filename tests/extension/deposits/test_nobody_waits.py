"""A file that nobody foresaw, or somebody who asks too much, holds nobody up."""

import time
from contextlib import ExitStack
from threading import Thread

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc import apart
from ckanext.donneesqc.deposits import comparison, store
from ckanext.donneesqc.deposits.model import Deposit, Mail
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.work import erase, loop, problems

from tests.extension.deposits.world import FIRST, SECOND, World, make_world

NUL = "\x00"


@pytest.fixture
def other(world: World) -> World:
    """Give a dataset of another organisation."""
    return make_world()


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


def _fails(_: Deposit) -> None:
    raise RuntimeError


def _work_aside(app: CKANTestApp) -> None:
    with app.flask_app.test_request_context():
        loop.work_once()
        model.Session.remove()
