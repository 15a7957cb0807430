"""Every page of the list answers on the CKAN of this environment as it does on the newest."""

import ckan
import pytest
from ckan import plugins

from tests.addresses import PAGES, Page
from tests.compat.conftest import LANGUAGES, Answer, Tour
from tests.journeys.words import left_in_english, left_in_french

EVERY = [
    pytest.param((page, language), id=f"{page.name}-{language}")
    for page in PAGES
    for language in LANGUAGES
]
BADGE = {"fr": "Données fictives", "en": "Fictional data"}


@pytest.fixture(params=EVERY)
def asked(request: pytest.FixtureRequest) -> tuple[Page, str]:
    """Return the page asked for, and the language."""
    return request.param


@pytest.fixture
def answer(tour: Tour, asked: tuple[Page, str]) -> Answer:
    """Return what the portal answered."""
    return tour.answers[asked]


def test_the_version_is_the_live_portal_s() -> None:
    assert ckan.__version__.startswith("2.11.")


@pytest.mark.usefixtures("with_plugins")
def test_every_plugin_is_loaded() -> None:
    wanted = ("donneesqc", "scheming_datasets", "dcat", "structured_data", "datastore")
    assert [name for name in wanted if not plugins.plugin_loaded(name)] == []


def test_a_page_answers_with_its_status(answer: Answer, asked: tuple[Page, str]) -> None:
    assert answer.status == asked[0].status


def test_a_page_says_its_language(answer: Answer, asked: tuple[Page, str]) -> None:
    assert answer.language == asked[1]


def test_a_page_has_one_main_heading(answer: Answer) -> None:
    assert answer.headings == 1


def test_a_page_has_a_strict_policy(answer: Answer, asked: tuple[Page, str]) -> None:
    directives = {words[0]: {*words[1:]} for words in map(str.split, answer.policy.split(";"))}
    unsafe = {"'unsafe-inline'", "'unsafe-eval'"}
    assert directives["default-src"] == {"'none'"}
    assert {name for name, sources in directives.items() if sources & unsafe} <= asked[0].loose


def test_a_page_has_no_text_in_the_other_language(
    answer: Answer, asked: tuple[Page, str], tour: Tour
) -> None:
    left = left_in_english if asked[1] == "fr" else left_in_french
    assert left(answer.texts, tour.data) == []


def test_fictional_data_say_so(answer: Answer, asked: tuple[Page, str]) -> None:
    page, language = asked
    if page.fictional:
        assert BADGE[language] in answer.body
