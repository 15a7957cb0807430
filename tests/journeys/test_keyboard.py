"""Every page works without a mouse: a skip link, each control reached in turn, focus seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Tab

from tests.addresses import PAGES, Page

MARGIN = 15  # stops that belong to the browser, or to a scrolling region
CONTROLS = """() => {
  const wanted = "a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]";
  const look = node => {
    const style = getComputedStyle(node), around = getComputedStyle(node.parentElement);
    return ["outline", "boxShadow", "backgroundColor", "borderColor", "textDecoration"]
      .map(name => style[name]).join() + around.boxShadow + around.outline;
  };
  const nodes = [...document.querySelectorAll(wanted)].filter(node => node.tabIndex >= 0
    && !node.disabled && !node.closest("[inert]")
    && node.checkVisibility({visibilityProperty: true}));
  nodes.forEach((node, rank) => { node.journey = {rank, rest: look(node)}; });
  window.journeyLook = look;
  return nodes.map(node => `${node.tagName.toLowerCase()} « ${(node.ariaLabel || node.textContent
    || node.name || "").trim().replace(/\\s+/g, " ").slice(0, 60)} »`);
}"""
STOP = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect();
  if (!node.journey) return null;
  return {
    rank: node.journey.rank,
    shown: window.journeyLook(node) !== node.journey.rest,
    inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""
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
    return tab, request.param


def test_every_control_is_reached_in_turn_and_seen(opened: tuple[Tab, Page]) -> None:
    tab, page = opened
    names = [tab.evaluate(CONTROLS)]
    assert names[0]
    stops = []
    for _ in range(len(names[0]) + MARGIN + _stops_inside(tab)):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(STOP)
        if stop:
            stops.append(stop)
        if stop and stop["rank"] == len(names[0]) - 1:
            break
    reached = {stop["rank"] for stop in stops}
    missed = [name for rank, name in enumerate(names[0]) if rank not in reached]
    assert missed == [], page.name
    assert [names[0][stop["rank"]] for stop in stops if not stop["shown"]] == []
    assert [names[0][stop["rank"]] for stop in stops if not stop["inView"]] == []


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


def _stops_inside(tab: Tab) -> int:
    """Count the controls of the frames, through which the Tab key goes too."""
    return sum(len(frame.evaluate(CONTROLS)) for frame in tab.frames[1:])
