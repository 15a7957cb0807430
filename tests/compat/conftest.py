"""Visit every page of the list once, on the CKAN of this environment."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from ckan.tests.helpers import CKANTestApp
from lxml import html

from tests.addresses import PAGES, Page, fill
from tests.compat import portal
from tests.extension.conftest import app, usual, with_plugins
from tests.journeys.words import Corpus, gather_data

__all__ = ["app", "usual", "with_plugins"]

LANGUAGES = {"fr": "", "en": "/en"}
SILENT = {"script", "style", "noscript", "template", "code", "pre"}
WORDS = ("aria-label", "title", "placeholder", "alt", "data-dq-copied")


@dataclass(frozen=True)
class Answer:
    """What the portal answered at an address."""

    status: int
    policy: str
    language: str
    headings: int
    body: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Tour:
    """The answers of every page in every language, and the texts that are the data's."""

    answers: dict[tuple[Page, str], Answer]
    data: Corpus


@pytest.fixture
def tour(request: pytest.FixtureRequest) -> Tour:
    """Return the tour of the portal, made by the first test that asks for it."""
    return _take_tour(request.getfixturevalue)


def _take_tour(fixture: Callable[[str], object]) -> Tour:
    return _Once.tour or _Once.keep(_visit_everything(fixture))


class _Once:
    """Keep the tour from one test to the next: CKAN's own fixtures live for one test."""

    tour: Tour | None = None

    @classmethod
    def keep(cls, tour: Tour) -> Tour:
        cls.tour = tour
        return tour


def _visit_everything(fixture: Callable[[str], object]) -> Tour:
    for name in ("clean_db", "clean_index", "with_plugins"):
        fixture(name)
    migrate = fixture("migrate_db_for")
    assert callable(migrate)
    for plugin in ("donneesqc_deposits", "donneesqc_geo", "donneesqc_reference"):
        migrate(plugin)
    app = fixture("app")
    assert isinstance(app, CKANTestApp)
    portal.fill()
    address = cache(lambda page: fill(page.address, portal.call))
    answers = {
        (page, language): _visit(app, prefix + address(page))
        for page in PAGES
        for language, prefix in LANGUAGES.items()
    }
    return Tour(answers, gather_data(portal.call))


def _visit(app: CKANTestApp, address: str) -> Answer:
    answer = app.get(address, expect_errors=True)
    page = html.document_fromstring(answer.body)
    return Answer(
        status=answer.status_code,
        policy=answer.headers.get("Content-Security-Policy", ""),
        language=page.get("lang", ""),
        headings=len(page.findall(".//h1")),
        body=answer.body,
        texts=tuple(dict.fromkeys(_texts(page))),
    )


def _texts(page: html.HtmlElement) -> list[str]:
    """Return the words that a reader meets, but for those said to be in another language."""
    own, found = page.get("lang"), []
    for node in page.iter():
        if not isinstance(node.tag, str) or _is_silent(node, own):
            continue
        tails = [child.tail for child in node]
        words = [node.get(name) for name in WORDS]
        found += [node.text, *tails, *words]
    return [" ".join(text.split()) for text in found if text and text.strip()]


def _is_silent(node: html.HtmlElement, own: str | None) -> bool:
    around = [node, *node.iterancestors()]
    spoken = next((item.get("lang") for item in around if item.get("lang")), own)
    return spoken != own or any(item.tag in SILENT for item in around)
