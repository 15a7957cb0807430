"""A reader finds a dataset, reads, cites and downloads it with the keyboard alone."""

import csv
import hashlib
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from pipelines.messages import FILE_REPAIRS
from schemas import load_schema
from tests.addresses import PAGES, Page
from tests.journeys.keyboard import go_to, press
from tests.journeys.stack import Portal

SPENDING, BUDGET = "comptes-publics-fonds-general", "budget-de-depenses"
BADGE = "Données fictives"


def test_budgetaires_finds_the_budget_and_its_page_by_keyboard(tab: Tab) -> None:
    tab.goto("/")
    go_to(tab, "^q$")
    tab.keyboard.type("budgetaires")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_contain_text("3 jeux de données")
    press(tab, "^Budget de dépenses")
    expect(tab.locator("h1")).to_contain_text("Budget de dépenses")
    assert tab.url.endswith(f"/dataset/{BUDGET}")


def test_a_facet_narrows_the_list_and_can_be_taken_away(tab: Tab, portal: Portal) -> None:
    tab.goto("/dataset/")
    before = tab.locator(".dataset-item").count()
    press(tab, "^Ministère des Finances")
    assert "organization=mfq" in tab.url
    titles = tab.locator(".dataset-item h2, .dataset-item h3").all_text_contents()
    assert 0 < len(titles) < before
    theirs = portal.call("package_search", {"fq": "organization:mfq", "rows": 100})["results"]
    assert sorted(map(str.strip, titles)) == sorted(dataset["title"] for dataset in theirs)
    press(tab, r"Ministère des Finances|Retirer|Supprimer")
    assert tab.locator(".dataset-item").count() == before


def test_the_page_says_where_the_data_came_from(tab: Tab, portal: Portal) -> None:
    origin = portal.resource(SPENDING, "original")["provenance"]
    tab.goto(f"/dataset/{SPENDING}")
    said = tab.locator("#provenance")
    for words in (origin["address"], origin["sha256"], origin["schema"], "964"):
        expect(said).to_contain_text(words)
    expect(said).to_contain_text("Environnement, Lutte contre les changements climatiques, Faune")
    repairs = (repair for repair in origin["repairs"] if repair["code"] not in FILE_REPAIRS)
    repaired = sum(repair["count"] for repair in repairs)
    assert repaired > 900
    assert f"{repaired:,}".replace(",", "") in re.sub(r"(?<=\d)\s(?=\d)", "", said.inner_text())


def test_the_citation_is_copied_with_version_date_and_hash(tab: Tab, portal: Portal) -> None:
    dataset = portal.dataset(SPENDING)
    tab.goto(f"/dataset/{SPENDING}")
    go_to(tab, "^Copier la citation$")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status").filter(has_text="Citation copiée")).to_be_visible()
    copied = tab.evaluate("() => navigator.clipboard.readText()")
    wanted = (
        dataset["title"],
        dataset["version"],
        dataset["metadata_modified"][:4],
        portal.resource(SPENDING, "normalise")["hash"],
        f"{portal.address}/dataset/{SPENDING}",
    )
    assert [words for words in wanted if words not in copied] == []


def test_the_normalised_file_downloaded_has_the_hash_shown(
    tab: Tab, portal: Portal, tmp_path: Path
) -> None:
    tab.goto(f"/dataset/{SPENDING}")
    shown = tab.locator("#citer").inner_text()
    go_to(tab, r"^Télécharger.*Table normalisée")
    with tab.expect_download() as download:
        tab.keyboard.press("Enter")
    file = tmp_path / "table.csv"
    download.value.save_as(file)
    assert hashlib.sha256(file.read_bytes()).hexdigest() in shown
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 964


def test_the_preview_shows_the_columns_french_names_and_the_rows(tab: Tab, portal: Portal) -> None:
    resource = portal.resource(SPENDING, "normalise")
    schema = load_schema(resource["schema"])
    tab.goto(f"/dataset/{SPENDING}/resource/{resource['id']}")
    preview = tab.frame_locator("iframe")
    heads = preview.get_by_role("columnheader")
    expect(heads.filter(has_text="Portefeuille").first).to_be_visible()
    names = {" ".join(text.split()) for text in heads.all_text_contents()}
    assert {field.title for field in schema.fields} <= names
    expect(preview.get_by_role("cell", name="Assemblée nationale").first).to_be_visible()


def test_the_preview_can_be_searched_and_left_by_keyboard(tab: Tab, portal: Portal) -> None:
    resource = portal.resource(SPENDING, "normalise")
    tab.goto(f"/dataset/{SPENDING}/resource/{resource['id']}")
    preview = tab.frame_locator("iframe")
    expect(preview.get_by_role("cell", name="Assemblée nationale").first).to_be_visible()
    preview.get_by_role("searchbox").first.focus()
    tab.keyboard.type("santé sociaux\n")  # two words, an accent
    row = preview.locator("#dtprv tbody tr").first
    expect(row).to_contain_text("Santé et Services sociaux")
    go_to(tab, "Voir l’aperçu seul")


@pytest.mark.parametrize("page", [page for page in PAGES if page.fictional], ids=lambda p: p.name)
def test_fictional_data_say_so_on_their_pages(tab: Tab, page: Page, address_of) -> None:
    tab.goto(address_of(page))
    expect(tab.locator("[role=main]").get_by_text(BADGE).first).to_be_visible()


@pytest.mark.parametrize("name", ["projets-ressources-informationnelles", BUDGET])
@pytest.mark.parametrize("address", ["/dataset/?q={}", "/organization/{}", "/"])
def test_fictional_data_say_so_in_every_list(
    tab: Tab, portal: Portal, name: str, address: str
) -> None:
    dataset = portal.dataset(name)
    words = dataset["organization"]["name"] if "organization" in address else f"name:{name}"
    tab.goto(address.format(words))
    items = tab.locator("li, article").filter(has=tab.locator(f"a[href$='/dataset/{name}']"))
    if address != "/" or items.count():  # the newest ones only
        expect(items.last).to_contain_text(BADGE)


def test_real_data_are_not_said_fictional(tab: Tab) -> None:
    tab.goto(f"/dataset/{SPENDING}")
    expect(tab.locator("[role=main]")).to_contain_text("Provenance")
    assert BADGE not in tab.locator("[role=main]").inner_text()


def test_the_same_page_is_in_english_one_key_away(tab: Tab) -> None:
    tab.goto(f"/dataset/{SPENDING}")
    press(tab, "^English$")
    assert tab.url.endswith(f"/en/dataset/{SPENDING}")
    expect(tab.locator("html")).to_have_attribute("lang", "en")
    expect(tab.get_by_role("heading", name="Cite")).to_be_visible()
