"""The report as a page: whole, accessible, and blind to what cells try to write in it."""

import re
from html.parser import HTMLParser

import pytest

from pipelines.report import NO, CheckedFile, Guideline, PersonalInformation, Repair
from pipelines.report.as_html import html_report
from tests.unit.report.checked import cell_error, checked_file

HOSTILE = "<script>alert(1)</script><img src=x onerror=y>\x1b[2J&"


class Reader(HTMLParser):
    """Keep the page's elements and check that each that opens is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.elements if name == tag]


def read(page: str) -> Reader:
    """Return the elements of a page."""
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.fixture
def full() -> CheckedFile:
    """Return a file of which there is something to say in every section, all of it hostile."""
    return checked_file(
        cell_error(3, "Date", HOSTILE),
        name=HOSTILE,
        guidelines=(Guideline("b", "Virgule", NO, (HOSTILE,)),),
        personal=(PersonalInformation(HOSTILE, "Courriel", HOSTILE, blocks=True),),
        repairs=(Repair("espaces retirées", 2, HOSTILE),),
        notices=(HOSTILE,),
        request=HOSTILE,
    )


def test_what_a_cell_holds_is_text_and_never_markup(full: CheckedFile) -> None:
    page = html_report(full)
    reader = read(page)
    assert reader.named("script") == []
    assert reader.named("img") == []
    assert page.count("&lt;script&gt;") >= 6
    assert "\x1b" not in page


def test_the_page_needs_nothing_else(full: CheckedFile) -> None:
    page = html_report(full)
    assert not re.search(r"https?:|\bsrc=x>|<link|@import|url\(", page)
    assert "default-src 'none'" in page


def test_each_table_has_a_caption_and_its_headings_a_scope(full: CheckedFile) -> None:
    reader = read(html_report(full))
    assert len(reader.named("caption")) == len(reader.named("table")) == 4
    assert all("scope" in heading for heading in reader.named("th"))


def test_each_link_leads_to_a_section(full: CheckedFile) -> None:
    reader = read(html_report(full))
    anchors = {f"#{heading['id']}" for heading in reader.named("h2")}
    assert {link["href"] for link in reader.named("a")} == anchors
    assert len(anchors) == 6


@pytest.mark.parametrize(("language", "said"), [("fr", "Non valide"), ("en", "Not valid")])
def test_the_page_says_its_language(language: str, said: str) -> None:
    page = html_report(checked_file(cell_error(3, "Date", "x"), language=language))
    assert read(page).named("html") == [{"lang": language}]
    assert said in page


def test_an_error_says_its_rows_and_what_is_wrong() -> None:
    page = html_report(checked_file(cell_error(3, "Date", "vide."), cell_error(5, "Date", "vide.")))
    assert '<th scope="row">Lignes 3 et 5</th><td>Vide.</td>' in page
    assert "Colonne «\u00a0Date\u00a0» <span>– 2 erreurs</span>" in page


def test_a_valid_file_has_no_table() -> None:
    assert read(html_report(checked_file())).named("table") == []


def test_a_file_stopped_for_personal_information_alone_is_not_said_to_have_errors() -> None:
    found = PersonalInformation("Courriel", "Courriel", "12 adresses.", blocks=True)
    page = html_report(checked_file(personal=(found,), valid=False))
    assert "✗ Publication bloquée</strong>" in page
    assert "Corrigez dans votre fichier" not in page


def test_what_to_do_is_said_for_errors_and_for_personal_information() -> None:
    found = PersonalInformation("Courriel", "Courriel", "12 adresses.", blocks=True)
    page = html_report(checked_file(cell_error(3, "Date", "x"), personal=(found,)))
    assert "Corrigez dans votre fichier" in page
    assert "Publication bloquée\u00a0:" in page
