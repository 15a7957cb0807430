"""What should never have been published is erased everywhere; a tombstone says so."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import ckan.plugins.toolkit as tk
import polars as pl
import pytest
from ckan import model
from ckan.lib.redis import connect_to_redis
from ckan.lib.search.common import make_connection
from ckan.lib.uploader import ResourceUpload
from ckanext.donneesqc.deposits import store
from ckanext.donneesqc.deposits.model import Version
from ckanext.donneesqc.deposits.table.staging import transaction
from ckanext.donneesqc.deposits.work import withdrawal
from sqlalchemy import text

from pipelines.sources import load_source
from tests.extension.deposits.world import FIRST, SECOND, World, numbers, work
from tests.unit.cli.test_codes import GOOD

PLUGINS = (
    "donneesqc_deposits donneesqc scheming_datasets dcat structured_data datastore datatables_view"
)
SECRET = f"Bélanger-{uuid4().hex}"
WITH_SECRET = f"id,nom,montant\n1,École,1\n7,{SECRET},2\n"


@pytest.fixture(autouse=True)
def clean_disk(world: World) -> None:
    """Take away the files that other tests left where CKAN serves them from."""
    shutil.rmtree(Path(tk.config["ckan.storage_path"], "resources"), ignore_errors=True)


def traces(world: World) -> list[str]:
    """Return every place where the secret still is: disk, both databases, index, Redis."""
    return [*_on_disk(), *_in_datastore(), *_in_database(), *_in_index(world), *_in_redis()]


def test_the_search_for_traces_finds_what_is_published(world: World) -> None:
    world.publish(WITH_SECRET)
    places = {trace.split(":")[0] for trace in traces(world)}
    assert {"disk", "datastore"} <= places


def test_nothing_is_left_of_a_withdrawn_version(world: World) -> None:
    world.publish(FIRST)
    world.publish(WITH_SECRET)
    answer = world.call(
        "donneesqc_version_withdraw",
        dataset=world.dataset,
        number=2,
        reason="Nom d’une personne",
        decided_by="Responsable de la protection des renseignements personnels",
    )
    assert traces(world) == []
    assert (answer["number"], answer["also"]) == (2, [])
    work()
    assert traces(world) == []


@pytest.mark.ckan_config("ckan.plugins", f"activity {PLUGINS}")
def test_what_was_said_of_its_cells_goes_even_from_the_activity_stream(world: World) -> None:
    source = load_source("comptes-publics-fonds-general").text
    amount = "9 876 543 210"  # it is mended: the page gives it as an example
    world.publish(GOOD, "2024-2025.csv", table_schema=None, source=source)
    wrong = GOOD.replace("1 000 000", amount).replace("Administration", SECRET)
    world.publish(wrong, "2024-2025.csv", table_schema=None)
    streams = "SELECT count(*) FROM activity WHERE data LIKE :amount"
    asked = {"amount": f"%{amount}%"}
    assert model.Session.execute(text(streams), asked).scalar()
    assert amount in str(world.call("package_show", id=world.dataset))
    _withdraw(world, 2)
    assert traces(world) == []
    work()
    assert traces(world) == []
    assert not model.Session.execute(text(streams), asked).scalar()
    assert amount not in str(world.call("package_show", id=world.dataset))
    names = [file["name"] for file in world.call("package_show", id=world.dataset)["resources"]]
    assert names[1:] == ["Fichier original, 2024-2025"], "the earlier publication's own file"


def test_readers_get_back_what_they_had_before(world: World) -> None:
    world.publish(FIRST)
    world.publish(WITH_SECRET)
    _withdraw(world, 2)
    work()
    versions = world.versions()
    assert numbers(versions) == [3, 2, 1]
    assert (versions[0]["kind"], versions[0]["live"]) == ("withdrawal", True)
    assert [row["nom"] for row in world.rows()] == ["École", "Collège", "Université"]


def test_the_tombstone_says_when_why_and_who_decided(world: World) -> None:
    world.publish(FIRST)
    world.publish(WITH_SECRET)
    _withdraw(world, 2)
    tombstone = world.versions()[0]
    assert tombstone["withdrawn"]["reason"] == "Raison"
    assert tombstone["withdrawn"]["decided_by"] == "Ministère des Essais"
    assert tombstone["withdrawn"]["at"]
    assert tombstone["files"] == tombstone["raw"] == []
    with pytest.raises(tk.ValidationError) as refused:
        world.call("donneesqc_version_restore", dataset=world.dataset, number=2)
    assert refused.value.error_dict["code"] == ["version-withdrawn"]


def test_an_older_version_is_withdrawn_and_the_live_one_stays(world: World) -> None:
    world.publish(WITH_SECRET)
    world.publish(SECOND)
    _withdraw(world, 1)
    work()
    assert traces(world) == []
    assert [item["live"] for item in world.versions()] == [True, False]
    assert sorted(row["id"] for row in world.rows()) == [1, 2, 4]


def test_versions_that_brought_the_same_rows_back_go_too(world: World) -> None:
    world.publish(WITH_SECRET)
    world.publish(FIRST)
    world.call("donneesqc_version_restore", dataset=world.dataset, number=1)
    work()
    answer = _withdraw(world, 3)
    assert (answer["number"], answer["also"]) == (3, [1])
    assert traces(world) == []
    work()
    assert [row["nom"] for row in world.rows()] == ["École", "Collège", "Université"]


def test_a_file_that_another_version_has_too_is_kept(world: World) -> None:
    world.publish(FIRST)
    world.publish(FIRST.replace("10.50", "10.5"))  # other bytes, the same rows in normal form
    _withdraw(world, 2)
    work()
    kept = next(file for file in world.versions()[-1]["files"] if file["form"] == "csv")
    assert store.derived(world.package_id, kept["sha256"]).exists()
    assert world.resource()["hash"] == kept["sha256"]
    assert len(world.rows()) == 3


def test_the_file_that_readers_have_stays_though_a_withdrawn_one_was_the_same(
    world: World,
) -> None:
    world.publish(FIRST)
    made = next(file for file in world.versions()[0]["files"] if file["form"] == "csv")
    normal = store.derived(world.package_id, made["sha256"]).read_bytes()
    world.publish(normal, "forme-normale.csv")  # version 2: its original is its CSV
    world.publish(FIRST + "\n", "autre.csv")
    _withdraw(world, 2)
    work()
    assert Path(ResourceUpload({}).get_path(world.resource()["id"])).read_bytes() == normal


def test_the_only_version_leaves_a_dataset_without_table(world: World) -> None:
    world.publish(WITH_SECRET)
    _withdraw(world, 1)
    work()
    assert traces(world) == []
    resource = world.resource()
    assert resource["datastore_active"] is False
    with pytest.raises(tk.ObjectNotFound):
        world.call("datastore_search", resource_id=resource["id"])


def test_withdrawn_bytes_are_refused_afterwards(world: World) -> None:
    world.publish(WITH_SECRET)
    _withdraw(world, 1)
    with pytest.raises(tk.ValidationError) as refused:
        world.create(WITH_SECRET)
    assert refused.value.error_dict["code"] == ["deposit-withdrawn"]
    assert world.publish(SECOND)["state"] == "live"


def test_a_quarantined_file_with_the_same_bytes_goes_too(world: World) -> None:
    wrong = WITH_SECRET.replace("7,", "sept,")
    world.publish(FIRST)
    found = world.publish(wrong)
    assert found["state"] == "quarantined"
    world.call("donneesqc_deposit_cancel", id=found["id"])
    assert [trace for trace in traces(world) if trace.startswith("disk")] == []


def test_a_withdrawal_that_is_cut_is_finished_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.publish(FIRST)
    world.publish(WITH_SECRET)

    def cut(_: str) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(withdrawal, "purge", cut)
        with pytest.raises(SystemExit):
            _withdraw(world, 2)
    model.Session.remove()
    assert world.versions()[0]["withdrawn"]
    work()
    assert traces(world) == []
    assert [row["nom"] for row in world.rows()] == ["École", "Collège", "Université"]
    left = model.Session.query(Version).filter(Version.withdrawn.isnot(None))
    assert all(version.purged for version in left)


def _withdraw(world: World, number: int) -> dict:
    return world.call(
        "donneesqc_version_withdraw", dataset=world.dataset, number=number, reason="Raison"
    )


def _on_disk() -> Iterator[str]:
    for path in Path(tk.config["ckan.storage_path"]).rglob("*"):
        if path.is_file() and SECRET.encode() in _content(path):
            yield f"disk: {path}"


def _content(path: Path) -> bytes:
    """Return a file's octets; a workbook's and a Parquet's unpacked."""
    octets = path.read_bytes()
    if octets.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if octets.startswith(b"PAR1"):
        return pl.read_parquet(path).write_csv().encode()
    return octets


def _in_datastore() -> Iterator[str]:
    with transaction() as cursor:
        cursor.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname IN ('public', 'donneesqc_staging')"
        )
        for schema, table in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{schema}"."{table}" AS whole WHERE whole::text LIKE %s',
                [f"%{SECRET}%"],
            )
            if (cursor.fetchone() or (0,))[0]:
                yield f"datastore: {schema}.{table}"


def _in_database() -> Iterator[str]:
    tables = model.Session.execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    )
    for (table,) in tables.fetchall():
        found = model.Session.execute(
            text(f'SELECT count(*) FROM "{table}" AS whole WHERE whole::text LIKE :secret'),
            {"secret": f"%{SECRET}%"},
        )
        if found.scalar():
            yield f"database: {table}"


def _in_index(world: World) -> Iterator[str]:
    found = make_connection().search(q=f"id:{world.package_id}", fl="*")
    for document in found.docs:
        if SECRET in str(document):
            yield "index"


def _in_redis() -> Iterator[str]:
    redis = connect_to_redis()
    for key in redis.scan_iter():
        if redis.type(key) == b"string" and SECRET.encode() in (redis.get(key) or b""):
            yield f"redis: {key!r}"
