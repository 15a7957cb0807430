"""What readers and OpenRefine wait for: a permalink's page, ten thousand names."""

import json
import statistics
from collections.abc import Iterator

import httpx

from tests.bench.calibration import slowness
from tests.bench.pages.measure import medians
from tests.bench.reference.names import MOST, NAMES, ROUNDS, distinct_names
from tests.bench.reference.site import VANILLA, Site
from tests.bench.table import Measure
from tests.bench.validate.sides import seconds
from tests.bench.vanilla import Vanilla, running

BENCH, BAR, BATCH, VANILLA_PORT = "reference", 1.5, 100, 9798
ENTITIES = {
    "a municipality": "/reference/municipalites/66023",
    "an MRC, its shape and its municipalities": "/reference/mrc/85",
    "a code that is gone": "/reference/municipalites/82010",
}
BARE = "/about"
GONE = 410


def reading(site: Site) -> Iterator[Measure]:
    """Yield the milliseconds of pages beside CKAN's barest, and the seconds of 10 000 names."""
    programs = site.ours.settings.envs / "ckan" / "bin"
    with running(Vanilla(VANILLA, VANILLA_PORT, programs), site.ours) as peer:
        for work, path in ENTITIES.items():
            mine, theirs = medians([site.portal.address + path, peer.address + BARE], gone=GONE)
            yield Measure(BENCH, f"page of {work}, against a bare CKAN page", mine, theirs, BAR)
    spent = statistics.median(seconds(lambda: _reconcile(site)) for _ in range(ROUNDS))
    work = "reconciliation service, 10 000 names by hundreds; the limit is 10 s × the calibration"
    yield Measure(BENCH, work, spent, MOST * slowness(), 1, "s")


def _reconcile(site: Site) -> None:
    """Ask for every name, a hundred at a time; raise when one isn't answered."""
    names = distinct_names()[:NAMES]
    address = f"{site.link.address}/reference/municipalites/reconciliation"
    with httpx.Client(timeout=60) as client:
        for start in range(0, NAMES, BATCH):
            queries = {f"q{rank}": {"query": name} for rank, name in _some(names, start)}
            answer = client.post(address, data={"queries": json.dumps(queries)})
            if answer.raise_for_status().json().keys() != queries.keys():
                raise AssertionError("expected: an answer to each name")


def _some(names: list[str], start: int) -> Iterator[tuple[int, str]]:
    return iter(enumerate(names[start : start + BATCH]))
