"""The pages of a dataset's versions, as a browser meets them."""

import pytest
from ckan.tests.helpers import CKANTestApp

from tests.extension.catalogue.html import inline_code, parse, squeeze
from tests.extension.deposits.world import FIRST, KEYED, SECOND, World, work

NBSP = "\N{NO-BREAK SPACE}"
INVALID = "id,nom,montant\n1,École,beaucoup\n"


def words(body: str) -> str:
    """Return what the main part of a page says."""
    return squeeze(parse(body).xpath("//*[@role='main']")[0].text_content())


@pytest.fixture
def two_versions(world: World) -> World:
    """Publish two versions of a table."""
    assert world.publish(FIRST)["state"] == "live"
    assert world.publish(SECOND)["state"] == "live"
    return world


def test_the_history_lists_each_version_with_its_counts_and_files(
    two_versions: World, app: CKANTestApp
) -> None:
    page = parse(app.get(f"/dataset/{two_versions.dataset}/versions").body)
    said = squeeze(page.xpath("//ol[@class='dq-versions']/li[1]")[0].text_content())
    assert "Version 2" in said
    assert "Lignes3 Ajoutées1 Modifiées1 Retirées1" in said
    assert "projets.csv" in said
    assert inline_code(page) == []


def test_a_version_that_is_not_there_is_not_found(two_versions: World, app: CKANTestApp) -> None:
    for address in ("/versions/3", "/versions/0", "/versions?table=x", "/versions?page=9"):
        assert (
            app.get(f"/dataset/{two_versions.dataset}{address}", expect_errors=True).status_code
            == 404
        )


def test_readers_are_told_of_an_update_not_published_and_never_why(
    two_versions: World, app: CKANTestApp
) -> None:
    assert two_versions.publish(INVALID)["state"] == "quarantined"
    said = words(app.get(f"/dataset/{two_versions.dataset}").body)
    assert f"n’a pas été publiée. Version affichée{NBSP}: 2, du " in said
    assert "beaucoup" not in said


def test_an_update_not_published_is_still_told_when_a_change_is_announced(
    two_versions: World, app: CKANTestApp
) -> None:
    two_versions.publish(INVALID)
    narrower = {"fields": KEYED["fields"][:2], "primaryKey": ["id"]}
    asked = {"table_schema": narrower, "breaking_reason": "Le montant n’est plus recueilli."}
    assert two_versions.publish("id,nom\n1,École\n", **asked)["state"] == "announced"
    said = words(app.get(f"/dataset/{two_versions.dataset}").body)
    assert "n’a pas été publiée" in said
    assert "n’est plus recueilli" in said
    assert two_versions.publish(FIRST)["state"] == "live"
    assert "n’a pas été publiée" not in words(app.get(f"/dataset/{two_versions.dataset}").body)


def test_the_page_of_a_table_leads_to_its_versions(two_versions: World, app: CKANTestApp) -> None:
    table = two_versions.resource()["id"]
    page = parse(app.get(f"/dataset/{two_versions.dataset}/resource/{table}").body)
    [link] = page.xpath(f"//a[@href='/dataset/{two_versions.dataset}/versions']")
    assert link.text_content() == f"Historique (2{NBSP}versions)"
    assert page.xpath("//a[contains(@href, '/depots')]") == []


def test_a_version_is_compared_with_the_nearest_one_that_is_left(
    two_versions: World, app: CKANTestApp
) -> None:
    home = f"/dataset/{two_versions.dataset}"
    two_versions.call(
        "donneesqc_version_withdraw", dataset=two_versions.dataset, number=2, reason="Noms"
    )
    work()  # version 1 comes back as version 3
    page = parse(app.get(f"{home}/versions").body)
    links = page.xpath("//a[contains(@href, '/difference')]/@href")
    assert links == [f"{home}/versions/3/difference?avec=1"]
    said = words(app.get(f"{home}/versions").body)
    assert "2 versions sont gardées ici" in said
    assert f"1{NBSP}autre a été retirée" in said
    alone = words(app.get(f"{home}/versions/3").body)
    assert f"Ce qui a changé depuis la version{NBSP}1" in alone
    assert "Ajoutées" not in alone
    assert f"Historique (3{NBSP}versions, dont 1{NBSP}retirée)" in words(app.get(home).body)


def test_the_types_of_columns_are_words(two_versions: World, app: CKANTestApp) -> None:
    page = parse(app.get(f"/dataset/{two_versions.dataset}/versions/2").body)
    rows = page.xpath("//table[.//th[@scope='row']]/tbody/tr")
    assert [row[1].text_content() for row in rows] == ["nombre entier", "texte", "nombre"]
