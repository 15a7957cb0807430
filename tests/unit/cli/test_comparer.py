"""`comparer` counts, then shows the first rows that differ, in three forms."""

import csv
import json

import pytest

from tests.unit.cli.command import donneesqc
from tests.unit.publish.portal_server import PortalServer

WORDS = ("comparer", "mes-projets", "1", "2")


@pytest.fixture(autouse=True)
def _two_versions(portail: PortalServer) -> None:
    portail.publish("mes-projets", "id,nom\n1,Pont\n2,École\n3,Aréna\n".encode())
    portail.publish("mes-projets", "id,nom\n1,Pont\n2,Collège\n4,\n".encode())


def test_counts_come_first_then_the_rows() -> None:
    said = donneesqc(*WORDS)
    assert said.code == 0
    assert said.out.replace("\u00a0", " ").splitlines() == [
        "De la version 1 à la version 2 :",
        "  1 ligne ajoutée, 1 modifiée, 1 retirée",
        "~ id=2",
        "    nom : École → Collège",
        "− id=3; nom=Aréna",
        "+ id=4; nom=∅",
    ]


@pytest.mark.parametrize("kind", ["ajoutees", "ajoutées"])
def test_one_kind_alone_is_shown(kind: str) -> None:
    lines = donneesqc(*WORDS, "--sorte", kind).out.splitlines()
    assert [line[0] for line in lines[2:]] == ["+"]


def test_the_others_are_counted() -> None:
    assert "… et 2 autres lignes" in donneesqc(*WORDS, "--limite", "1").out
    assert "autre" not in donneesqc(*WORDS, "--sorte", "retirees").out


def test_as_json() -> None:
    found = json.loads(donneesqc(*WORDS, "--rapport", "json").out)
    assert (found["added"], found["key"]) == (1, ["id"])
    assert found["results"][0]["new"] == {"id": "2", "nom": "Collège"}


def test_as_csv_with_a_line_for_each_side() -> None:
    rows = list(csv.reader(donneesqc(*WORDS, "--rapport", "csv").out.splitlines()))
    assert rows == [
        ["sorte", "version", "id", "nom"],
        ["modifiees", "1", "2", "École"],
        ["modifiees", "2", "2", "Collège"],
        ["retirees", "1", "3", "Aréna"],
        ["ajoutees", "2", "4", ""],
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("1", "9"),
        ("un", "2"),
        ("0", "-1"),
        ("1", "2", "--limite", "2000"),
        ("1", "2", "--sorte", "x"),
    ],
)
def test_what_is_badly_asked_is_2(words: tuple[str, ...]) -> None:
    assert donneesqc("comparer", "mes-projets", *words).code == 2


@pytest.mark.parametrize(("numbers", "absent"), [(("1", "9"), "9"), (("8", "9"), "8, 9")])
def test_the_version_that_isn_t_there_is_named(numbers: tuple[str, str], absent: str) -> None:
    said = donneesqc("comparer", "mes-projets", *numbers)
    assert (said.code, f"pas de version {absent} que" in said.err) == (2, True), said.err


def test_a_dataset_and_a_table_that_aren_t_there_are_told_apart(portail: PortalServer) -> None:
    portail.tables = ("Projets",)
    said = donneesqc("comparer", "absent", "1", "2")
    assert (said.code, "pas de jeu de données «\u00a0absent\u00a0»" in said.err) == (2, True)
    for words in (("comparer", "mes-projets", "1", "2"), ("historique", "mes-projets")):
        said = donneesqc(*words, "--ressource", "Lots")
        assert (said.code, "pas de table «\u00a0Lots\u00a0»" in said.err) == (2, True)
    assert donneesqc("historique", "mes-projets", "--ressource", "Projets").code == 0


def test_a_wrong_number_is_quoted_as_french_does() -> None:
    said = donneesqc("comparer", "mes-projets", "un", "2")
    assert "«\u00a0un\u00a0» ne convient pas. Un nombre entier est attendu, 1 ou plus." in said.err
    said = donneesqc(*WORDS, "--limite", "2000")
    assert "de 0 à 1000" in said.err
