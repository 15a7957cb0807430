"""Go through a page with the Tab key alone."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page as Tab

MARGIN = 15  # stops that belong to the browser, or to a scrolling region
CONTROLS = """() => {
  const RINGS = 4;  // what surrounds a control may show the focus in its place: a map does
  const wanted = "a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]";
  const look = node => {
    const style = getComputedStyle(node);
    let found = ["outline", "boxShadow", "backgroundColor", "borderColor", "textDecoration"]
      .map(name => style[name]).join();
    for (let around = node.parentElement, rank = 0; around && rank < RINGS; rank += 1) {
      const { boxShadow, outline } = getComputedStyle(around);
      found += boxShadow + outline;
      around = around.parentElement;
    }
    return found;
  };
  const nodes = [...document.querySelectorAll(wanted)].filter(node => node.tabIndex >= 0
    && !node.disabled && !node.closest("[inert],.select2-hidden-accessible")
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
FOCUSED = """() => {
  const node = document.activeElement;
  return (node.ariaLabel || node.textContent || node.name || "").replace(/\\s+/g, " ").trim();
}"""
STOPS = 150  # no control of a page is further than that


@dataclass(frozen=True)
class Tour:
    """What the Tab key found wrong: controls it misses, that don't show, that are out of view."""

    missed: tuple[str, ...]
    unseen: tuple[str, ...]
    outside: tuple[str, ...]


def tab_through(tab: Tab) -> Tour:
    """Press Tab until every control of a page was reached, twice around at most."""
    tab.evaluate("() => document.activeElement.blur()")  # a form may begin in its middle
    names = tab.evaluate(CONTROLS)
    assert names
    stops = []
    reached: set[int] = set()
    for _ in range(2 * len(names) + MARGIN + _stops_inside(tab)):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(STOP)
        if stop:
            stops.append(stop)
            reached.add(stop["rank"])
        if len(reached) == len(names):
            break
    return Tour(
        missed=tuple(name for rank, name in enumerate(names) if rank not in reached),
        unseen=tuple(names[stop["rank"]] for stop in stops if not stop["shown"]),
        outside=tuple(names[stop["rank"]] for stop in stops if not stop["inView"]),
    )


def go_to(tab: Tab, words: str) -> None:
    """Press Tab until the control whose words are these has the focus."""
    for _ in range(STOPS):
        tab.keyboard.press("Tab")
        if re.search(words, tab.evaluate(FOCUSED)):
            return
    raise AssertionError(f"no control says « {words} » on {tab.url}")


def press(tab: Tab, words: str) -> None:
    """Go to a link or a button and press Enter; the page that it leads to is waited for."""
    go_to(tab, words)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def _stops_inside(tab: Tab) -> int:
    """Count the controls of the frames, through which the Tab key goes too."""
    return sum(len(frame.evaluate(CONTROLS)) for frame in tab.frames[1:])
