"""`retirer` spells out what goes and what stays before it erases anything."""

import pytest

from tests.unit.cli.command import donneesqc
from tests.unit.cli.person import Person
from tests.unit.publish.portal_server import PortalServer

WORDS = ("retirer", "mes-projets", "--motif", "Courriels publiés", "--version")
WITHDRAW = "donneesqc_version_withdraw"


@pytest.fixture(autouse=True)
def _three_versions(portail: PortalServer) -> None:
    for content in (b"id\n1\n", b"id\n1\n2\n", b"id\n3\n"):
        portail.publish("mes-projets", content)


def test_versions_are_withdrawn_and_what_is_left_is_said(portail: PortalServer) -> None:
    said = donneesqc(*WORDS, "3", "1", "--decision-de", "Luc Roy", "--oui")
    assert said.code == 0, said.text
    assert "version 3 du 2026-06-01" in said.err
    assert "Reste la version 2" in said.err
    assert "Version 3 retirée." in said.out
    assert "En ligne\u00a0: version 2." in said.out
    sent = portail.called(WITHDRAW)
    assert [call["number"] for call in sent] == [1, 3]  # the live one last
    assert {call["decided_by"] for call in sent} == {"Luc Roy"}


def test_other_versions_of_the_same_bytes_go_too_and_once(portail: PortalServer) -> None:
    portail.publish("mes-projets", b"id\n1\n")
    said = donneesqc(*WORDS, "1", "4", "--oui")
    assert (said.code, "effacées aussi\u00a0: 4" in said.out) == (0, True)
    assert len(portail.called(WITHDRAW)) == 1


def test_what_goes_too_is_said_before_asking(portail: PortalServer) -> None:
    portail.publish("mes-projets", b"id\n1\n")
    person = Person(*WORDS, "1")
    person.sees("irréversible. [o/N]")
    assert "seront effacées aussi\u00a0: 4" in person.shown
    assert "Restent les versions 2, 3" in person.shown
    person.types("n")
    assert person.ends() == 1


def test_no_is_no(portail: PortalServer) -> None:
    person = Person(*WORDS, "1")
    person.sees("irréversible. [o/N]")
    assert "1 ligne, 1 fichier" in person.shown
    assert "Restent les versions 2, 3" in person.shown
    person.types("")
    assert (person.ends(), portail.called(WITHDRAW)) == (1, [])


@pytest.mark.parametrize(
    "words",
    [
        (*WORDS, "1"),  # nobody to ask
        (*WORDS, "1", "9", "--oui"),
        ("retirer", "mes-projets", "--motif", " ", "--version", "1", "--oui"),
        ("retirer", "mes-projets", "--version", "1", "--oui"),
        (*WORDS, "un", "--oui"),
    ],
)
def test_what_is_badly_asked_is_2_and_erases_nothing(
    portail: PortalServer, words: tuple[str, ...]
) -> None:
    assert donneesqc(*words).code == 2
    assert portail.called(WITHDRAW) == []


def test_what_is_withdrawn_already_is_said() -> None:
    donneesqc(*WORDS, "1", "--oui")
    said = donneesqc(*WORDS, "1", "--oui")
    assert (said.code, "n’existent plus" in said.err) == (2, True)


def test_what_comes_back_is_followed_until_readers_see_it(portail: PortalServer) -> None:
    portail.by_deposit = True
    said = donneesqc(*WORDS, "3", "--oui")
    assert said.code == 0, said.text
    assert "La version précédente revient en ligne." in said.out
    assert "✓ Publié, version 4" in said.out
    assert "Plus rien" not in said.out


def test_a_version_that_goes_too_never_comes_back_first(portail: PortalServer) -> None:
    portail.by_deposit = True
    said = donneesqc(*WORDS, "3", "2", "--oui")
    assert said.code == 0, said.text
    assert [call["number"] for call in portail.called(WITHDRAW)] == [2, 3]
    assert portail.versions["mes-projets"][0]["content"] == b"id\n1\n"
    assert len(portail.deposits) == 1


def test_a_live_version_erased_along_is_told_before_asking(portail: PortalServer) -> None:
    portail.publish("mes-projets", b"id\n1\n")
    said = donneesqc(*WORDS, "1", "--oui")
    assert "La version en ligne est du nombre" in said.err
    assert "du nombre" not in donneesqc(*WORDS, "2", "--oui").err


def test_when_nothing_is_left_it_is_said() -> None:
    said = donneesqc(*WORDS, "1", "2", "3", "--oui")
    assert "Il ne restera aucune version" in said.err
    assert said.out.rstrip().endswith("Plus rien n’est en ligne.")
