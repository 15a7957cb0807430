"""Where a deposit is, as its page says it: what waits, what stopped, what comes on a day."""

import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.deposits import records
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.work.quarantine import quarantine
from lxml.html import HtmlElement

from tests.extension.catalogue.html import parse, squeeze
from tests.extension.deposits.readers import Reader
from tests.extension.deposits.world import FIRST, KEYED, SECOND, World, work

FEWER = "id,nom\n1,École\n"
NARROWER = {"fields": KEYED["fields"][:2], "primaryKey": ["id"]}
WITH_ADDRESS = {"fields": [*KEYED["fields"], {"name": "courriel", "type": "string"}]}
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def editor(world: World, app: CKANTestApp) -> Reader:
    """Be the editor of the dataset's organisation."""
    return Reader(app, world, world.editor)


def page_of(world: World, editor: Reader, deposit: dict) -> HtmlElement:
    return parse(editor.get(f"/dataset/{world.dataset}/depots/{deposit['id']}").text)


def stages(page: HtmlElement) -> list[str]:
    return [squeeze(item.text_content()) for item in page.xpath("//ol[@class='dq-stages']/li")]


def status(page: HtmlElement) -> str:
    return squeeze(page.xpath("//div[contains(@class, 'dq-status')]")[0].text_content())


def test_a_file_that_waits_its_turn_is_not_said_to_be_checked(world: World, editor: Reader) -> None:
    page = page_of(world, editor, world.send(FIRST))
    assert stages(page)[1] == "En attente ou en vérification"
    assert len(page.xpath("//*[@aria-current='step']")) == 1


def test_an_announced_change_says_its_day_and_nothing_is_under_way(
    world: World, editor: Reader
) -> None:
    world.publish(FIRST)
    reason = {"table_schema": NARROWER, "breaking_reason": "Le montant n’est plus recueilli."}
    deposit = world.publish(FEWER, **reason)
    page = page_of(world, editor, deposit)
    assert page.xpath("//*[@aria-current='step']") == []
    assert stages(page)[1:3] == ["Vérifié (fait)", "Chargé (à venir)"]
    year = deposit["effective_date"].partition("-")[0]
    assert "il prendra effet le " in status(page)
    assert year in status(page)
    assert deposit["sentence"] in status(page)


def test_what_a_breaking_change_needs_is_a_click_away(world: World, editor: Reader) -> None:
    world.publish(FIRST)
    page = page_of(world, editor, world.publish(FEWER, table_schema=NARROWER))
    assert f"1{NBSP}changement majeur" in status(page)
    [address] = page.xpath("//a[contains(@href, 'changement=1')]/@href")
    form = parse(editor.get(address.partition("#")[0]).text)
    assert form.get_element_by_id(address.partition("#")[2]).get("open") is not None


def test_a_valid_report_is_folded_when_something_else_stopped_the_file(
    world: World, editor: Reader
) -> None:
    world.publish(FIRST)
    page = page_of(world, editor, world.publish(FEWER, table_schema=NARROWER))
    [report] = page.xpath("//*[@class='dq-report']")
    [folded] = report.xpath("ancestor::details")
    assert folded.get("open") is None
    assert folded.find("summary").text_content() == "Rapport de la vérification des cellules"
    wrong = page_of(world, editor, world.publish("id,nom,montant\n1,École,beaucoup\n"))
    assert wrong.xpath("//*[@class='dq-report']/ancestor::details") == []


def test_the_stage_where_a_file_stopped_is_the_one_it_was_at(world: World, editor: Reader) -> None:
    deposit = world.send(FIRST)
    found = records.known(deposit["id"])
    records.move(found, State.CHECKED)
    quarantine(found, "deposit-unloadable")
    assert stages(page_of(world, editor, deposit))[1:3] == ["Vérifié (fait)", "Chargé (arrêté)"]
    wrong = world.publish("id,nom,montant\n1,École,beaucoup\n")
    assert stages(page_of(world, editor, wrong))[1:3] == ["Vérifié (arrêté)", "Chargé (à venir)"]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("2", "Le fichier semble contenir des renseignements personnels."),
        ("deux", f"Le fichier a 1{NBSP}erreur et semble contenir des renseignements personnels."),
    ],
)
def test_a_page_counts_errors_as_its_report_does(
    world: World, editor: Reader, amount: str, said: str
) -> None:
    rows = f"id,nom,montant,courriel\n1,Tremblay,{amount},marie@exemple.ca\n"
    deposit = world.publish(rows, table_schema=WITH_ADDRESS)
    page = page_of(world, editor, deposit)
    assert said in status(page)
    verdict = page.xpath("//*[@class='dq-report']//div[contains(@class, 'verdict')]")[0]
    assert ("1 erreur" if amount == "deux" else "0 erreur") in squeeze(verdict.text_content())


def test_a_version_brought_back_keeps_its_number_in_the_deposits(
    world: World, editor: Reader
) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    world.call("donneesqc_version_restore", dataset=world.dataset, number=1)
    listed = f"/dataset/{world.dataset}/depots"
    assert "Version 1 rétablie" in editor.get(listed).text
    work()
    assert "Version 1 rétablie" in editor.get(listed).text
    assert "Version 3 rétablie" not in editor.get(listed).text


def test_a_withdrawal_names_the_versions_that_go_along(world: World, editor: Reader) -> None:
    world.publish(FIRST)
    world.publish(SECOND)
    world.call("donneesqc_version_restore", dataset=world.dataset, number=1)
    work()
    asked = editor.get(f"/dataset/{world.dataset}/versions/1/retirer").text
    assert f"la version{NBSP}3, faite du même fichier, qui est celle affichée maintenant" in asked
    assert f"version{NBSP}2" not in asked
    done = world.call("donneesqc_version_withdraw", dataset=world.dataset, number=1, reason="Noms")
    assert done["also"] == [3]
