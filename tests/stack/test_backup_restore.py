"""A backup brings everything back in an empty place."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from embedded import credentials, postgres
from embedded.archive import FOLDERS
from embedded.leftovers import our_processes
from embedded.settings import Settings
from embedded.stamps import digest
from embedded.testbed import settings_for_tests

from tests.stack.conftest import Make
from tests.stack.portal import action, holdings


@pytest.fixture(scope="module")
def archive(make: Make, stack: Settings) -> Iterator[Path]:
    """Return a backup of the test stack."""
    path = stack.var / "tmp" / "essai.tar.gz"
    done = make("backup", f"ARCHIVE={path}")
    assert done.returncode == 0, done.stderr
    yield path
    path.unlink()


@pytest.fixture(scope="module")
def restored(make: Make, stack: Settings, archive: Path) -> Iterator[Settings]:
    """Return the settings of a stack restored from the backup into an empty folder."""
    settings = settings_for_tests(stack, "restored")
    done = make("restore", f"ARCHIVE={archive}", settings=settings)
    try:
        assert done.returncode == 0, done.stdout + done.stderr
        yield settings
        assert make("stop", settings=settings).returncode == 0
        assert our_processes(settings) == []
    finally:
        make("clean", settings=settings)


def test_an_archive_is_for_its_owner_alone(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_datasets_files_and_tables_are_the_same(stack: Settings, restored: Settings) -> None:
    before, after = holdings(stack), holdings(restored)
    assert before.datasets
    assert before.files
    assert before.tables
    assert after == before


def test_the_token_made_before_still_opens_the_portal(restored: Settings) -> None:
    assert action(restored, "user_show", id="pipeline", include_plugin_extras=False)["id"]
    assert action(restored, "organization_list_for_user", permission="create_dataset")


def test_keys_store_and_history_of_runs_are_the_same(stack: Settings, restored: Settings) -> None:
    assert digest([stack.store]) == digest([restored.store])
    query = "SELECT dag_id, run_id, state FROM dag_run ORDER BY id"
    assert _ask(stack, query)
    assert _ask(stack, query) == _ask(restored, query)
    assert credentials.load(stack) == credentials.load(restored)
    assert set(FOLDERS) <= {path.name for path in restored.var.iterdir()}


def _ask(settings: Settings, query: str) -> str:
    return postgres.sql(settings, credentials.load(settings), query, database="airflow")


def test_an_occupied_place_is_never_restored_over(
    make: Make, stack: Settings, archive: Path
) -> None:
    before = holdings(stack)
    done = make("restore", f"ARCHIVE={archive}")
    assert done.returncode != 0
    assert "contient déjà une installation" in done.stderr
    assert holdings(stack) == before


def test_what_is_no_archive_is_refused_in_french(make: Make, stack: Settings) -> None:
    other = settings_for_tests(stack, "refused")
    try:
        done = make("restore", "ARCHIVE=README.md", settings=other)
        assert done.returncode != 0
        assert "L’archive est incomplète" in done.stderr
    finally:
        make("clean", settings=other)
