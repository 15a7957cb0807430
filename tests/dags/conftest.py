"""A real Airflow on a database of its own, real ministries on a loopback port, the test portal."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Airflow reads these when it is first imported; the test runner gives its own.
if "AIRFLOW_HOME" not in os.environ:
    _home = tempfile.mkdtemp(prefix="donneesqc-airflow-")
    os.environ.update(
        AIRFLOW_HOME=_home,
        AIRFLOW__CORE__DAGS_FOLDER=str(ROOT / "dags"),
        AIRFLOW__CORE__LOAD_EXAMPLES="False",
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{_home}/airflow.db",
        AIRFLOW__USAGE_DATA_COLLECTION__ENABLED="False",
    )

import httpx  # noqa: E402
from airflow.utils.db import initdb  # noqa: E402
from embedded.samples.__main__ import render  # noqa: E402

from tests.bad_sources import ministries  # noqa: E402
from tests.dags.world import World, write_sources  # noqa: E402


@pytest.fixture(scope="session")
def database() -> None:
    """Make Airflow's tables."""
    initdb()


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: None) -> Iterator[World]:
    """Serve the samples and give two sources of the test's own, in a family of their own."""
    served, operators = tmp_path / "served", tmp_path / "sources"
    render(served, "http://127.0.0.1:1")
    with ministries(served) as server:
        render(served, server.base)
        names = write_sources(operators)
        monkeypatch.setenv("DONNEESQC_STORE", str(tmp_path / "store"))
        monkeypatch.setenv("DONNEESQC_ADDRESSES", str(served / "addresses.json"))
        monkeypatch.setenv("DONNEESQC_SOURCES", str(operators))
        yield World(server, served, operators, tmp_path / "store", *names)


@pytest.fixture
def portal(world: World) -> Iterator[httpx.Client]:
    """Return a client of the test portal's actions; what the test published is deleted after it."""
    address = os.environ.get("DONNEESQC_PORTAL", "")
    token_file = Path(os.environ.get("DONNEESQC_TOKEN_FILE", ""))
    if not address or not token_file.is_file():
        reason = "no test portal (set DONNEESQC_PORTAL and DONNEESQC_TOKEN_FILE)"
        (pytest.fail if os.environ.get("CI", "").lower() in ("1", "true") else pytest.skip)(reason)
    headers = {"Authorization": token_file.read_text(encoding="utf-8").strip()}
    with httpx.Client(base_url=f"{address}/api/3/action/", headers=headers, timeout=60) as client:
        yield client
        for name in (world.dashboard, world.information):
            client.post("package_delete", json={"id": name})
