"""What makes no sense is refused before anything changes."""

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests.helpers import CKANTestApp

from tests.extension.deposits.world import FIRST, World

NUL = "\x00"


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
