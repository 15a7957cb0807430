"""Time and weigh publishing on our portal; ckanext-xloader and hand-written SQL beside it."""

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from embedded import ckan, postgres, testbed
from embedded.console import say
from embedded.process import run_as_owner
from embedded.settings import ROOT

from pipelines.publish import Portal as Link
from pipelines.publish import open_portal
from pipelines.publish.deposits import Deposit, show_deposit
from tests.bench.calibration import calibration, slowness
from tests.bench.ours import VAR, Ours, empty, our_portal, stack_settings
from tests.bench.portal import Portal
from tests.bench.publish import inputs, many, xloader
from tests.bench.publish.client import (
    check_readers,
    deposit,
    make_dataset,
    make_organization,
    publish,
    sending,
    wait_until,
)
from tests.bench.publish.memory import SERVER, WORKER, weighed
from tests.bench.publish.unchanged import unchanged
from tests.bench.table import Measure
from tests.bench.validate.inputs import write_clean
from tests.bench.validate.sides import seconds

BENCH = "publish"
MILLION = 1_000_000
ROUNDS, LONG_ROUNDS = 5, 3  # fewer where a run is longer than LONG seconds
LONG = 20
QUICK = 0.3  # seconds
GIGABYTE, ROWS_OF_IT = 1_000_000_000, 10 * MILLION
SERVER_MOST, WORKER_MOST = 400.0, 1000.0  # megabytes
UNFINISHED = "SELECT count(*) FROM donneesqc_deposits_version WHERE finished IS NULL"
# DONNEESQC_BENCH_SCALE=0.05 is for whoever works on the bench: small inputs, figures for nothing.
SCALE = float(os.environ.get("DONNEESQC_BENCH_SCALE", "1"))
FOLDER = Path(os.environ.get("DONNEESQC_BENCH", tempfile.gettempdir()))


@dataclass
class Times:
    """Seconds of each round, and the last round's dataset."""

    first: list[float] = field(default_factory=list)
    peer: list[float] = field(default_factory=list)
    reload: list[float] = field(default_factory=list)
    dataset: str = ""


@dataclass(frozen=True)
class Bench:
    """Our portal, the client's link to it through nginx, and a folder for files."""

    ours: Ours
    link: Link
    folder: Path

    @property
    def portal(self) -> Portal:
        return self.ours.portal


def measures() -> Iterator[Measure]:
    """Yield each line of the issue's table; raise when a count or a table isn't as it must be."""
    yield calibration(BENCH)
    with _bench() as bench:
        yield from _million(bench)
        yield _load(bench)
        yield _many(bench)
        yield from _gigabyte(bench)


@contextmanager
def _bench() -> Iterator[Bench]:
    """Give our portal, new and empty; nothing is left of it at the end but its logs."""
    settings = stack_settings(VAR / "publish")
    with (
        tempfile.TemporaryDirectory(prefix="donneesqc-bench-", dir=FOLDER) as name,
        testbed.empty_place(settings),
        empty(settings.var / "xloader"),
        our_portal(settings) as ours,
    ):
        folder = Path(name)
        folder.chmod(0o755)  # the services' account reads there
        make_organization(ours.portal)
        link = open_portal(settings.portal, ours.portal.token)
        yield Bench(ours, link, folder)


def _million(bench: Bench) -> Iterator[Measure]:
    """Publish a table for the first time, on either side, then again with some rows changed."""
    rows = int(MILLION * SCALE)
    first, changed = inputs.first(bench.folder, rows), inputs.reloaded(bench.folder, rows)
    inputs.schema_file(bench.folder)
    times = Times()
    with xloader.xloader(bench.ours) as peer:
        make_organization(peer)
        while len(times.first) < (LONG_ROUNDS if max(times.peer, default=0) > LONG else ROUNDS):
            _round(bench, peer, (first, changed), times)
    mine, theirs, again = map(statistics.median, (times.first, times.peer, times.reload))
    count = f"median of {len(times.first)}"
    work = f"1 M × 12 rows until they are searched, against xloader 2.6 ({count})"
    yield Measure(BENCH, work, mine, theirs, 2.5, "s", faster=True)
    work = f"1 M with 1 % of rows changed, against the first load ({count})"
    yield Measure(BENCH, work, again, mine, 1.3, "s")
    spent = unchanged(bench.ours, bench.link, changed.path, times.dataset, ROUNDS)
    work = "the same file again, nothing written; the limit is 0.3 s × the calibration"
    yield Measure(BENCH, work, spent, QUICK * slowness(), 1, "s")


