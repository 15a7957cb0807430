"""A site of live services, for the tests that ask one."""

from collections.abc import Iterator

import pytest

from tests.unit.geo.live import World, live


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Serve a site, asked directly whatever the environment says."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with live() as running:
        yield running
