"""Which portal is spoken to, and with which token."""

from pathlib import Path

import pytest

from pipelines.cli.remembered import remember_address
from pipelines.cli.session import chosen_address, dataset_name, open_session, safe_address
from pipelines.messages import Refusal
from tests.unit.cli.conftest import MemoryKeyring

ONE, TWO = "https://un.exemple.ca", "https://deux.exemple.ca"


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (" https://Exemple.ca/ ", "https://exemple.ca"), ("exemple.ca", "https://exemple.ca"),
        ("exemple.ca/ckan/", "https://exemple.ca/ckan"), ("localhost:5000", "http://localhost:5000"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("https://exemple.ca/x?y=1#z", "https://exemple.ca/x"),
    ],
)  # fmt: skip
def test_an_address_is_read_as_people_write_it(words: str, address: str) -> None:
    assert safe_address(words) == address


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ftp://exemple.ca", "portal-bad-address"), ("http://[", "portal-bad-address"),
        ("https://", "portal-bad-address"), ("https://exemple.ca:x", "portal-bad-address"),
        ("https://marie:secret@exemple.ca", "portal-bad-address"),
        ("http://exemple.ca", "portal-plain-http"), ("http://127.0.0.1.x.ca", "portal-plain-http"),
        ("http://localhost@exemple.ca", "portal-bad-address"),
    ],
)  # fmt: skip
def test_an_address_where_no_token_may_go_is_refused(words: str, code: str) -> None:
    with pytest.raises(Refusal) as stop:
        safe_address(words)
    assert stop.value.code == code
    assert "secret" not in str(stop.value)


def test_the_option_comes_before_the_variable_and_the_last_connexion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert chosen_address("") == ""
    remember_address(ONE)
    assert chosen_address("") == ONE
    monkeypatch.setenv("DONNEESQC_PORTAL", TWO)
    assert chosen_address("") == TWO
    assert chosen_address(ONE) == ONE


def test_the_variable_comes_before_the_file_and_the_keyring(
    trousseau: MemoryKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def token() -> str:
        return open_session(ONE).client.headers["Authorization"]

    trousseau.set_password("donneesqc", ONE, "du-trousseau")
    assert token() == "du-trousseau"
    (tmp_path / "jeton").write_text("du-fichier\n")
    monkeypatch.setenv("DONNEESQC_TOKEN_FILE", str(tmp_path / "jeton"))
    assert token() == "du-fichier"
    monkeypatch.setenv("DONNEESQC_JETON", "de-la-variable")
    assert token() == "de-la-variable"


def test_a_token_goes_to_its_own_portal_only(trousseau: MemoryKeyring) -> None:
    trousseau.set_password("donneesqc", ONE, "du-trousseau")
    with pytest.raises(Refusal) as stop:
        open_session(TWO)
    assert stop.value.code == "portal-no-token"


@pytest.mark.parametrize(
    "words", ["mes-projets", "https://x.ca/dataset/mes-projets", "/dataset/mes-projets/versions"]
)
def test_a_dataset_is_named_by_its_page_too(words: str) -> None:
    assert dataset_name(words) == "mes-projets"
