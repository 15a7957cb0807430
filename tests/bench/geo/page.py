"""Time pages without a map on our portal, with the plugin of maps and without it."""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from embedded import ckan
from embedded.credentials import write_private

from tests.bench.geo.layers import deposit
from tests.bench.ours import Ours
from tests.bench.pages.measure import medians
from tests.bench.portal import Portal
from tests.bench.publish.client import make_dataset
from tests.bench.table import Measure
from tests.bench.vanilla import Served, serving

BAR = 1.05
PLUGIN = "donneesqc_geo"
DATASET = "sans-carte"
PORTS = {"with": 9796, "without": 9795}
TABLE = "numero,nom,montant\n" + "".join(f"{number},Projet,1200\n" for number in range(100))
DOCUMENT = "%PDF-1.4\n%%EOF\n"
RESTARTS = 3  # two processes of the same program may differ by a few hundredths


def pages(ours: Ours) -> Iterator[Measure]:
    """Yield a dataset's page, its table's, its document's: medians of some restarts of both."""
    table, document = _make(ours.portal)
    paths = {
        "dataset": f"/dataset/{DATASET}",
        "table without a map": f"/dataset/{DATASET}/resource/{table}",
        "document": f"/dataset/{DATASET}/resource/{document}",
    }
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in paths}
    for _ in range(RESTARTS):
        with _both(ours) as addresses:
            for name, path in paths.items():
                rounds[name].append(medians([address + path for address in addresses]))
    for name, times in rounds.items():
        mine, without = map(statistics.median, zip(*times, strict=True))
        yield Measure("geo", f"page of a {name}, against no plugin of maps", mine, without, BAR)


def _make(portal: Portal) -> list[str]:
    """Make a dataset that holds a table without places and a document; return their ids."""
    make_dataset(portal, DATASET)
    with tempfile.TemporaryDirectory() as folder:
        files = {Path(folder, "projets.csv"): TABLE, Path(folder, "guide.pdf"): DOCUMENT}
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
        return [deposit(portal, path, DATASET) for path in files]


@contextmanager
def _both(ours: Ours) -> Iterator[list[str]]:
    """Run our portal twice more on the same data; give the addresses with the plugin, without."""
    settings = ours.settings
    programs = settings.envs / "ckan" / "bin"
    text = ckan.ini(settings).read_text(encoding="utf-8")
    texts = {"with": text, "without": _without(text)}
    with ExitStack() as stack:
        addresses = []
        for name, port in PORTS.items():
            config = settings.config / f"{name}.ini"
            write_private(settings, config, texts[name])
            served = Served(name, port, programs, config)
            addresses.append(stack.enter_context(serving(settings, served)))
        yield addresses


def _without(text: str) -> str:
    lines = text.replace(f"{PLUGIN} ", "").replace("donneesqc_map ", "").splitlines()
    kept = [line for line in lines if not line.startswith("ckanext.donneesqc.geo")]
    if PLUGIN in "\n".join(kept):
        raise AssertionError(f"expected: no {PLUGIN} left")
    return "\n".join(kept) + "\n"
