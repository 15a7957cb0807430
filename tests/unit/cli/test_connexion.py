"""`connexion` keeps a token that works where the system keeps secrets, and shows it to nobody."""

import json
import os
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from keyring.errors import KeyringLocked

from tests.unit.cli.command import Said, donneesqc
from tests.unit.cli.conftest import MemoryKeyring
from tests.unit.cli.person import Person
from tests.unit.publish.portal_server import TOKEN, PortalServer


@pytest.fixture
def piped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run the command with something piped into it."""

    def run(text: str, *words: str) -> Said:
        path = tmp_path / "entree"
        path.write_text(text, encoding="utf-8")
        with path.open(encoding="utf-8") as stream:
            monkeypatch.setattr("sys.stdin", stream)
            return donneesqc("connexion", *words)

    return run


def settings() -> Path:
    return Path(os.environ["XDG_CONFIG_HOME"]) / "donneesqc" / "portail.json"


def test_a_token_that_works_is_kept_and_serves_afterwards(
    portal_server: PortalServer, piped, trousseau: MemoryKeyring
) -> None:
    said = piped(f" {TOKEN}\n", "--portail", f"{portal_server.address}/")
    assert said.code == 0, said.text
    assert "Marie Tremblay" in said.out
    assert "SCT" in said.out or "sct" in said.out
    assert trousseau.kept == {("donneesqc", portal_server.address): TOKEN}
    assert json.loads(settings().read_text()) == {"portail": portal_server.address}
    assert donneesqc("suivre").code == 0
    for text in (said.text, settings().read_text()):
        assert TOKEN not in text


def test_a_token_that_the_portal_doesn_t_know_is_not_kept(
    portal_server: PortalServer, piped, trousseau: MemoryKeyring
) -> None:
    said = piped("faux\n", "--portail", portal_server.address)
    assert (said.code, "ne reconnaît pas" in said.err) == (2, True)
    assert "faux" not in said.text
    assert (trousseau.kept, settings().exists()) == ({}, False)


@pytest.mark.parametrize(("text", "code"), [("", 2), ("\n", 2), ("jeté\n", 2)])
def test_what_is_no_token_is_refused(
    portal_server: PortalServer, piped, text: str, code: int
) -> None:
    assert piped(text, "--portail", portal_server.address).code == code
    assert portal_server.asked == []


def test_an_account_without_organisation_is_told(portal_server: PortalServer, piped) -> None:
    portal_server.organizations = []
    assert "aucune organisation" in piped(TOKEN, "--portail", portal_server.address).out


def test_without_a_keyring_the_variable_is_advised_and_the_address_kept(
    portal_server: PortalServer, piped
) -> None:
    keyring.set_keyring(fail.Keyring())
    said = piped(TOKEN, "--portail", portal_server.address)
    assert (said.code, "DONNEESQC_JETON" in said.err) == (3, True)
    assert json.loads(settings().read_text()) == {"portail": portal_server.address}
    assert donneesqc("suivre").code == 2
    assert donneesqc("deconnexion").code == 0


def test_a_locked_keyring_is_told(
    portal_server: PortalServer, trousseau: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: str) -> str:
        raise KeyringLocked

    monkeypatch.setattr(trousseau, "get_password", locked)
    said = donneesqc("suivre", "--portail", portal_server.address)
    assert (said.code, "verrouillé" in said.err) == (3, True)


def test_a_variable_that_comes_first_is_told(portail: PortalServer, piped) -> None:
    assert "tant que DONNEESQC_JETON" in piped(TOKEN).err


def test_an_address_that_isn_t_encrypted_gets_no_token(piped, fichier: Path) -> None:
    for address in ("http://exemple.ca", "http://localhost.exemple.ca", "http://10.0.0.1:5000"):
        said = piped(TOKEN, "--portail", address)
        assert (said.code, "https" in said.err) == (2, True)


def test_the_token_is_asked_without_showing(portal_server: PortalServer) -> None:
    person = Person("connexion")
    person.sees("Adresse du portail")
    person.types(portal_server.address.removeprefix("http://"))
    person.sees("Jeton\u00a0:")
    person.types(TOKEN)
    assert person.ends() == 3  # a keyring that keeps nothing
    assert "Marie Tremblay" in person.shown
    assert TOKEN not in person.shown


def test_deconnexion_forgets_both(
    portal_server: PortalServer, piped, trousseau: MemoryKeyring
) -> None:
    piped(TOKEN, "--portail", portal_server.address)
    said = donneesqc("déconnexion")
    assert (said.code, "n’est plus sur cet ordinateur" in said.out) == (0, True)
    assert (trousseau.kept, settings().exists()) == ({}, False)
    assert donneesqc("deconnexion").code == 2
    again = donneesqc("deconnexion", "--portail", portal_server.address)
    assert (again.code, "Aucun jeton" in again.out) == (0, True)


def test_settings_that_can_t_be_read_are_none() -> None:
    settings().parent.mkdir(parents=True)
    for text in ("", "[]", '{"portail": 3}', "{"):
        settings().write_text(text)
        assert donneesqc("suivre").code == 2
