"""The pages of a dataset's versions, as a browser meets them."""

import pytest
from ckan.tests.helpers import CKANTestApp

from tests.extension.catalogue.html import inline_code, parse, squeeze
from tests.extension.deposits.world import FIRST, KEYED, SECOND, World

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
