"""`suivre` says where a deposit stands, and waits only when asked."""

from pathlib import Path

import pytest

from tests.unit.cli.command import donneesqc
from tests.unit.publish.portal_server import PortalServer

JEU = ("--jeu", "mes-projets")


@pytest.fixture
def deposit(portail: PortalServer, fichier: Path) -> dict:
    """Return a deposit that is live."""
    donneesqc("publier", fichier, *JEU, "--oui")
    return next(iter(portail.deposits.values()))


def test_a_deposit_is_told_with_its_steps(deposit: dict) -> None:
    said = donneesqc("suivre", deposit["id"])
    assert said.code == 0
    assert said.out.startswith("projets.csv (1\u00a0ko) → mes-projets\n")
    assert "vérifié" in said.out
    assert "✓ Publié, version 1" in said.out


def test_one_on_its_way_is_told_and_not_waited_for(portail: PortalServer, deposit: dict) -> None:
    deposit.update(state="checked", path=[])
    said = donneesqc("suivre", deposit["id"])
    assert (said.code, "Publié" in said.out) == (0, False)


def test_one_on_its_way_is_waited_for_when_asked(portail: PortalServer, deposit: dict) -> None:
    deposit.update(state="checked", path=["checked", "staged", "live"])
    said = donneesqc("suivre", deposit["id"], "--attendre")
    assert (said.code, "✓ Publié" in said.out) == (0, True)


def test_a_problem_outside_is_told(portail: PortalServer, deposit: dict) -> None:
    deposit.update(state="checked", path=[])
    portail.more = {"problem": {"code": "x", "sentence": "Le disque est plein."}}
    assert "Le disque est plein." in donneesqc("suivre", deposit["id"]).out


def test_the_latest_are_listed(portail: PortalServer, deposit: dict) -> None:
    for words in ((), JEU):
        said = donneesqc("suivre", *words)
        assert (said.code, deposit["id"] in said.out, "en ligne" in said.out) == (0, True, True)
    portail.deposits.clear()
    assert donneesqc("suivre").out == "Aucun dépôt.\n"


@pytest.mark.parametrize("words", [["absent"], ["--jeu", "absent"], ["--jeu", ""], ["--attendre"]])
def test_what_is_badly_asked_is_2(portail: PortalServer, words: list[str]) -> None:
    assert donneesqc("suivre", *words).code == 2


def test_a_token_that_the_portal_doesn_t_know_is_3_and_no_token_says_how_to_connect(
    portail: PortalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONNEESQC_JETON", "un-autre-jeton")
    said = donneesqc("suivre")
    assert (said.code, "ne reconnaît pas ce jeton" in said.err) == (3, True)
    assert f"{portail.address}/user/login" in said.err
    monkeypatch.delenv("DONNEESQC_JETON")
    said = donneesqc("suivre")
    assert (said.code, "donneesqc connexion" in said.err) == (2, True)


def test_a_quarantined_one_is_1(portail: PortalServer, deposit: dict) -> None:
    deposit.update(state="quarantined")
    assert donneesqc("suivre", deposit["id"]).code == 1


def test_the_messages_may_be_in_english(deposit: dict) -> None:
    assert "Published, version 1" in donneesqc("suivre", deposit["id"], "--langue", "en").out
    assert "no deposit" in donneesqc("suivre", "absent", "--langue", "en").err
