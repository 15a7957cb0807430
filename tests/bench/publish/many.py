"""A thousand small files at once: a hundred datasets, ten files each, sent side by side."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipelines.publish import Portal as Link
from pipelines.publish.deposits import LIVE, list_deposits
from tests.bench.portal import Portal
from tests.bench.publish.client import deposit, make_dataset, sending, wait_until
from tests.bench.publish.inputs import small

DATASETS, EACH, ROWS, CLIENTS = 100, 10, 100, 8
PUBLISHED = {LIVE, "replaced"}


@dataclass(frozen=True)
class Spent:
    """Seconds from the first file until all were sent, and until all were published."""

    sending: float
    publishing: float


def publish_many(portal: Portal, link: Link, folder: Path, datasets: int = DATASETS) -> Spent:
    """Publish them all; raise when one is lost, stuck, or out of its dataset's order."""
    paths = list(small(folder, datasets * EACH, ROWS))
    lots = {f"lot-{place:03}": paths[place::datasets] for place in range(datasets)}
    for name in lots:
        make_dataset(portal, name)
    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda name: _send(link, lots[name], name), lots))
    sent = time.perf_counter()
    wait_until(lambda: all(_is_published(link, name) for name in lots), pause=2)
    end = time.perf_counter()
    for name, files in lots.items():
        _check(portal, name, files)
    return Spent(sent - start, end - start)


def _send(link: Link, paths: Sequence[Path], dataset: str) -> None:
    for path in paths:
        deposit(link, sending(path, dataset))


def _is_published(link: Link, dataset: str) -> bool:
    found = list_deposits(link, dataset, EACH + 1)
    return len(found) == EACH and all(item.state in PUBLISHED for item in found)


def _check(portal: Portal, dataset: str, paths: Sequence[Path]) -> None:
    """Make sure that versions come in the order of the files, and that the last is what is read."""
    versions = portal.call("donneesqc_version_list", {"dataset": dataset})
    seen = [(item["number"], item["raw"][0]["file_name"]) for item in versions["results"]]
    wanted = [(number + 1, path.name) for number, path in enumerate(paths)]
    if sorted(seen) != wanted:
        raise AssertionError(f"expected: {wanted}, not {seen}")
    asked = {"resource_id": versions["resource"], "limit": ROWS}
    rows = portal.call("datastore_search", asked)["records"]
    lines = paths[-1].read_text(encoding="utf-8").splitlines()[1:]
    if [str(row["id"]) for row in rows] != [line.split(",")[0] for line in lines]:
        raise AssertionError(f"expected: readers of {dataset} get {paths[-1].name}")
