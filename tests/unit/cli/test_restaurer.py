"""`restaurer` brings a version back as a new one, once the person agrees."""

import pytest

from tests.unit.cli.command import donneesqc
from tests.unit.cli.person import Person
from tests.unit.publish.portal_server import PortalServer

WORDS = ("restaurer", "mes-projets", "--version", "1")


@pytest.fixture(autouse=True)
def _two_versions(portail: PortalServer) -> None:
    portail.publish("mes-projets", b"id\n1\n")
    portail.publish("mes-projets", b"id\n2\n")


def test_an_older_version_becomes_the_newest(portail: PortalServer) -> None:
    said = donneesqc(*WORDS, "--oui")
    assert (said.code, "✓ Publié, version 3" in said.out) == (0, True), said.text
    assert portail.versions["mes-projets"][0]["content"] == b"id\n1\n"


def test_no_is_no(portail: PortalServer) -> None:
    person = Person(*WORDS)
    person.sees("[o/N]")
    assert "version 1 du 2026-06-01" in person.shown
    person.types("non")
    assert (person.ends(), portail.called("donneesqc_version_restore")) == (1, [])


def test_an_interruption_at_the_question_is_no(portail: PortalServer) -> None:
    person = Person(*WORDS)
    person.sees("[o/N] ")
    person.types("\x03")
    assert (person.ends(), portail.called("donneesqc_version_restore")) == (1, [])
    assert "Rien n’a été changé." in person.shown


def test_what_can_t_be_restored_is_2(portail: PortalServer) -> None:
    assert donneesqc(*WORDS).code == 2  # nobody to ask
    assert donneesqc("restaurer", "mes-projets", "--version", "9", "--oui").code == 2
    said = donneesqc("restaurer", "mes-projets", "--version", "0", "--oui")
    assert (said.code, "nombre entier est attendu, 1 ou plus" in said.err) == (2, True)
    assert donneesqc("restaurer", "mes-projets", "--version", "2", "--oui").code == 2
    portail.versions["mes-projets"][1]["withdrawn"] = {"at": "2026-06-02", "reason": "x"}
    said = donneesqc(*WORDS, "--oui")
    assert (said.code, "n’existent plus" in said.err) == (2, True)
