"""A person who can install nothing has files checked on the page « Vérifier un fichier »."""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from embedded.settings import ROOT, Settings
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from pipelines.template import columns_of
from schemas import load_schema
from tests.journeys.keyboard import go_to, press
from tests.journeys.visits import LANGUAGES, visit

BUDGET = ROOT / "schemas" / "budget-de-depenses" / "1.0.0" / "examples"
VALID, INVALID = BUDGET / "valide.csv", BUDGET / "invalide-type-de-credits-inconnu.csv"
NBSP = "\u00a0"
MAIN = "[role=main]"
TOO_LARGE = 50_500_000  # octets


@pytest.fixture
def left(settings: Settings) -> Callable[[], list[Path]]:
    """Return what lists the files that the checker holds."""
    return lambda: list((settings.storage / "verifications").rglob("*"))


def send(tab: Tab, file: Path, schema: str = "") -> None:
    """Choose a file and a schema, and send the form."""
    tab.goto("/verifier")
    tab.set_input_files("#checker-upload", file)
    tab.select_option("#checker-schema", schema)
    with tab.expect_navigation():
        tab.get_by_role("button", name="Vérifier le fichier").click()


def check(tab: Tab, file: Path, schema: str = "") -> None:
    """Have a file checked and wait for what was found, which comes by itself."""
    send(tab, file, schema)
    expect(tab.locator("[data-dq-waiting]")).to_have_count(0)


def test_a_valid_file_is_said_valid_and_nothing_of_it_is_left(tab: Tab, left) -> None:
    check(tab, VALID, "budget-de-depenses")
    expect(tab.locator("h1")).to_have_text("Rapport de vérification")
    expect(tab.locator(".verdict")).to_contain_text("Valide")
    expect(tab.locator(MAIN)).to_contain_text("valide.csv")
    expect(tab.locator(MAIN)).to_contain_text(hashlib.sha256(VALID.read_bytes()).hexdigest())
    assert left() == []


def test_an_invalid_file_is_told_where_what_and_how_to_mend_it(tab: Tab, left) -> None:
    check(tab, INVALID, "budget-de-depenses")
    expect(tab.locator(".verdict")).to_contain_text("Non valide")
    errors = tab.get_by_role("table").filter(has_text="type_de_credits")
    expect(errors).to_contain_text("Ligne 2")
    expect(errors).to_contain_text(f"«{NBSP}Annuels{NBSP}»")
    expect(errors).to_contain_text("une valeur permise")
    assert left() == []


def test_the_whole_check_is_made_by_keyboard(tab: Tab, tmp_path: Path) -> None:
    tab.on("filechooser", lambda _: None)  # the browser is told to expect one well before the key
    tab.goto("/verifier")
    go_to(tab, "^upload$")
    with tab.expect_file_chooser() as chooser:
        tab.keyboard.press("Enter")
    chooser.value.set_files(INVALID)
    press(tab, "^Vérifier le fichier$")
    expect(tab.locator(".verdict")).to_be_visible()
    go_to(tab, r"^Télécharger le rapport \(JSON\)$")
    with tab.expect_download() as download:
        tab.keyboard.press("Enter")
    file = tmp_path / "rapport.json"
    download.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["donneesqc"]["guidelines"]


def test_the_downloaded_page_is_whole_by_itself(tab: Tab, tmp_path: Path) -> None:
    check(tab, INVALID)
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Télécharger le rapport (HTML)").click()
    assert download.value.suggested_filename == "invalide-type-de-credits-inconnu-rapport.html"
    file = tmp_path / "rapport.html"
    download.value.save_as(file)
    text = file.read_text("utf-8")
    assert "Rapport de vérification" in text
    assert not re.search(r"<(?:script|link|img)\b|https?://", text)


def test_a_file_that_is_no_table_is_refused_in_plain_words(tab: Tab, tmp_path: Path, left) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" * 30)
    check(tab, file)
    expect(tab.locator("h1")).to_have_text("Le fichier n’a pas pu être vérifié")
    expect(tab.locator(".alert")).to_contain_text("document PDF, pas un tableau")
    assert left() == []


def test_a_file_that_is_too_large_is_refused_in_french(tab: Tab, tmp_path: Path, left) -> None:
    file = tmp_path / "gros.csv"
    file.write_bytes(b"x" * TOO_LARGE)
    send(tab, file)
    expect(tab.get_by_role("alert")).to_contain_text(f"Le fichier dépasse 50{NBSP}Mo")
    assert left() == []


def test_a_form_that_another_site_sends_is_refused(portal, left) -> None:
    answer = portal.client.post(
        f"{portal.address}/verifier", files={"upload": ("a.csv", b"a,b\n1,2\n")}
    )
    assert answer.status_code == 400
    assert left() == []


def test_without_a_script_the_page_refreshes_by_itself(browser, settings: Settings) -> None:
    context = browser.new_context(base_url=settings.portal, java_script_enabled=False)
    tab = context.new_page()
    send(tab, VALID)
    expect(tab.locator("h1")).to_have_text("Rapport de vérification")
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", [VALID, INVALID], ids=lambda file: file.stem)
def test_a_report_keeps_the_rules_of_every_page(
    tab: Tab, reader: BrowserContext, language: str, file: Path
) -> None:
    check(tab, file, "budget-de-depenses")
    token = tab.url.rpartition("/")[2]
    found = visit(reader, f"/verifier/{token}", language)
    assert found.status == 200
    assert found.headings == ("Rapport de vérification" if language == "fr" else "Check report",)
    for faults in (found.overflow, found.barriers, found.outside, found.complaints):
        assert faults == ()
    assert "'unsafe-inline'" not in found.policy


def test_a_template_is_downloaded_with_the_columns_of_its_schema(tab: Tab, tmp_path: Path) -> None:
    tab.goto("/verifier")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Régions administratives du Québec").click()
    file = tmp_path / "gabarit.xlsx"
    download.value.save_as(file)
    with zipfile.ZipFile(file) as workbook:
        text = "".join(
            workbook.read(name).decode("utf-8", "replace") for name in workbook.namelist()
        )
    schema = load_schema("regions-administratives/1.0.0")
    assert all(column.heading in text for column in columns_of(schema, "fr"))
