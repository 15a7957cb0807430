"""Rules that every page of the list keeps, in French and in English."""

from collections.abc import Callable

import pytest

from tests.addresses import PAGES, Page
from tests.journeys.visits import LANGUAGES, Visit
from tests.journeys.words import Corpus, left_in_english, left_in_french

UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:")
EVERY = [
    pytest.param((page, language), id=f"{page.name}-{language}")
    for page in PAGES
    for language in LANGUAGES
]


@pytest.fixture(params=EVERY)
def found(request: pytest.FixtureRequest, visited: Callable[[Page, str], Visit]) -> Visit:
    """Return what was met on a page."""
    return visited(*request.param)


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Page:
    """Return the page being looked at."""
    return request.node.callspec.params["found"][0]


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """Return the language being looked at."""
    return request.node.callspec.params["found"][1]


def test_a_page_answers_with_its_status(found: Visit, page: Page) -> None:
    assert found.status == page.status


def test_a_page_says_its_language(found: Visit, language: str) -> None:
    assert found.language == language


def test_a_page_has_one_main_heading_and_a_title(found: Visit) -> None:
    assert len(found.headings) == 1, found.headings
    assert found.headings[0]
    assert found.title.strip()


def test_a_page_does_not_scroll_sideways_on_a_phone(found: Visit) -> None:
    assert found.overflow == ()


def test_axe_finds_no_barrier_on_a_page(found: Visit) -> None:
    assert found.barriers == ()


def test_a_page_asks_nothing_of_another_host(found: Visit) -> None:
    assert found.outside == ()


def test_a_page_says_nothing_in_the_console(found: Visit) -> None:
    assert found.complaints == ()


def test_a_page_has_a_strict_policy(found: Visit, page: Page) -> None:
    directives = {words[0]: words[1:] for words in map(str.split, found.policy.split(";"))}
    assert directives["default-src"] == ["'none'"]
    assert {"script-src", "style-src", "base-uri", "form-action", "frame-ancestors"} <= {
        *directives
    }
    loose = {name for name, sources in directives.items() if {*sources} & {*UNSAFE}}
    assert loose <= page.loose


def test_a_page_has_no_text_in_the_other_language(
    found: Visit, language: str, data: Corpus
) -> None:
    left = left_in_english if language == "fr" else left_in_french
    assert left(found.texts, data) == []


def test_the_nets_catch_a_text_left_in_the_other_language(data: Corpus) -> None:
    english, french = ("Order by", "Search the datasets"), ("Trier par", "Chercher dans les jeux")
    assert left_in_english([*english, *french], data) == [*english]
    assert left_in_french([*english, *french], data) == [*french]
