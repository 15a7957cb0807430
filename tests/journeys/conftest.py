"""What the journeys start from: the running stack (DONNEESQC_*), and a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from embedded.credentials import token_file
from embedded.settings import Settings, read_settings
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from playwright.sync_api import Page as Tab

from tests.addresses import Page, fill
from tests.journeys.airflow import Airflow, open_airflow
from tests.journeys.stack import Portal, open_portal, secret
from tests.journeys.terminal import Terminal, open_terminal
from tests.journeys.visits import Visit, visit
from tests.journeys.words import Corpus, gather_data

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage",
    # A machine without a graphics card draws maps all the same.
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
)  # fmt: skip
PATIENCE = 90_000  # milliseconds; a portal answers in far less, a machine that others use may not


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Return where everything of the stack is."""
    return read_settings()


@pytest.fixture(scope="session")
def portal(settings: Settings) -> Iterator[Portal]:
    """Open the portal for an anonymous program."""
    with open_portal(settings.portal) as opened:
        yield opened


@pytest.fixture(scope="session")
def pipeline(settings: Settings) -> Iterator[Portal]:
    """Open the portal with the pipeline's token."""
    token = token_file(settings).read_text(encoding="utf-8").strip()
    with open_portal(settings.portal, token) as opened:
        yield opened


@pytest.fixture
def donneesqc(settings: Settings, tmp_path: Path) -> Terminal:
    """Return what runs the command `donneesqc` in a folder of its own."""
    return open_terminal(settings, tmp_path)


@pytest.fixture(scope="session")
def airflow(settings: Settings) -> Iterator[Airflow]:
    """Open Airflow as its operator."""
    with open_airflow(settings.airflow, secret(settings, "airflow_password")) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def reader(browser: Browser, settings: Settings) -> Iterator[BrowserContext]:
    """Open the browser of a person in Québec, who asks for less motion."""
    with open_context(browser, settings) as context:
        yield context


@pytest.fixture(scope="session")
def editor(browser: Browser, settings: Settings) -> Iterator[BrowserContext]:
    """Open the browser of a person who is logged in."""
    with open_context(browser, settings) as context:
        tab = context.new_page()
        tab.goto("/user/login")
        tab.fill("input[name=login]", "admin")
        tab.fill("input[name=password]", secret(settings, "admin_password"))
        tab.keyboard.press("Enter")
        tab.wait_for_url(lambda address: "/login" not in address)
        tab.close()
        yield context


@pytest.fixture
def editors_tab(editor: BrowserContext) -> Iterator[Tab]:
    """Open a tab of the editor's."""
    opened = editor.new_page()
    yield opened
    opened.close()


@contextmanager
def open_context(browser: Browser, settings: Settings, **more: Any) -> Iterator[BrowserContext]:
    """Open a browser without a past; `more`: what it has besides, or in the place of the usual."""
    usual = {
        "base_url": settings.portal,
        "locale": "fr-CA",
        "timezone_id": "America/Toronto",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
        "permissions": ["clipboard-read", "clipboard-write"],
    }
    context = browser.new_context(**{**usual, **more})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE / 3)
    yield context
    context.close()


@pytest.fixture
def tab(reader: BrowserContext) -> Iterator[Tab]:
    """Open a tab."""
    opened = reader.new_page()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def address_of(portal: Portal) -> Callable[[Page], str]:
    """Return what gives a page's address on this portal, ids found."""
    return cache(lambda page: fill(page.address, portal.call))


@pytest.fixture(scope="session")
def visited(
    reader: BrowserContext, address_of: Callable[[Page], str]
) -> Callable[[Page, str], Visit]:
    """Return what visits a page in a language, once for all the rules about pages."""
    return cache(lambda page, language: visit(reader, address_of(page), language))


@pytest.fixture(scope="session")
def data(portal: Portal) -> Corpus:
    """Return every text that comes from the data, in whatever language they are."""
    return gather_data(portal.call)
