"""The page « Vérifier un fichier », as a browser meets it."""

import io
import zipfile

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.validation import config
from ckanext.donneesqc.validation.offered import list_offered
from lxml import html

from tests.extension.catalogue.html import inline_code, parse, squeeze
from tests.extension.catalogue.test_safety import policy
from tests.extension.validation.files import INVALID, PDF, VALID, left, work

BUDGET = "budget-de-depenses"

pytestmark = pytest.mark.usefixtures("checker")


def send(app: CKANTestApp, content: bytes, name: str = "budget.csv", **fields: str):
    """Send the form and return the answer, a redirection not followed."""
    data = {"upload": (io.BytesIO(content), name), **fields}
    return app.post("/verifier", data=data, follow_redirects=False, expect_errors=True)


def report_of(app: CKANTestApp, content: bytes, name: str = "budget.csv", **fields: str) -> str:
    """Return the address of the report of a file that was checked."""
    answer = send(app, content, name, **fields)
    assert answer.status_code == 302
    work()
    return answer.headers["Location"]


def words(page: html.HtmlElement) -> str:
    return squeeze(page.xpath("//*[@class='dq-checker']")[0].text_content())


def test_the_form_offers_every_schema_and_its_template(app: CKANTestApp) -> None:
    page = parse(app.get("/verifier").body)
    options = [node.get("value") for node in page.xpath("//select[@id='checker-schema']/option")]
    assert options == ["", *(offered.name for offered in list_offered())]
    for name in options[1:]:
        assert page.xpath(f"//a[@href='/verifier/gabarit/{name}.xlsx']")
    assert "50\N{NO-BREAK SPACE}Mo" in words(page)


def test_the_form_is_reached_from_every_page_and_from_the_home_page(app: CKANTestApp) -> None:
    assert parse(app.get("/about").body).xpath("//nav//a[@href='/verifier']")
    page = parse(app.get("/verifier").body)
    assert page.xpath("//nav//a[@href='/verifier']/@aria-current") == ["page"]
    assert parse(app.get("/").body).xpath("//*[@class='dq-uses']//a[@href='/verifier']")


def test_the_page_is_in_english_too(app: CKANTestApp) -> None:
    assert "Check a file" in words(parse(app.get("/en/verifier").body))


def test_a_waiting_page_says_so_and_answers_202(app: CKANTestApp) -> None:
    address = send(app, VALID).headers["Location"]
    answer = app.get(address)
    page = parse(answer.body)
    assert answer.status_code == 202
    assert "Vérification en cours" in words(page)
    assert page.xpath("//*[@role='status']")
    assert page.xpath("//noscript/meta[@http-equiv='refresh']")
    work()
    assert app.get(address).status_code == 200


def test_the_report_stands_in_the_page_with_its_files_to_download(app: CKANTestApp) -> None:
    address = report_of(app, INVALID, schema=BUDGET)
    answer = app.get(address)
    page = parse(answer.body)
    assert "Annuels" in words(page)
    assert "une valeur permise" in words(page)
    assert inline_code(page) == []
    assert len(page.xpath("//h1")) == 1
    for form, kind in (("html", "text/html"), ("json", "application/json")):
        (link,) = page.xpath(f"//a[contains(@href, 'rapport.{form}')]/@href")
        file = app.get(link)
        assert file.headers["Content-Type"].startswith(kind)
        assert f"budget-rapport.{form}" in file.headers["Content-Disposition"]
        assert "Annuels" in file.get_data(as_text=True)


def test_a_file_that_cant_be_read_is_told_why(app: CKANTestApp) -> None:
    found = words(parse(app.get(report_of(app, PDF, "rapport.pdf")).body))
    assert "Le fichier n’a pas pu être vérifié" in found
    assert "PDF" in found


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"schema": "/etc/passwd"}, "schema"), ({"publication": "bientôt"}, "publication")],
)
def test_what_is_wrong_in_the_form_is_said_beside_its_field(
    app: CKANTestApp, fields: dict, field: str
) -> None:
    answer = send(app, VALID, **fields)
    page = parse(answer.body)
    assert answer.status_code == 422
    control = page.get_element_by_id(f"checker-{field}")
    assert control.get("aria-invalid") == "true"
    said = page.get_element_by_id(f"checker-{field}-error").text_content()
    assert said in page.xpath("//*[@role='alert']")[0].text_content()
    assert f"checker-{field}-error" in control.get("aria-describedby")
    assert page.xpath("//title")[0].text.strip().startswith("Erreur")
    assert left() == []


