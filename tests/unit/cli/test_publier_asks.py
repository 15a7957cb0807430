"""`publier` before a person, in a terminal: a question, a bar, an interruption."""

import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.unit.cli.command import donneesqc
from tests.unit.cli.person import Person
from tests.unit.publish.portal_server import PART, PortalServer

JEU = ("--jeu", "mes-projets")


def test_a_person_is_asked_and_no_is_no(portail: PortalServer, fichier: Path) -> None:
    for answer in ("", "n", "peut-être"):
        person = Person("publier", fichier, *JEU)
        person.sees("Publier? [o/N] ")
        person.types(answer)
        assert person.ends() == 1
        assert "Rien n’a été publié" in person.shown
    assert portail.called(PART) == []
    assert {deposit["state"] for deposit in portail.deposits.values()} == {"cancelled"}


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_a_person_who_interrupts_at_the_question_publishes_nothing(
    portail: PortalServer, fichier: Path, key: str
) -> None:
    portail.publish("mes-projets", b"id,nom\r\n1,Pont\r\n")
    person = Person("publier", fichier, *JEU)
    person.sees("Publier? [o/N] ")
    time.sleep(1)  # until it reads the answer: before, nothing can go wrong
    person.types(key)
    assert person.ends() == 1
    assert "[o/N] " in person.shown
    assert person.shown.rstrip().endswith("\nRien n’a été publié.")
    assert {deposit["state"] for deposit in portail.deposits.values()} == {"cancelled"}


def test_a_person_says_yes_and_sees_the_sending(portail: PortalServer, fichier: Path) -> None:
    person = Person("publier", fichier, *JEU)
    person.sees("Publier? [o/N] ")
    person.types("oui")
    assert person.ends() == 0
    assert "100\u00a0%" in person.shown
    assert "Publié, version 1" in person.shown


def test_an_interrupted_sending_goes_on_where_it_was(portail: PortalServer, tmp_path: Path) -> None:
    path = tmp_path / "gros.csv"
    path.write_text("id,nom\n" + "".join(f"{n},Pont {n}\n" for n in range(60)), encoding="utf-8")
    people: list[Person] = []

    def stop(request: BaseHTTPRequestHandler) -> bool:
        people[0].types("\x03")
        request.rfile.read(int(request.headers["Content-Length"]))
        time.sleep(0.5)
        request.close_connection = True
        return False

    portail.faults[PART] = [lambda _: True, lambda _: True, stop]
    people.append(Person("publier", path, *JEU, "--oui"))
    person, code = people[0], people[0].ends()
    assert code == 3
    assert "relancez la même commande" in person.shown
    before = len(portail.called(PART))
    said = donneesqc("publier", path, *JEU, "--oui")
    assert (said.code, "reprend là" in said.out) == (0, True)
    assert portail.called(PART)[before]["offset"] != "0"
    assert portail.versions["mes-projets"][0]["content"] == path.read_bytes()
