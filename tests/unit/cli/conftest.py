"""The keyring and the settings of a computer that nobody has used yet; a portal to publish on."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from tests.unit.publish.conftest import portal_server
from tests.unit.publish.portal_server import TOKEN, PortalServer

__all__ = ["portal_server"]
VARIABLES = ("DONNEESQC_PORTAL", "DONNEESQC_JETON", "DONNEESQC_TOKEN_FILE")


class MemoryKeyring(KeyringBackend):
    """Keep passwords until the test ends."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture(autouse=True)
def trousseau(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MemoryKeyring]:
    """Give an empty keyring and an empty folder of settings."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    before, memory = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def portail(portal_server: PortalServer, monkeypatch: pytest.MonkeyPatch) -> PortalServer:
    """Serve a portal that the environment names, with a token for it."""
    monkeypatch.setenv("DONNEESQC_PORTAL", portal_server.address)
    monkeypatch.setenv("DONNEESQC_JETON", TOKEN)
    return portal_server


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    """Write a file that the guidelines find nothing wrong with."""
    path = tmp_path / "projets.csv"
    path.write_text("id,nom\n1,Pont\n2,École\n3,Aréna\n", encoding="utf-8")
    return path
