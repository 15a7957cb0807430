"""ckanext-geoview on a stock CKAN: the same file in its two viewers, in the same browser."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from embedded.console import say
from playwright.sync_api import Browser, Frame

from tests.bench.geo.browser import Visit, visit
from tests.bench.geo.maps import first_idle, settle
from tests.bench.ours import Ours
from tests.bench.peer import install
from tests.bench.portal import Portal
from tests.bench.table import Measure
from tests.bench.vanilla import Vanilla, running

PEER, VERSION, PORT = "geoview", "0.3.2", 9797
LARGEST = 1 << 30  # octets that it is let show, instead of 25 MB
ROUNDS = 3
SOONER, LIGHTER = 6, 4  # times
# Its viewers' CKAN modules
VIEWERS = {"geojson_view": ("Leaflet", "geojsonpreview"), "geo_view": ("OpenLayers", "olpreview")}
# Its map has all features, two frames went by, the page has nothing to do: somebody can use it.
DRAWN = """
addEventListener("load", () => {
  const look = () => {
    const map = window.ckan?.module?.instances?.["%(module)s"]?.[0]?.map;
    let count = 0;
    if (map?.eachLayer) map.eachLayer((layer) => { count += layer.feature ? 1 : 0; });
    else map?.getLayers().forEach((layer) => {
      count += layer.getSource()?.getFeatures?.().length ?? 0;
    });
    if (count < %(features)d) return setTimeout(look, 20);
    const drawn = () => { window.dqDrawn = performance.timeOrigin + performance.now(); };
    requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(drawn)));
  };
  if (window.preload_resource) look();
});
"""


@dataclass(frozen=True)
class Used:
    """Milliseconds until a map can be used, and the megabytes of JavaScript that it holds."""

    ready: float
    heap: float


@contextmanager
def geoview(ours: Ours) -> Iterator[Portal]:
    """Give a stock CKAN with ckanext-geoview, whose limits are raised."""
    programs = install(ours.settings, PEER, f"ckanext-geoview=={VERSION}")
    stock = Vanilla(PEER, PORT, programs)
    complete = Vanilla(
        stock.name,
        stock.port,
        programs,
        plugins=f"geo_view geojson_view resource_proxy {stock.plugins}",
        options={
            "ckan.site_id": PEER,
            "ckan.views.default_views": "",
            "ckan.resource_proxy.max_file_size": str(LARGEST),
            "ckanext.geoview.geojson.max_file_size": str(LARGEST),
        },
    )
    with running(complete, ours) as portal:
        yield portal


def beside(
    browser: Browser, ours: str, peer: Portal, resource: str, features: int
) -> Iterator[Measure]:
    """Yield the times and heaps of both, one visit of each in turn; `ours`: our map's page."""
    views = {viewer: _page(peer, resource, viewer) for viewer in VIEWERS}
    rounds = []
    for _ in range(ROUNDS + 1):
        theirs = {viewer: _theirs(browser, views[viewer], viewer, features) for viewer in VIEWERS}
        rounds.append((_ours(browser, ours), theirs))
        say(f"  100 000 parcels: {rounds[-1]}")
    warm = rounds[1:]
    mine = _median([own for own, _ in warm])
    for viewer, (name, _) in VIEWERS.items():
        other = _median([theirs[viewer] for _, theirs in warm])
        work = f"100 000 parcels, against geoview {VERSION} ({name}): "
        yield Measure("geo", work + "usable", mine.ready, other.ready, SOONER, faster=True)
        yield Measure(
            "geo", work + "JavaScript heap", mine.heap, other.heap, LIGHTER, "MB", faster=True
        )


def _median(rounds: list[Used]) -> Used:
    ready, heap = (statistics.median(getattr(each, name) for each in rounds) for name in FIELDS)
    return Used(ready, heap)


FIELDS = ("ready", "heap")


def _page(peer: Portal, resource: str, viewer: str) -> str:
    found = peer.call("resource_show", {"id": resource})
    asked = {"resource_id": resource, "view_type": viewer, "title": viewer}
    view = peer.call("resource_view_create", asked)
    page = f"{peer.address}/dataset/{found['package_id']}/resource/{resource}"
    return f"{page}?view_id={view['id']}"


def _ours(browser: Browser, page: str) -> Used:
    with visit(browser) as reader:
        ready = first_idle(reader, page)
        settle(reader)
        return Used(ready, reader.heap())


def _theirs(browser: Browser, page: str, viewer: str, features: int) -> Used:
    script = DRAWN % {"module": VIEWERS[viewer][1], "features": features}
    with visit(browser, script) as reader:
        reader.open(page)
        reader.wait(lambda: _drawn(reader) is not None)
        ready = (_drawn(reader) or 0) - reader.tab.evaluate("performance.timeOrigin")
        return Used(ready, reader.heap())


def _drawn(reader: Visit) -> float | None:
    """Return when its map could be used, since the epoch; None while it can't."""
    frames: list[Frame] = reader.tab.frames[1:]
    found = (frame.evaluate("window.dqDrawn ?? null") for frame in frames)
    return next((time for time in found if time), None)
