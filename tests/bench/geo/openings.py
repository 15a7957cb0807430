"""Open the maps of a million features on all Québec, on a region and on a town."""

import statistics
from collections.abc import Iterator, Mapping

from embedded.console import say
from playwright.sync_api import Browser

from tests.bench.calibration import slowness
from tests.bench.geo.browser import visit
from tests.bench.geo.maps import Seen, see
from tests.bench.table import Measure

BENCH = "geo"
ROUNDS = 5
# Where the generator puts the most features: around Montréal, and in the middle of it
PLACES = {"Québec": "", "a region": "#carte=8/45.4/-73.4", "a town": "#carte=13/45.55/-73.61"}
# milliseconds of the machine on which they were set, megabytes, kilobytes
LIMITS = {"first": 2500.0, "pan": 1500.0, "zoom": 1500.0, "heap": 100.0, "sent": 1500.0}
WORDS = {
    "first": ("first idle", "ms"),
    "pan": ("pan to idle", "ms"),
    "zoom": ("zoom to idle", "ms"),
    "heap": ("JavaScript heap", "MB"),
    "sent": ("transferred before the first idle, library excluded", "kB"),
}


def openings(browser: Browser, maps: Mapping[str, str]) -> Iterator[Measure]:
    """Yield the medians of every layer and place; `maps`: the page of each layer."""
    for layer, page in maps.items():
        for place, view in PLACES.items():
            rounds = [_seen(browser, page + view) for _ in range(ROUNDS + 1)][1:]
            say(f"  {layer}, {place}: {rounds}")
            yield from _measures(f"{layer}, {place}", rounds)


def _seen(browser: Browser, address: str) -> Seen:
    with visit(browser) as reader:
        return see(reader, address)


def _measures(work: str, rounds: list[Seen]) -> Iterator[Measure]:
    for name, (words, unit) in WORDS.items():
        limit = LIMITS[name] * (slowness() if unit == "ms" else 1)
        seen = statistics.median(getattr(each, name) for each in rounds)
        yield Measure(BENCH, f"{work}: {words}", seen, limit, 1, unit)
