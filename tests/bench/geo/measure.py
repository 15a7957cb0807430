"""Maps: opened by a million features, beside ckanext-geoview, tippecanoe, pyproj and no map."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embedded import testbed

from tests.bench.calibration import calibration
from tests.bench.geo.browser import chromium
from tests.bench.geo.geoview import PEER, beside, geoview
from tests.bench.geo.inputs import write_parcels, write_places
from tests.bench.geo.layers import DATASET, deposit, wait_for_maps
from tests.bench.geo.openings import openings
from tests.bench.geo.page import pages
from tests.bench.geo.reprojection import reprojection
from tests.bench.geo.tiles import against_tippecanoe, of_real_mrc
from tests.bench.ours import VAR, Ours, empty, our_portal, stack_settings
from tests.bench.publish.client import make_dataset, make_organization
from tests.bench.publish.memory import weighed
from tests.bench.table import Measure
from tests.conftest import data_folder

BENCH = "geo"
MILLION, HUNDRED_THOUSAND = 1_000_000, 100_000
WORKER, WORKER_MOST = "ckan-maps", 1000.0  # megabytes
MAKERS = {"places": write_places, "parcels": write_parcels}
FOLDER = Path(os.environ.get("DONNEESQC_BENCH", tempfile.gettempdir()))


@dataclass(frozen=True)
class Deposited:
    """A layer of a million features on our portal: its file, its resource, its job's memory."""

    name: str
    path: Path
    resource: str
    megabytes: float


def measures() -> Iterator[Measure]:
    """Yield each line of the issue's table; raise when a map doesn't show what it must."""
    yield calibration(BENCH)
    yield from reprojection()
    with tempfile.TemporaryDirectory(prefix="donneesqc-bench-", dir=FOLDER) as name:
        folder = Path(name)
        with _portal() as ours:
            yield from pages(ours)
            layers = [_deposit(ours, folder, name) for name in MAKERS]
            yield from _maps(ours, layers, folder)
        for item in layers:
            yield against_tippecanoe(item.path, folder)
            work = f"the job of {item.path.stem}, peak memory of the worker"
            yield Measure(BENCH, work, item.megabytes, WORKER_MOST, 1, "MB")
        yield from of_real_mrc(data_folder(), folder)


@contextmanager
def _portal() -> Iterator[Ours]:
    """Give our portal, new and empty; nothing is left of it at the end but its logs."""
    settings = stack_settings(VAR / "geo")
    with (
        testbed.empty_place(settings),
        empty(settings.var / PEER),
        our_portal(settings) as ours,
    ):
        make_organization(ours.portal)
        make_dataset(ours.portal, DATASET)
        yield ours


def _deposit(ours: Ours, folder: Path, name: str) -> Deposited:
    """Deposit a layer of a million features and weigh the worker that makes its map."""
    path = MAKERS[name](folder / f"{name}.geojson", MILLION)
    with weighed(ours, (WORKER,)) as peaks:
        resource = deposit(ours.portal, path)
        (layer,) = wait_for_maps(ours.portal, [resource])
    if layer["drawn"] != MILLION:
        raise AssertionError(f"expected: every feature of {name}, not {layer['drawn']}")
    return Deposited(name, path, resource, peaks.megabytes[WORKER])


def _maps(ours: Ours, layers: list[Deposited], folder: Path) -> Iterator[Measure]:
    """Open the maps in one browser, and a smaller one beside ckanext-geoview's."""
    portal, site = ours.portal, ours.settings.portal
    base = f"{site}/dataset/{DATASET}/resource"
    path = write_parcels(folder / "geoview.geojson", HUNDRED_THOUSAND)
    resource = deposit(portal, path)
    wait_for_maps(portal, [resource])
    with chromium() as browser:
        yield from openings(
            browser, {f"1 M {item.name}": f"{base}/{item.resource}" for item in layers}
        )
        with geoview(ours) as peer:
            make_organization(peer)
            make_dataset(peer, DATASET)
            theirs = deposit(peer, path)
            yield from beside(browser, f"{base}/{resource}", peer, theirs, HUNDRED_THOUSAND)
