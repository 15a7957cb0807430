"""Our map in a browser: when it is idle, after the opening and after each gesture."""

from dataclasses import dataclass

from tests.bench.geo.browser import QUIET, Visit, without_library

CANVAS, NEARER = ".maplibregl-canvas", ".maplibregl-ctrl-zoom-in"
UNDRAWN = ".dq-map--undrawn, .dq-map__trouble:not([hidden])"
TILES = ".pmtiles"
FAR, STEPS = 150, 8  # pixels from the middle where a hand drags from and to, in movements
STILL = 200  # milliseconds that it stays there: the map isn't thrown


@dataclass(frozen=True)
class Seen:
    """What a reader waited for, in milliseconds, and what the map took: megabytes, kilobytes."""

    first: float
    pan: float
    zoom: float
    heap: float
    sent: float


def first_idle(visit: Visit, address: str) -> float:
    """Open a page; return the milliseconds until its map is drawn for the first time."""
    visit.open(address)
    visit.wait(lambda: visit.tab.evaluate("window.dqIdle?.length > 0"))
    idle = visit.tab.evaluate("dqIdle[0]")
    if visit.tab.query_selector(UNDRAWN):
        raise AssertionError(f"expected: a map at {address}")
    return idle


def see(visit: Visit, address: str) -> Seen:
    """Open a map, let it be, drag it, look nearer."""
    first = first_idle(visit, address)
    settle(visit)
    octets = visit.transferred(first)
    if not any(TILES in url for url in octets):
        raise AssertionError(f"expected: tiles before the first idle, not {sorted(octets)}")
    heap = visit.heap()
    pan, zoom = _pan(visit), _zoom(visit)
    return Seen(first, pan, zoom, heap, without_library(octets))


def settle(visit: Visit) -> None:
    """Wait until the map has been idle for a while."""
    script = f"performance.now() - dqIdle.at(-1) > {QUIET * 1000}"
    visit.wait(lambda: visit.tab.evaluate(script))


def _pan(visit: Visit) -> float:
    """Return the milliseconds from the button pressed, the map dragged, to the next idle."""
    canvas = visit.tab.locator(CANVAS)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    if box is None:
        raise AssertionError("expected: a canvas")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.tab.mouse.move(x - FAR, y + FAR)
    settle(visit)
    visit.tab.mouse.down()
    visit.tab.mouse.move(x + FAR, y - FAR, steps=STEPS)  # south-west, where most people live
    visit.tab.wait_for_timeout(STILL)
    visit.tab.mouse.up()
    return _idle_after(visit, "pointerdown")


def _zoom(visit: Visit) -> float:
    """Return the milliseconds from the click on « + » to the next idle."""
    visit.tab.locator(NEARER).click()
    return _idle_after(visit, "click")


def _idle_after(visit: Visit, gesture: str) -> float:
    """Return how long after a gesture the map was idle: it can't be while it moves."""
    begun = visit.tab.evaluate(f"dqHand.{gesture}")
    visit.wait(lambda: visit.tab.evaluate(f"dqIdle.at(-1) > {begun}"))
    idle = visit.tab.evaluate(f"dqIdle.find(time => time > {begun})")
    settle(visit)
    return idle - begun
