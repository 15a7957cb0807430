"""The home page, the frame of every page, and what an error says."""

import re
from pathlib import Path

import ckan.plugins.toolkit as tk
import ckanext.donneesqc
import pytest
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.catalogue.errors import describe_error
from ckanext.donneesqc.catalogue.preparation import load_categories

from tests.extension.catalogue import small_portal
from tests.extension.catalogue.html import parse, squeeze
from tests.extension.catalogue.records import act, create_dataset, create_organization


def shown(app: CKANTestApp, address: str, **options: object) -> str:
    return squeeze(parse(app.get(address, **options).body).text_content())


def test_the_home_page_counts_public_datasets_and_lists_the_newest(
    app: CKANTestApp, portal: None
) -> None:
    small_portal.fill()
    create_dataset(name="secret", title="Jeu secret", private=True)
    page = parse(app.get("/").body)
    counters = [
        squeeze(node.text_content()) for node in page.xpath("//dl[@class='dq-counters']/div")
    ]
    assert counters[:2] == ["jeux de données 2", "organisations 1"]
    titles = [node.text_content() for node in page.xpath("//li[@class='dq-card']//h3")]
    assert titles == ["Fonds général", "Budget de dépenses"]
    (category,) = page.xpath("//a[@class='dq-tile']")
    assert "2 jeux de données" in squeeze(category.text_content())


def test_a_sysadmins_private_datasets_stay_off_the_home_page(
    app: CKANTestApp, portal: None
) -> None:
    create_organization()
    create_dataset(name="secret", title="Jeu secret", private=True)
    token = factories.SysadminWithToken()["token"]
    assert "Jeu secret" not in shown(app, "/", headers={"Authorization": token})


def test_an_empty_portal_has_a_home_page(app: CKANTestApp, portal: None) -> None:
    assert "Aucun jeu de données n’est encore publié." in shown(app, "/")


def test_every_category_of_the_portal_has_a_drawing() -> None:
    assets = Path(next(iter(ckanext.donneesqc.__path__))) / "catalogue/assets/donneesqc/images"
    sheet = (assets / "categories.svg").read_text(encoding="utf-8")
    assert set(load_categories()) | {"other"} == set(re.findall(r'<symbol id="([\w-]+)"', sheet))


def test_every_page_says_that_the_site_is_not_official_unless_it_is(
    app: CKANTestApp, portal: None
) -> None:
    assert "n’est pas publié par le gouvernement du Québec" in shown(app, "/about")


def test_an_official_site_carries_no_notice(
    app: CKANTestApp, portal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, "donneesqc.official", True)
    assert "n’est pas publié par le gouvernement du Québec" not in shown(app, "/about")


def test_a_page_leads_to_itself_in_the_other_language(app: CKANTestApp, portal: None) -> None:
    page = parse(app.get("/dataset/?q=eau").body)
    (link,) = page.xpath("//a[@hreflang='en']")
    assert link.get("href") == "/en/dataset/?q=eau"
    assert link.get("lang") == "en"


def test_the_reader_is_told_where_they_are(app: CKANTestApp, portal: None) -> None:
    small_portal.fill()
    current = {"/dataset/": "page", "/dataset/budget-de-depenses": "true"}
    for address, value in current.items():
        (link,) = parse(app.get(address).body).xpath("//nav[@id='dq-navigation']//a[@aria-current]")
        assert link.get("aria-current") == value
        assert link.text_content() == "Jeux de données"


def test_a_missing_page_says_what_to_do(app: CKANTestApp, portal: None) -> None:
    text = shown(app, "/dataset/ce-jeu-n-existe-pas", status=404)
    assert "Page introuvable" in text
    assert "Rechercher un jeu de données" in text


def test_a_forbidden_page_offers_to_log_in(app: CKANTestApp, portal: None) -> None:
    create_organization()
    page = parse(app.get("/organization/edit/sct", status=403).body)
    assert squeeze(page.xpath("//h1")[0].text_content()) == "Accès refusé"
    assert page.xpath("//div[@class='dq-error']//a[@href='/user/login']")


@pytest.mark.usefixtures("with_request_context")
def test_an_internal_error_is_the_portals_fault_however_ckan_says_it(portal: None) -> None:
    for code in (500, [500], None, 503):
        assert describe_error(code).ours
    assert not describe_error(404).ours
    assert describe_error(418).title == describe_error(400).title


def test_only_addresses_of_the_portal_show_as_pictures(app: CKANTestApp, portal: None) -> None:
    create_organization()
    act("organization_patch", id="sct", image_url="https://ailleurs.example/logo.png")
    assert "ailleurs.example" not in app.get("/organization/sct").body


def test_pages_of_results_have_names(
    app: CKANTestApp, portal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, "ckan.datasets_per_page", 1)
    small_portal.fill()
    page = parse(app.get("/dataset/?page=2").body)
    (pages,) = page.xpath("//nav[@aria-label='Pages de résultats']")
    assert [squeeze(link.text_content()) for link in pages.iter("a")] == [
        "Page précédente",
        "1",
        "2",
    ]


def test_french_titles_say_so_on_english_pages(app: CKANTestApp, portal: None) -> None:
    small_portal.fill()
    for address in ("/dataset/", "/dataset/budget-de-depenses", "/"):
        english = parse(app.get(f"/en{address}").body)
        assert english.xpath("//*[@lang='fr' and contains(., 'Budget de dépenses')]"), address
    assert not parse(app.get("/dataset/").body).xpath("//main//*[@lang='fr']")