def test_a_form_without_a_file_asks_for_one(app: CKANTestApp) -> None:
    answer = app.post("/verifier", data={"schema": ""}, expect_errors=True)
    assert answer.status_code == 422
    assert "Choisissez un fichier." in answer.body


@pytest.mark.parametrize("octets", [1_010_000, 1_100_000])
def test_a_file_that_is_too_large_is_refused_in_french(
    app: CKANTestApp, monkeypatch: pytest.MonkeyPatch, octets: int
) -> None:
    monkeypatch.setitem(tk.config, config.MAX_SIZE, 1)
    answer = send(app, b"x" * octets)
    assert answer.status_code == 413
    assert "Le fichier dépasse 1\N{NO-BREAK SPACE}Mo" in words(parse(answer.body))
    assert left() == []


def test_the_interface_refuses_what_is_too_large_before_reading_it(
    app: CKANTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, config.MAX_SIZE, 1)
    data = {"upload": (io.BytesIO(b"x" * 1_100_000), "a.csv")}
    address = "/api/3/action/donneesqc_file_check_create"
    assert app.post(address, data=data, expect_errors=True).status_code in (400, 413)
    assert left() == []


@pytest.mark.parametrize("name", ["a\x00b.csv", "a\x01b.csv", "a\x07b\x1b[31m.csv", "a\u202eb.csv"])
def test_a_name_with_control_characters_is_shown_and_downloaded_without_them(
    app: CKANTestApp, name: str
) -> None:
    address = report_of(app, VALID, name)
    answer = app.get(f"{address}/rapport.json")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].isprintable()


def test_a_busy_portal_says_when_to_come_back(
    app: CKANTestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, config.MAX_WAITING, 0)
    answer = send(app, VALID)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Réessayez dans une minute" in words(parse(answer.body))


def test_a_report_that_is_gone_says_so(app: CKANTestApp) -> None:
    for address in ("/verifier/" + "a" * 43, "/verifier/x/rapport.html"):
        answer = app.get(address, status=404)
        assert "Ce rapport n’existe plus" in answer.body


def test_a_report_is_kept_by_no_cache_and_no_search_engine(app: CKANTestApp) -> None:
    address = report_of(app, VALID)
    for wanted in (address, f"{address}/rapport.html", f"{address}/rapport.json"):
        headers = app.get(wanted).headers
        assert "no-store" in headers["Cache-Control"]
        assert "public" not in headers["Cache-Control"]
        assert headers["X-Robots-Tag"] == "noindex"
        assert policy(headers)["script-src"] == ["'self'"]
        assert policy(headers)["style-src"] == ["'self'"]


def test_nothing_of_a_file_or_of_its_name_becomes_a_part_of_the_page(app: CKANTestApp) -> None:
    evil = "<img src=x onerror=alert(1)>"
    file = f'"{evil}","</main><script>alert(1)</script>"\n"{evil}",2,3\n'.encode()
    address = report_of(app, file, f"{evil}.csv")
    page = parse(app.get(address).body)
    assert inline_code(page) == []
    assert not page.xpath("//img[@src='x']|//*[@onerror]")
    assert page.xpath("//footer"), "the page goes on after the report"


def test_a_template_is_a_workbook_with_the_schemas_columns(app: CKANTestApp) -> None:
    answer = app.get(f"/verifier/gabarit/{BUDGET}.xlsx")
    assert "spreadsheetml" in answer.headers["Content-Type"]
    assert f"gabarit-{BUDGET}.xlsx" in answer.headers["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert "xl/workbook.xml" in names


@pytest.mark.parametrize("name", ["inconnu", "..%2F..%2Fschemas", "mrc%2F1.0.0"])
def test_a_template_of_no_schema_is_not_found(app: CKANTestApp, name: str) -> None:
    assert app.get(f"/verifier/gabarit/{name}.xlsx", status=404)
