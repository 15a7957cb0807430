"""Who may do and see what: every account × every action and every address, public and private."""

import io
from dataclasses import dataclass

import pytest
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.deposits.actions import ACTIONS
from ckanext.donneesqc.deposits.views import pages
from flask import Flask

from tests.extension.catalogue.records import act
from tests.extension.deposits.world import FIRST, SECOND, World, make_world

ANONYMOUS, MEMBER, OTHER, EDITOR, ADMIN, SYSADMIN = (
    "anonymous", "member", "other", "editor", "admin", "sysadmin",
)  # fmt: skip
WHO = (ANONYMOUS, MEMBER, OTHER, EDITOR, ADMIN, SYSADMIN)
WRITERS = {EDITOR, ADMIN, SYSADMIN}
READERS = {MEMBER, *WRITERS}  # of a private dataset
EVERYBODY = set(WHO)
HIDDEN = (302, 401, 403, 404)  # sent to log in, or told nothing

WRITING = {
    "donneesqc_deposit_cancel",
    "donneesqc_deposit_create",
    "donneesqc_deposit_part_add",
    "donneesqc_deposit_resume",
    "donneesqc_deposit_show",
    "donneesqc_deposit_submit",
    "donneesqc_version_restore",
    "donneesqc_version_withdraw",
}
READING = {"donneesqc_version_diff", "donneesqc_version_list", "donneesqc_version_show"}
LISTING = "donneesqc_deposit_list"


@dataclass(frozen=True)
class Stage:
    """A dataset with two versions and a deposit under way; a token for each account."""

    dataset: str
    private: bool
    tokens: dict[str, str]
    deposit: str
    table: str
    addresses: tuple[str, ...]

    @property
    def forms(self) -> list[str]:
        """Return every address to which a page's form is sent."""
        base = f"/dataset/{self.dataset}"
        deeds = ("annuler", "reprendre")
        return [
            f"{base}/versions/1/retablir",
            f"{base}/versions/1/retirer",
            *(f"{base}/depots/{self.deposit}/{deed}" for deed in deeds),
        ]

    def headers(self, who: str) -> dict[str, str]:
        return {"Authorization": self.tokens[who]} if who in self.tokens else {}

    def asked(self, action: str) -> dict:
        """Return what an action is given."""
        dataset = {"dataset": self.dataset}
        if action == "donneesqc_deposit_create":
            return {**dataset, "file_name": "a.csv", "size": 1, "sha256": "0" * 64}
        if action.startswith("donneesqc_deposit_") and action != LISTING:
            return {"id": self.deposit, "offset": 0}
        more = {"number": 1, "old": 1, "new": 2, "reason": "Raison"}
        return dataset if action == LISTING else {**dataset, **more}


@pytest.fixture(params=[False, True], ids=["public", "private"])
def stage(request: pytest.FixtureRequest, ready: None, app: CKANTestApp) -> Stage:
    """Make the dataset in a request of its own: who asks next is none of its business."""
    with app.flask_app.test_request_context():
        made = make_world()
        made.publish(FIRST)
        made.publish(SECOND)
        made.call("package_patch", id=made.dataset, private=request.param)
        waiting = made.create("id,nom,montant\n9,Autre,9\n")["id"]
        return Stage(
            dataset=made.dataset,
            private=request.param,
            tokens=_tokens(made),
            deposit=waiting,
            table=made.resource()["id"],
            addresses=tuple(_addresses(made, waiting)),
        )


def _tokens(world: World) -> dict[str, str]:
    """Make an account of each kind, and a token for each."""
    names = {EDITOR: world.editor}
    for who in (MEMBER, ADMIN):
        names[who] = factories.User()["name"]
        act("organization_member_create", id=world.organization, username=names[who], role=who)
    names[OTHER] = make_world().editor
    names[SYSADMIN] = factories.Sysadmin()["name"]
    return {
        who: act("api_token_create", user=name, name="essai")["token"]
        for who, name in names.items()
    }


def may(stage: Stage, action: str, who: str) -> bool:
    if action in WRITING or action == LISTING:
        return who in WRITERS
    return who in (READERS if stage.private else EVERYBODY)


def test_every_action_is_in_the_matrix() -> None:
    assert set(ACTIONS) == WRITING | READING | {LISTING}


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_action_answers_those_who_may_and_them_alone(
    stage: Stage, app: CKANTestApp, action: str
) -> None:
    answered = {}
    for who in WHO:
        address = f"/api/3/action/{action}"
        asked = stage.asked(action)
        if action == "donneesqc_deposit_part_add":
            data = {**asked, "upload": (io.BytesIO(b"x"), "part")}
            answer = app.post(address, data=data, headers=stage.headers(who))
        else:
            answer = app.post(address, json=asked, headers=stage.headers(who))
        answered[who] = answer.status_code
    refused = {who for who, status in answered.items() if status in (401, 403, 404)}
    wanted = {who for who in WHO if not may(stage, action, who)}
    assert refused == wanted, answered


