"""A portal for the tests of this folder, and one for those of the command."""

from collections.abc import Iterator

import pytest

from tests.unit.publish.portal_http import serving
from tests.unit.publish.portal_server import PortalServer


@pytest.fixture
def portal_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PortalServer]:
    """Serve a portal; what waits seconds for a real one waits hundredths for it."""
    monkeypatch.setattr("pipelines.publish.deposits.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("pipelines.publish.patience.PAUSES", (0.01,) * 4)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as server:
        yield server
