"""The pages of versions and deposits, and a table sent with the portal's own form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from tests.journeys.deposited import KEYED, REASON, Deposited, deposit, make_deposited, versions
from tests.journeys.keyboard import Tour, tab_through
from tests.journeys.stack import Portal
from tests.journeys.visits import LANGUAGES, visit
from tests.journeys.words import Corpus, gather_data, left_in_english, left_in_french

PUBLIC = (
    "dataset", "versions", "version", "version-withdrawn", "difference", "difference-none", "table",
)  # fmt: skip
FOR_EDITORS = (
    "deposits", "deposit-live", "deposit-replaced", "deposit-quarantined", "deposit-announced",
    "restore", "withdraw", "form-new", "form-edit",
)  # fmt: skip
STATUS = {"version-withdrawn": 410, "difference-none": 409}
OURS = "main, [role=main]"


@pytest.fixture(scope="module")
def deposited(pipeline: Portal) -> Iterator[Deposited]:
    """Give a dataset with a history, deleted afterwards."""
    made = make_deposited(pipeline)
    yield made
    pipeline.call("package_delete", {"id": made.name})


@pytest.fixture(scope="module")
def words(deposited: Deposited, pipeline: Portal) -> Corpus:
    """Return every text of the data, the deposits' own with them."""
    listed = pipeline.call("donneesqc_deposit_list", {"dataset": deposited.name})
    return gather_data(
        pipeline.call, listed, versions(pipeline, deposited.name), ["Projets", "JSON"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PUBLIC)
def test_a_reader_s_page_keeps_the_rules(
    reader: BrowserContext, deposited: Deposited, words: Corpus, page: str, language: str
) -> None:
    _keeps_the_rules(reader, deposited.public[page], language, words, STATUS.get(page, 200))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", FOR_EDITORS)
def test_an_editor_s_page_keeps_the_rules(
    editor: BrowserContext, deposited: Deposited, words: Corpus, page: str, language: str
) -> None:
    _keeps_the_rules(editor, deposited.for_editors[page], language, words, 200)


def _keeps_the_rules(
    context: BrowserContext, address: str, language: str, words: Corpus, status: int
) -> None:
    found = visit(context, address, language)
    left = left_in_english if language == "fr" else left_in_french
    wrong = {
        "status": found.status if found.status != status else 0,
        "language": found.language if found.language != language else "",
        "headings": found.headings if len(found.headings) != 1 else (),
        "overflow": found.overflow,
        "barriers": found.barriers,
        "outside": found.outside,
        "complaints": found.complaints,
        "words": left(found.texts, words),
    }
    assert {name: value for name, value in wrong.items() if value} == {}


@pytest.mark.parametrize("page", [*PUBLIC[1:], *FOR_EDITORS])
def test_every_control_is_reached_in_turn_and_seen(
    editors_tab: Tab, deposited: Deposited, page: str
) -> None:
    editors_tab.goto({**deposited.public, **deposited.for_editors}[page])
    editors_tab.wait_for_load_state("networkidle")  # the form draws its lists late
    assert tab_through(editors_tab) == Tour((), (), ())


def test_readers_are_told_of_what_was_not_published_and_of_what_will_change(
    tab: Tab, deposited: Deposited
) -> None:
    tab.goto(deposited.public["dataset"])
    notices = tab.locator(".dq-alert--warning", has_text="publiée").or_(
        tab.locator(".dq-alert--warning", has_text="change")
    )
    expect(notices).to_have_count(2)
    expect(notices.first).to_contain_text("n’a pas été publiée. Version affichée")
    expect(notices.last).to_contain_text("Le montant se trouve dans un autre jeu de données.")
    expect(tab.locator(OURS).first).not_to_contain_text("beaucoup")


def test_a_session_s_cookie_alone_erases_nothing(
    editor: BrowserContext, deposited: Deposited, pipeline: Portal
) -> None:
    asked = {"dataset": deposited.name, "number": 1, "reason": "Une page qui n’est pas la nôtre"}
    refused = editor.request.post("/api/3/action/donneesqc_version_withdraw", data=asked)
    assert refused.status == 400
    assert versions(pipeline, deposited.name)[-1]["withdrawn"] is None


def test_what_the_portal_refuses_is_said_beside_the_field(
    editors_tab: Tab, deposited: Deposited, tmp_path: Path
) -> None:
    tab = editors_tab
    tab.goto(deposited.for_editors["form-edit"])
    tab.get_by_role("button", name="Remplacer le fichier").click()
    tab.set_input_files("input[name=upload]", _table(tmp_path, "pont", 3))
    tab.locator("#deposit-change summary").click()
    tab.fill("#field-deposit-reason", REASON)
    day, said = tab.locator("#field-deposit-day"), tab.locator("#deposit-sending-said")
    for typed, refusal in (("demain", "2026-03-31"), ("2020-01-01", "d’avance")):
        day.fill(typed)
        tab.locator("button[name=save]").last.click()
        expect(tab.locator("#field-deposit-day-refused")).to_contain_text(refusal)
        expect(day).to_be_focused()
        expect(said).to_contain_text("à côté des champs")
        expect(said).not_to_contain_text("reprendre l’envoi")
        expect(tab.locator("button[name=save]").last).to_be_in_viewport()
        expect(said).to_be_in_viewport()


def test_a_file_that_breaks_columns_leads_to_the_form_where_one_says_why(
    editors_tab: Tab, pipeline: Portal, deposited: Deposited
) -> None:
    fewer = {"fields": KEYED["fields"][:2], "primaryKey": ["numero"]}
    broken = deposit(pipeline, deposited.name, "numero,nom\nP-07,Quai\n", table_schema=fewer)
    editors_tab.goto(f"/dataset/{deposited.name}/depots/{broken}")
    expect(editors_tab.locator(".dq-report")).to_be_hidden()
    editors_tab.get_by_role("link", name="Envoyer un fichier corrigé").click()
    expect(editors_tab.locator("#field-deposit-reason")).to_be_in_viewport()


def test_a_table_sent_with_the_form_is_followed_until_readers_see_it(
    editors_tab: Tab, deposited: Deposited, tmp_path: Path
) -> None:
    tab = editors_tab
    _choose(tab, deposited, _table(tmp_path, "école", 3000), "Écoles")
    _save(tab)
    tab.wait_for_url("**/depots/*")
    expect(tab.locator(".dq-status--live")).to_be_visible()
    expect(tab.locator(".dq-report")).to_be_visible()
    tab.goto(deposited.public["dataset"])
    expect(tab.get_by_role("link", name="Écoles", exact=True)).to_be_visible()


def test_the_report_of_a_wrong_table_is_on_the_page_of_its_deposit(
    editors_tab: Tab, deposited: Deposited, tmp_path: Path
) -> None:
    wrong = tmp_path / "sans-donnees.csv"
    wrong.write_text("nom,courriel\nTremblay,marie@exemple.ca\nRoy,luc@exemple.ca\n", "utf-8")
    _choose(editors_tab, deposited, wrong, "Personnes")
    _save(editors_tab)
    editors_tab.wait_for_url("**/depots/*")
    expect(editors_tab.locator(".dq-status--quarantined")).to_be_visible()
    expect(editors_tab.locator(".dq-report")).to_contain_text("courriel")


def test_what_was_typed_and_sent_stays_when_the_form_is_wrong_and_the_connection_cut(
    editors_tab: Tab, deposited: Deposited, tmp_path: Path
) -> None:
    tab, cuts = editors_tab, [True, False]
    tab.route(
        "**/donneesqc_deposit_part_add",
        lambda route: route.abort() if cuts and cuts.pop() else route.continue_(),
    )
    _choose(tab, deposited, _table(tmp_path, "aréna", 200_000), "")
    tab.fill("#field-description", "Ce qui a été écrit.")
    _save(tab)
    kept = tab.locator("#deposit-kept")
    expect(kept).to_contain_text("aréna.csv")
    expect(tab.locator("#field-description")).to_have_value("Ce qui a été écrit.")
    parts = []
    tab.on("request", lambda request: parts.append(request.url) if "part_add" in request.url else 0)
    tab.fill("#field-name", "Arénas")
    _save(tab)
    tab.wait_for_url("**/depots/*")
    expect(tab.locator(".dq-status--live")).to_be_visible()
    assert parts == []


def _table(folder: Path, word: str, rows: int) -> Path:
    path = folder / f"{word}.csv"
    lines = (f"{rank},{word} {rank},{rank * 7 % 1000}" for rank in range(rows))
    path.write_text("\n".join(["numero,nom,montant", *lines]) + "\n", encoding="utf-8")
    return path


def _choose(tab: Tab, deposited: Deposited, path: Path, title: str) -> None:
    """Open the form of a new resource, choose the file, write its title."""
    tab.goto(deposited.for_editors["form-new"])
    tab.set_input_files("input[name=upload]", path)
    tab.fill("#field-name", title)


def _save(tab: Tab) -> None:
    tab.evaluate("for (const field of document.querySelectorAll('[required]')) field.required = 0")
    tab.click("button[name=save][value=go-dataset-complete]")