def test_every_page_is_for_those_who_may(stage: Stage, app: CKANTestApp) -> None:
    readers = READERS if stage.private else EVERYBODY
    for address in stage.addresses:
        if "/comparer?" in address:
            continue  # leads anybody to the page of the difference, and says nothing
        wanted = WRITERS if _is_writers(address) else readers
        for who in WHO:
            answer = app.get(address, headers=stage.headers(who), follow_redirects=False)
            shown = answer.status_code not in HIDDEN
            assert shown == (who in wanted), (address, who, answer.status_code)
            if shown and stage.private:
                assert "public" not in answer.headers.get("Cache-Control", ""), address


def test_the_table_its_dump_and_its_file_are_the_datasets(stage: Stage, app: CKANTestApp) -> None:
    readers = READERS if stage.private else EVERYBODY
    for who in WHO:
        headers = stage.headers(who)
        for address in (
            f"/api/3/action/datastore_search?resource_id={stage.table}",
            f"/datastore/dump/{stage.table}",
            f"/dataset/{stage.dataset}/resource/{stage.table}/download/{stage.dataset}.csv",
        ):
            answer = app.get(address, headers=headers, follow_redirects=False)
            shown = answer.status_code not in HIDDEN
            assert shown == (who in readers), (address, who, answer.status_code)
            if shown and not address.startswith("/api"):
                assert "Cégep" in answer.body


def test_every_form_is_refused_to_those_who_may_not(stage: Stage, app: CKANTestApp) -> None:
    for address in stage.forms:
        for who in WHO:
            if who in WRITERS:
                continue
            answer = app.post(address, headers=stage.headers(who), follow_redirects=False)
            assert answer.status_code in HIDDEN, (address, who, answer.status_code)


def test_every_address_is_in_the_matrix(stage: Stage, app: CKANTestApp) -> None:
    rules = {
        rule.endpoint.removeprefix(f"{pages.name}.")
        for rule in _rules(app.flask_app)
        if rule.endpoint.startswith(f"{pages.name}.")
    }
    adapter = app.flask_app.url_map.bind("127.0.0.1")
    tried = {adapter.match(address.split("?")[0])[0] for address in stage.addresses}
    tried |= {adapter.match(address, method="POST")[0] for address in stage.forms}
    assert rules - {name.removeprefix(f"{pages.name}.") for name in tried} == set()


def test_a_list_of_all_deposits_has_only_those_that_one_may_write(
    stage: Stage, app: CKANTestApp
) -> None:
    address = f"/api/3/action/{LISTING}"
    for who in (MEMBER, OTHER):
        answer = app.post(address, json={}, headers=stage.headers(who))
        found = answer.json["result"]["results"]
        assert [item for item in found if item["dataset"] == stage.dataset] == []
    answer = app.post(address, json={}, headers=stage.headers(EDITOR))
    assert answer.json["result"]["count"] == 3


def test_a_reader_is_never_told_why_an_update_was_not_published(
    world: World, app: CKANTestApp
) -> None:
    world.publish(FIRST)
    world.publish("id,nom,montant\n1,École,SECRET-DU-FICHIER\n")
    page = app.get(f"/dataset/{world.dataset}").body
    assert "n’a pas été publiée" in page
    assert "SECRET-DU-FICHIER" not in page


def _addresses(world: World, waiting: str) -> list[str]:
    """Return every address that is read, with real values in it."""
    base = f"/dataset/{world.dataset}"
    version = world.versions()[0]
    found = world.call("donneesqc_deposit_list", dataset=world.dataset)["results"]
    live = next(item["id"] for item in found if item["state"] == "live")
    files = [item["address"] for item in (*version["files"], *version["raw"])]
    return [
        f"{base}/versions",
        f"{base}/versions.atom",
        f"{base}/versions/1",
        f"{base}/versions/2/difference?avec=1",
        f"{base}/versions/comparer?avec=1&version=2",
        f"{base}/versions/1/retablir",
        f"{base}/versions/1/retirer",
        f"{base}/depots",
        f"{base}/depots/{waiting}",
        f"{base}/depots/{waiting}/avancement",
        f"{base}/depots/{live}/rapport.html",
        f"{base}/depots/{live}/rapport.json",
        *("/" + address.split("/", 3)[3] for address in files),
    ]


def _is_writers(address: str) -> bool:
    return "/depots" in address or address.endswith(("/retablir", "/retirer"))


def _rules(app: Flask) -> list:
    return list(app.url_map.iter_rules())
