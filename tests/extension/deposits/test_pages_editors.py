"""What editors see of deposits, what they decide of versions, and what others don't."""

import pytest
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp

from tests.extension.catalogue.html import inline_code, parse
from tests.extension.deposits.readers import Reader
from tests.extension.deposits.world import FIRST, SECOND, World, work

INVALID = "id,nom,montant\n1,École,beaucoup\n"


@pytest.fixture
def editor(world: World, app: CKANTestApp) -> Reader:
    """Be the editor of the dataset's organisation."""
    return Reader(app, world, world.editor)


def home(world: World) -> str:
    return f"/dataset/{world.dataset}"


def test_a_deposit_in_quarantine_shows_its_report_and_what_to_do(
    world: World, editor: Reader
) -> None:
    deposit = world.publish(INVALID)
    address = f"{home(world)}/depots/{deposit['id']}"
    answer = editor.get(address)
    assert "beaucoup" in answer.text
    assert "Envoyer un fichier corrigé" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert inline_code(parse(answer.text)) == []
    for form, kind in (("html", "text/html"), ("json", "application/json")):
        report = editor.get(f"{address}/rapport.{form}")
        assert report.content_type.startswith(kind)
        assert "attachment" in report.headers["Content-Disposition"]


def test_a_page_asks_for_what_moves_and_gets_nothing_while_nothing_does(
    world: World, editor: Reader
) -> None:
    sent = world.send(FIRST)
    page = parse(editor.get(f"{home(world)}/depots/{sent['id']}").text)
    [again] = page.xpath("//*[@id='deposit']/@hx-get")
    assert page.xpath("//a[@id='deposit-refresh']")
    assert editor.get(again).status_code == 204
    work()
    part = editor.get(again)
    assert "La nouvelle version est publiée." in part.text
    assert "hx-get" not in part.text
    assert "<html" not in part.text


@pytest.mark.parametrize("who", ["nobody", "stranger", "other editor"])
def test_others_see_nothing_of_deposits(world: World, app: CKANTestApp, who: str) -> None:
    deposit = world.publish(INVALID)
    account = ""
    if who != "nobody":
        account = factories.User()["name"]
    if who == "other editor":
        factories.Organization(users=[{"name": account, "capacity": "editor"}])
    reader = Reader(app, world, account)
    own = f"{home(world)}/depots/{deposit['id']}"
    pages = (f"{home(world)}/depots", own, f"{own}/avancement", f"{own}/rapport.json")
    for page in (*pages, f"{home(world)}/versions/1/retirer"):
        answer = reader.get(page)
        assert answer.status_code == 403
        assert "beaucoup" not in answer.text
    for deed in ("annuler", "reprendre"):
        assert reader.post(f"{own}/{deed}").status_code == 403
    assert "/depots" not in reader.get(home(world)).text


def test_a_deposit_is_not_shown_under_another_dataset(world: World, editor: Reader) -> None:
    deposit = world.publish(INVALID)
    other = world.call("package_show", id=world.dataset)
    kept = ("notes", "owner_org", "extras_organisation_principale", "license_id")
    kept += ("update_frequency", "ext_spatial", "language")
    copied = {name: other[name] for name in kept}
    world.call("package_create", name=f"{world.dataset}-b", title="Autre", **copied)
    assert editor.get(f"{home(world)}-b/depots/{deposit['id']}").status_code == 404


def test_a_deposit_is_cancelled_and_its_report_goes(world: World, editor: Reader) -> None:
    deposit = world.publish(INVALID)
    address = f"{home(world)}/depots/{deposit['id']}"
    assert editor.post(f"{address}/annuler").status_code == 302
    assert "beaucoup" not in editor.get(address).text
    assert editor.get(f"{address}/rapport.json").status_code == 404
    assert editor.post(f"{address}/annuler").status_code == 302


def test_a_published_deposit_can_t_be_cancelled_and_the_page_says_so(
    world: World, editor: Reader
) -> None:
    deposit = world.publish(FIRST)
    answer = editor.post(f"{home(world)}/depots/{deposit['id']}/annuler")
    assert answer.status_code == 409
    assert "ne peut plus être annulé" in answer.text


def test_a_version_is_brought_back_from_its_page(world: World, editor: Reader) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    address = f"{home(world)}/versions/1/retablir"
    assert "Rétablir la version 1" in editor.get(address).text
    answer = editor.post(address)
    assert "/depots/" in answer.headers["Location"]
    work()
    assert [row["id"] for row in world.rows()] == [1, 2, 3]
    assert "Version 1 rétablie" in editor.get(f"{home(world)}/versions").text
    assert editor.post(f"{home(world)}/versions/3/retablir").status_code == 409


def test_a_withdrawal_asks_why_and_whether_one_is_sure(world: World, editor: Reader) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    address = f"{home(world)}/versions/1/retirer"
    for fields in ({}, {"reason": "Noms"}, {"sure": "yes"}):
        answer = editor.post(address, **fields)
        assert answer.status_code == 422
        assert fields.get("reason", "") in answer.text
    assert world.versions()[-1]["withdrawn"] is None
    said = {"reason": "Noms de personnes", "decided_by": "Direction", "sure": "yes"}
    assert editor.post(address, **said).status_code == 302
    assert "Noms de personnes" in editor.get(f"{home(world)}/versions").text


def test_a_form_that_is_not_ours_is_refused(
    world: World, editor: Reader, app: CKANTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposit = world.publish(INVALID)
    monkeypatch.setitem(app.flask_app.config, "WTF_CSRF_ENABLED", True)
    own = f"{home(world)}/depots/{deposit['id']}"
    editor.headers = {}
    for address in (f"{own}/annuler", f"{home(world)}/versions/1/retirer"):
        assert editor.post(address).status_code in (400, 403)
    assert world.call("donneesqc_deposit_show", id=deposit["id"])["state"] == "quarantined"
