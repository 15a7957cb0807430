"""Whatever is killed, breaks or lacks room: the same end, nothing lost, doubled or left behind."""

import csv
import io
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from ckan import model
from ckanext.datastore.backend.postgres import get_read_engine
from ckanext.donneesqc.deposits import config, records
from ckanext.donneesqc.deposits.states import ACTIVE, State
from ckanext.donneesqc.deposits.table.staging import transaction
from ckanext.donneesqc.deposits.work import loop
from ckanext.donneesqc.deposits.work.check import today
from sqlalchemy import text

from tests.extension.deposits.services import Services, until, working
from tests.extension.deposits.world import FIRST, KEYED, World, numbers, work

ROWS = 150_000
TWO = {**KEYED, "fields": KEYED["fields"][:2]}


@pytest.fixture(scope="module")
def large() -> str:
    """Return a file that takes the worker some time in each state."""
    lines = (f"{rank},Établissement numéro {rank % 500},{rank}.25" for rank in range(ROWS))
    return "\n".join(["id,nom,montant", *lines]) + "\n"


@pytest.fixture
def services() -> Services:
    return Services()


@dataclass(frozen=True)
class End:
    """All that a dataset's history came to."""

    versions: tuple[tuple, ...]
    rows: int
    checksum: str
    resources: tuple[tuple, ...]
    files: dict[str, int]
    staged: tuple[str, ...]
    states: tuple[str, ...]


def end_of(world: World) -> End:
    resource = world.resource()
    with transaction() as cursor:
        cursor.execute(
            "SELECT count(*), md5(string_agg(format('%%s|%%s', _id, nom), ',' ORDER BY _id))"
            f' FROM "{resource["id"]}"'
        )
        rows, checksum = cursor.fetchone() or (0, "")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'donneesqc_staging'")
        staged = tuple(name for (name,) in cursor.fetchall())
    package = world.call("package_show", id=world.dataset)
    listed = world.call("donneesqc_deposit_list", dataset=world.dataset)["results"]
    folder = config.folder() / world.package_id
    kinds = [path.relative_to(folder).parts[0] for path in folder.rglob("*") if path.is_file()]
    return End(
        versions=tuple(
            (item["number"], item["rows"], item["added"], item["removed"], item["live"],
             tuple(sorted(file["form"] for file in item["files"])))
            for item in world.versions()
        ),
        rows=rows,
        checksum=checksum,
        resources=tuple((item["hash"], item["size"]) for item in package["resources"]),
        files={kind: kinds.count(kind) for kind in sorted(set(kinds))},
        staged=staged,
        states=tuple(sorted(item["state"] for item in listed)),
    )  # fmt: skip


def settled(world: World, deposit: str) -> None:
    """Wait until readers see a deposit and all its files are made."""

    def done() -> bool:
        found = records.known(deposit)
        versions = records.versions_of(found.resource_id)
        return found.state == State.LIVE and all(item.finished for item in versions)

    until(done, f"{deposit} is live")


def prepared(world: World, state: State, large: str) -> str:
    """Bring a second version to the door of a state; return its deposit."""
    world.publish(FIRST, table_schema=KEYED)
    if state != State.ANNOUNCED:
        return world.send(large)["id"]
    columns = [line.rsplit(",", 1)[0] for line in large.splitlines()]
    sent = world.send("\n".join(columns) + "\n", table_schema=TWO, breaking_reason="Raison")
    work()
    deposit = records.known(sent["id"])
    assert deposit.state == State.ANNOUNCED
    deposit.effective_date = today() - timedelta(days=1)
    model.Session.commit()
    return sent["id"]


def test_every_state_that_the_portal_works_on_has_its_work() -> None:
    assert {*ACTIVE, State.ANNOUNCED} == set(loop.WORK)


@pytest.mark.parametrize("after", [0.0, 0.4])
@pytest.mark.parametrize("state", list(loop.WORK))
def test_a_worker_killed_in_any_state_leaves_no_trace(
    world: World, large: str, state: State, after: float
) -> None:
    deposit = prepared(world, state, large)
    with working() as workers:
        until(lambda: records.known(deposit).state == state, state)
        time.sleep(after)
        workers[0].kill()
    with working():
        settled(world, deposit)
    _same_as_undisturbed(end_of(world), large)