def _round(
    bench: Bench, peer: Portal, tables: tuple[inputs.Table, inputs.Table], times: Times
) -> None:
    number = len(times.first)
    name = times.dataset = f"million-{number}"
    for portal in (bench.portal, peer):
        make_dataset(portal, name)
    first, changed = tables
    times.first.append(_publish(bench, first, name))
    loaded: list[str] = []
    times.peer.append(seconds(lambda: loaded.append(xloader.publish(peer, first.path, name))))
    check_readers(peer, loaded[0], first, xloader.TEXTS)
    times.reload.append(_publish(bench, changed, name))
    said = (times.first[-1], times.peer[-1], times.reload[-1])
    say("  {}: {:.1f} s, xloader {:.1f} s, reload {:.1f} s".format(name, *said))


def _publish(bench: Bench, table: inputs.Table, dataset: str) -> float:
    """Time a deposit until readers see it; check what they see, then let its files be made."""
    done: list[Deposit] = []
    spent = seconds(lambda: done.append(publish(bench.link, sending(table.path, dataset))))
    found = done[0]
    check_readers(bench.portal, found.resource, table, inputs.TYPES)
    changes = {name: getattr(found, name) for name in table.changes}
    if changes != table.changes:
        raise AssertionError(f"expected: {table.changes}, not {changes}")
    _say_steps(found)
    _wait_for_files(bench)
    return spent


def _say_steps(found: Deposit) -> None:
    times = [f"{step.state} {step.at[11:19]}" for step in found.steps]
    say(f"  {found.dataset}: {', '.join(times)}")


def _wait_for_files(bench: Bench) -> None:
    settings, secrets = bench.ours.settings, bench.ours.secrets
    wait_until(lambda: postgres.sql(settings, secrets, UNFINISHED, "ckan").strip() == "0", 0.5)


def _load(bench: Bench) -> Measure:
    """Load the rows that the engine wrote of the table, ours and by hand, in one process."""
    settings = bench.ours.settings
    kept = sorted((settings.storage / "depots").glob("*/prepared/*/rows.csv"))
    python = settings.python("ckan")
    words = ("-m", "tests.bench.publish.load", kept[0], bench.folder / "schema.json", str(ROUNDS))
    env = {"CKAN_INI": str(ckan.ini(settings)), "PYTHONPATH": str(ROOT)}
    said = run_as_owner(settings, [python, *words], env=env, advice="")
    found = json.loads(said.splitlines()[-1])
    say(f"  load: {found}")
    way = found["way"].replace("_", " ")
    work = f"the load alone, against SQL by hand ({way}: the fastest of {len(found['tried'])})"
    return Measure(BENCH, work, found["ours"], found["peer"], 1.3, "s")


def _many(bench: Bench) -> Measure:
    """Send a thousand files at once."""
    datasets = max(1, int(many.DATASETS * SCALE))
    spent = many.publish_many(bench.portal, bench.link, bench.folder, datasets)
    work = "1 000 files of 100 rows at once, all published in order, against sending them"
    _wait_for_files(bench)
    return Measure(BENCH, work, spent.publishing, spent.sending, 0, "s")


def _gigabyte(bench: Bench) -> Iterator[Measure]:
    """Weigh the services from the first part of a large file until all of its files are made."""
    path = _large(bench.folder / "large.csv")
    make_dataset(bench.portal, "large")
    with weighed(bench.ours) as peaks:
        sent = deposit(bench.link, sending(path, "large"))
        wait_until(lambda: show_deposit(bench.link, sent.id).settled, 1)
        found = show_deposit(bench.link, sent.id)
        _say_steps(found)
        _wait_for_files(bench)
    if found.state != "live":
        raise AssertionError(f"expected: the large table is live, not {found}")
    work = "1 GB upload, peak memory of the {}"
    server, worker = peaks.megabytes[SERVER], peaks.megabytes[WORKER]
    yield Measure(BENCH, work.format("server"), server, SERVER_MOST, 1, "MB")
    yield Measure(BENCH, work.format("worker"), worker, WORKER_MOST, 1, "MB")


def _large(path: Path) -> Path:
    """Write a table and cut it at a gigabyte, after a whole row."""
    size = int(GIGABYTE * SCALE)
    write_clean(path, int(ROWS_OF_IT * SCALE))
    with path.open("rb+") as file:
        if path.stat().st_size < size:
            raise AssertionError(f"expected: at least {size} bytes, not {path.stat().st_size}")
        file.seek(size - 4096)
        rest = file.read(4096)
        file.truncate(size - 4096 + rest.rindex(b"\n") + 1)
    return path
