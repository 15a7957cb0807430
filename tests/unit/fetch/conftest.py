"""A server, a store and the context of a run, all real."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.fetch import Addresses, Context, open_client
from pipelines.store import Store
from tests.unit.fetch.ministry import Ministry, ministry

NOON = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask this machine directly, whatever the environment says."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[Ministry]:
    """Serve as a ministry."""
    with ministry() as running:
        yield running


@pytest.fixture
def context(server: Ministry, tmp_path: Path) -> Iterator[Context]:
    """Keep in a fresh store, and ask nothing private but this server."""
    with open_client(frozenset({("127.0.0.1", server.port)})) as client:
        yield Context(Store(tmp_path / "store"), client, Addresses(), lambda: NOON)