def test_the_database_restarted_while_rows_are_copied(
    world: World, large: str, services: Services
) -> None:
    deposit = prepared(world, State.RECEIVED, large)
    with working():
        until(lambda: "COPY" in _running(), "rows are copied")
        services.kill("postgres")
        services.wait_for("postgres")
        settled(world, deposit)
    _same_as_undisturbed(end_of(world), large)


def test_the_database_restarted_while_the_table_is_replaced(
    world: World, large: str, services: Services
) -> None:
    deposit = prepared(world, State.RECEIVED, large)
    with _long_reader(world), working():
        until(lambda: records.known(deposit).state == State.STAGED, "the table is staged")
        time.sleep(1)  # the swap waits for the reader
        services.kill("postgres")
        services.wait_for("postgres")
        settled(world, deposit)
    _same_as_undisturbed(end_of(world), large)


def test_a_long_reader_delays_the_new_version_and_nobody_else(world: World, large: str) -> None:
    deposit = prepared(world, State.RECEIVED, large)
    with working():
        with _long_reader(world):
            until(lambda: records.known(deposit).state == State.STAGED, "the table is staged")
            waits = []
            for _ in range(20):
                started = time.monotonic()
                assert len(world.rows(limit=5)) == 3
                waits.append(time.monotonic() - started)
                time.sleep(0.1)
            assert max(waits) < 10
            assert records.known(deposit).state == State.STAGED
        settled(world, deposit)


def test_the_search_engine_that_is_down_is_waited_for(world: World, services: Services) -> None:
    with services.without("solr"):
        found = world.publish(FIRST)
        assert found["problem"]["code"] == "deposit-search-down"
        assert len(world.rows()) == 3 if found["state"] == "live" else True
    world.call("donneesqc_deposit_resume", id=found["id"])
    work()
    assert world.call("donneesqc_deposit_show", id=found["id"])["state"] == "live"
    asked = {"q": f"name:{world.dataset}", "fl": "id", "rows": 1}
    indexed = world.call("package_search", **{**asked, "fq": "res_format:CSV"})
    assert indexed["count"] == 1


def test_a_full_disk_is_waited_for(world: World) -> None:
    folder = config.folder() / world.package_id
    folder.mkdir(parents=True)
    lines = (f"{rank},{'é' * 40},1" for rank in range(20_000))
    content = "\n".join(["id,nom,montant", *lines]) + "\n"
    with _small_disk(folder, "3m"):
        found = world.publish(content)
        assert found["state"] == "received"
        assert found["problem"]["code"] == "deposit-disk-full"
        subprocess.run(["mount", "-o", "remount,size=60m", folder], check=True)
        world.call("donneesqc_deposit_resume", id=found["id"])
        work()
        shown = world.call("donneesqc_deposit_show", id=found["id"])
        assert (shown["state"], shown["rows"]) == ("live", 20_000)


def test_deposits_of_one_dataset_at_once_are_published_in_their_order(world: World) -> None:
    contents = [f"id,nom,montant\n1,rang {rank},{rank}\n" for rank in range(12)]
    with working(2):
        sent = [world.send(content)["id"] for content in contents]
        settled(world, sent[-1])
    shown = [world.call("donneesqc_deposit_show", id=deposit) for deposit in sent]
    assert [item["version"] for item in shown] == list(range(1, 13))
    assert [item["state"] for item in shown] == [*["replaced"] * 11, "live"]
    assert world.rows()[0]["nom"] == "rang 11"
    assert numbers(world.versions()) == list(range(12, 0, -1))


def _running() -> str:
    with transaction() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE state = 'active'")
        return " ".join(query for (query,) in cursor.fetchall() if "pg_stat_activity" not in query)


@contextmanager
def _long_reader(world: World) -> Iterator[None]:
    """Read the live table in a transaction that doesn't end."""
    resource = world.resource()["id"]
    with get_read_engine().connect() as connection:
        connection.execute(text(f'SELECT count(*) FROM "{resource}"'))
        yield
        connection.invalidate()


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def _same_as_undisturbed(end: End, large: str) -> None:
    """Compare with what the files themselves say must be there."""
    rows = list(csv.reader(io.StringIO(large)))[1:]
    forms = ("csv", "datapackage", "parquet", "xlsx")
    assert end.rows == len(rows)
    assert end.versions == (
        (2, ROWS, ROWS - 3, 0, True, forms),
        (1, 3, 3, 0, False, forms),
    )
    assert end.staged == ()
    assert end.states == ("live", "replaced")
    assert len(end.resources) == 1
    assert end.files == {"files": 8, "prepared": 6, "raw": 2}
