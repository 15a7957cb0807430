"""Every page works without a mouse: a skip link, each control reached in turn, focus seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.addresses import PAGES, Page
from tests.journeys.keyboard import Tour, tab_through
from tests.journeys.maps.page import IDLE

SKIP = """() => {
  const link = document.activeElement, box = link.getBoundingClientRect();
  return {target: link.hash || "", seen: box.width > 1 && box.top >= 0 && box.left >= 0,
          text: link.textContent.trim()};
}"""
INSIDE = """hash => [document.querySelector(hash), document.querySelector("[role=main]")].some(
  place => place && place.contains(document.activeElement))"""


@pytest.fixture(params=[pytest.param(page, id=page.name) for page in PAGES])
def opened(
    request: pytest.FixtureRequest, tab: Tab, address_of: Callable[[Page], str]
) -> tuple[Tab, Page]:
    """Open a page in French."""
    drawn_late = request.param.name.startswith(("table", "preview"))
    tab.goto(address_of(request.param), wait_until="networkidle" if drawn_late else "load")
    if request.param.name == "geometry":
        expect(tab.locator(IDLE)).to_be_attached()
    return tab, request.param


def test_every_control_is_reached_in_turn_and_seen(opened: tuple[Tab, Page]) -> None:
    assert tab_through(opened[0]) == Tour((), (), ())


def test_the_first_stop_skips_to_the_content(opened: tuple[Tab, Page]) -> None:
    tab, page = opened
    if page.name == "preview":
        return  # shown inside its page, which has the link
    tab.keyboard.press("Tab")
    skip = tab.evaluate(SKIP)
    assert skip["text"] == "Passer au contenu"
    assert skip["seen"]
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate(INSIDE, skip["target"]), "the stop after the skip link is in the content"
