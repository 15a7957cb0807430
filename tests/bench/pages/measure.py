"""Time the pages of both portals, warm, one request of each in turn."""

import statistics
import time
from collections.abc import Iterator

import httpx

from tests.bench.pages.peers import portals
from tests.bench.portal import Portal
from tests.bench.table import Measure

BAR = 1.2
ROUNDS, REQUESTS, WARM = 5, 12, 6
PAGES = {
    "home": "/",
    "search": "/dataset/?q=budget",
    "dataset": "/dataset/jeu-0042",
    "resource": "/dataset/jeu-0042/resource/{resource}",
    "package_search": "/api/3/action/package_search?q=budget&rows=20",
}


def measures() -> Iterator[Measure]:
    """Yield one measure a page: the median of five rounds' medians, in milliseconds."""
    with portals() as (ours, peer):
        for work, path in PAGES.items():
            addresses = [_address(portal, path) for portal in (ours, peer)]
            mine, theirs = medians(addresses)
            yield Measure("pages", work, mine, theirs, BAR)


def _address(portal: Portal, path: str) -> str:
    dataset = portal.call("package_show", {"id": "jeu-0042"})
    return portal.address + path.format(resource=dataset["resources"][0]["id"])


def medians(addresses: list[str], gone: int = 200) -> tuple[float, float]:
    """Return the milliseconds of two pages; `gone`: a status that is well beside 200."""
    with httpx.Client(timeout=60) as client:
        for address in addresses * WARM:
            if client.get(address).status_code not in (200, gone):
                raise AssertionError(f"expected: {address} answers")
        rounds = [_round(client, addresses) for _ in range(ROUNDS)]
    mine, theirs = zip(*rounds, strict=True)
    return statistics.median(mine), statistics.median(theirs)


def _round(client: httpx.Client, addresses: list[str]) -> tuple[float, float]:
    times: list[list[float]] = [[], []]
    for _ in range(REQUESTS):
        for spent, address in zip(times, addresses, strict=True):
            start = time.perf_counter()
            client.get(address)
            spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])
