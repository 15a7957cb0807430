"""How long certification takes, of a real set and of a million entities, and its memory."""

import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx

from tests.bench.calibration import slowness
from tests.bench.publish.client import make_dataset, publish, sending, wait_until
from tests.bench.reference.inputs import DESCRIPTOR, million
from tests.bench.reference.site import Site
from tests.bench.table import Measure
from tests.bench.validate.sides import seconds

BENCH, MUNICIPALITIES, PLACES = "reference", "municipalites", "lieux-fictifs"
QUICK, TIMES, MEMORY = 2.0, 1.5, 1_000.0  # seconds; times the peer's; megabytes
ROUNDS = 3


def certifying(site: Site, folder: Path, rows: int) -> Iterator[Measure]:
    """Yield the seconds of the municipalities, and the seconds and memory of the large set."""
    spent = statistics.median(_certify(site, MUNICIPALITIES)[0] for _ in range(ROUNDS))
    work = "certification of the municipalities; the limit is 2 s × the calibration"
    yield Measure(BENCH, work, spent, QUICK * slowness(), 1, "s")
    path = million(folder, rows)
    _publish(site, path)
    told = [_certify(site, PLACES) for _ in range(ROUNDS)]
    mine = statistics.median(spent for spent, _ in told)
    theirs = statistics.median(seconds(lambda: _peer(site, path)) for _ in range(ROUNDS))
    work = f"certification of {rows:,} entities, against validating and hashing them"
    yield Measure(BENCH, work, mine, theirs, TIMES, "s")
    yield Measure(BENCH, "its peak memory", max(peak for _, peak in told), MEMORY, 1, "MB")


def _certify(site: Site, name: str) -> tuple[float, float]:
    """Return the seconds and megabytes that it takes; raise when the set doesn't pass."""
    with tempfile.TemporaryDirectory(prefix="donneesqc-bench-") as folder:
        task = {"address": site.link.address, "name": name, "today": str(datetime.now(UTC).date())}
        Path(folder, "task.json").write_text(json.dumps(task), encoding="utf-8")
        line = [sys.executable, "-m", "tests.bench.reference.weighed", folder]
        printed: list[str] = []

        def run() -> None:
            done = subprocess.run(line, check=True, capture_output=True, text=True, timeout=1800)  # noqa: S603
            printed.append(done.stdout)

        spent = seconds(run)
        answer = json.loads(Path(folder, "answer.json").read_text(encoding="utf-8"))
    failed = [item for item in answer.get("results", [answer]) if _is_wrong(item)]
    if failed:
        raise AssertionError(f"expected: {name} passes every test, not {failed}")
    return spent, float(printed[0])


def _is_wrong(item: dict) -> bool:
    return "verdict" not in item or item["verdict"]["passed"] is False


def _peer(site: Site, path: Path) -> None:
    """Validate the table with our own command, and hash every file of its dataset."""
    words = ["valider", str(path), "--schema", str(path.with_name("schema.json"))]
    line = [Path(sys.executable).with_name("donneesqc"), *words]
    subprocess.run(line, check=True, capture_output=True, timeout=1800)  # noqa: S603
    with httpx.Client(timeout=600) as client:
        for address in _files(site):
            digest = hashlib.sha256()
            with client.stream("GET", address) as answer:
                for piece in answer.iter_bytes():
                    digest.update(piece)
            digest.hexdigest()


def _files(site: Site) -> list[str]:
    package = site.portal.call("package_show", {"id": PLACES})
    return [item["url"] for item in package["resources"]]


def _publish(site: Site, path: Path) -> None:
    make_dataset(site.portal, PLACES)
    said = {
        "id": PLACES,
        "notes": "Des lieux inventés, pour mesurer le temps que prend leur certification.",
        "url": "https://exemple.quebec/lieux",
        "methodologie": "Chaque ligne est tirée au sort d’une courte liste de mots. " * 6,
        "author_email": "banc@ministere.gouv.qc.ca",
        "donnees_fictives": "true",
    }
    site.portal.call("package_patch", said)
    publish(site.link, sending(path, PLACES, DESCRIPTOR))
    declared = {
        "dataset": PLACES,
        "official": "Générateur de ce banc d’essai",
        "mandate": "Aucun",
        "steward": "Banc d’essai",
        "demonstration": True,
    }
    site.portal.call("donneesqc_reference_declare", declared)
    wait_until(lambda: _is_ready(site))


def _is_ready(site: Site) -> bool:
    known = site.portal.call("donneesqc_reference_show", {"name": PLACES})
    versions = site.portal.call("donneesqc_version_list", {"dataset": PLACES})["results"]
    return known["entities"] > 0 and all(item["finished"] for item in versions)
