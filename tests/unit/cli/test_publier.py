"""`publier` checks, shows, asks, sends, waits; nothing that is wrong or refused is published."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.unit.cli.command import donneesqc
from tests.unit.publish.portal_server import CREATE, LIST, PART, PortalServer

JEU = ("--jeu", "mes-projets")


def test_a_valid_file_is_published_and_each_state_told(
    portail: PortalServer, fichier: Path
) -> None:
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert said.code == 0, said.text
    assert "première version" in said.out
    states = [line.split()[-1] for line in said.out.splitlines() if "2026-06-01" in line]
    assert states == ["reçu", "vérifié", "chargé", "ligne"]
    assert said.out.endswith(f"✓ Publié, version 1\u00a0: {portail.address}/dataset/mes-projets\n")
    assert portail.versions["mes-projets"][0]["content"] == fichier.read_bytes()


def test_the_same_file_again_sends_nothing(portail: PortalServer, fichier: Path) -> None:
    donneesqc("publier", fichier, *JEU, "--oui")
    portail.asked.clear()
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "Inchangé" in said.out) == (0, True)
    assert [action for action, _ in portail.asked] == [LIST, CREATE]


def test_a_file_that_the_engine_blocks_never_leaves(portail: PortalServer, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,courriel\n1,marie.tremblay@exemple.ca\n2,luc@exemple.ca\n", "utf-8")
    said = donneesqc("publier", path, *JEU, "--oui")
    assert said.code == 1
    assert "Publication bloquée" in said.out
    assert [action for action, _ in portail.asked] == [LIST]


def test_a_schema_of_one_s_own_is_applied_here_and_sent(
    portail: PortalServer, fichier: Path
) -> None:
    schema = fichier.with_name("schema.json")
    schema.write_text('{"fields": [{"name": "id", "type": "integer"}, {"name": "nom"}]}', "utf-8")
    assert donneesqc("publier", fichier, *JEU, "--schema", schema, "--oui").code == 0
    sent = portail.called(CREATE)[0]
    assert sent["table_schema"]["fields"][0] == {"name": "id", "type": "integer"}
    assert "schema" not in sent
    fichier.write_text("id,nom\nx,Pont\n", encoding="utf-8")
    assert donneesqc("publier", fichier, *JEU, "--schema", schema, "--oui").code == 1


def test_a_valid_file_s_guidelines_and_notices_are_told_in_short(
    portail: PortalServer, tmp_path: Path
) -> None:
    portail.path = ["announced"]
    path = tmp_path / "projets.xlsx"
    book = Workbook()
    book.active.append(["id", "nom"])  # type: ignore[union-attr]
    book.active.append(["1", "Pont"])  # type: ignore[union-attr]
    book.create_sheet("Lots").append(["x", "y"])
    book.save(path)
    said = donneesqc("publier", path, *JEU, "--oui")
    assert said.code == 0, said.text
    assert "Le classeur en a d’autres\u00a0: Lots." in said.out
    path = tmp_path / "projets.csv"
    path.write_bytes("id;montant\n1;12,5\n".encode("cp1252"))
    said = donneesqc("publier", path, *JEU, "--oui", "--changement-majeur", "x")
    count = len([line for line in said.out.splitlines() if line.startswith("  ! ")])
    assert f"{count} lignes directrices" in said.out.replace("\u00a0", " ")


def test_a_quarantined_file_is_1_with_its_first_errors_and_the_report(
    portail: PortalServer, fichier: Path
) -> None:
    errors = [{"message": f"Ligne {row}\u00a0: doublon."} for row in range(2, 12)]
    portail.path = ["quarantined"]
    portail.more = {"report": {"errors": [], "tasks": [{"errors": errors}]}}
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert said.code == 1
    assert [f"Ligne {row}\u00a0: doublon." in said.out for row in (2, 6, 7)] == [True, True, False]
    assert "Rapport complet\u00a0: http" in said.out
    assert "/depots/1/rapport.html" in said.out


def test_a_quarantine_that_the_report_doesn_t_explain_says_the_portal_s_reason(
    portail: PortalServer, fichier: Path
) -> None:
    why = {"state": "quarantined", "at": "2026-06-01T14:03:00", "code": "deposit-unloadable"}
    portail.path = ["quarantined"]
    portail.more = {"steps": [{**why, "sentence": "La base refuse."}], "report_address": None}
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, said.out.count("La base refuse.")) == (1, 1)
    assert "Rapport complet" not in said.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--oui"),
        (("--oui", "--date", "demain"), "AAAA-MM-JJ"),
        (("--oui", "--date", "2026-09-01"), "--changement-majeur"),
        (("--oui", "--changement-majeur", " "), "raison"),
        (("--oui", "b.csv"), "un seul fichier à la fois"),
        (("--oui", "--force"), "est inconnu. Au choix"),
        (("--oui", "--resource", "x"), "--ressource"),
        (("--oui", "--jeu", ""), "est vide"),
        (("--oui", "--publication", "../x"), "publication"),
        (("--oui", "--schema", "inconnu"), "donneesqc schemas"),
    ],
)
def test_what_is_badly_asked_is_2_and_says_how(
    portail: PortalServer, fichier: Path, words: tuple[str, ...], told: str
) -> None:
    said = donneesqc("publier", fichier, *JEU, *words)
    assert (said.code, told in said.err) == (2, True), said.text
    assert portail.asked == []


def test_an_unknown_dataset_is_2_and_says_where_its_name_is(
    portail: PortalServer, fichier: Path
) -> None:
    said = donneesqc("publier", fichier, "--jeu", "absent", "--oui")
    assert (said.code, "/dataset/" in said.err) == (2, True)


def test_the_address_of_the_page_names_the_dataset(portail: PortalServer, fichier: Path) -> None:
    page = f"{portail.address}/dataset/mes-projets?x=1"
    assert donneesqc("publier", fichier, "--jeu", page, "--oui").code == 0


def test_a_dataset_of_the_library_keeps_its_schema(portail: PortalServer, fichier: Path) -> None:
    words = ("--jeu", "budget-de-depenses", "--schema", "mrc", "--oui")
    said = donneesqc("publier", fichier, *words)
    assert (said.code, "Retirez --schema" in said.err) == (2, True)


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_file_that_can_t_be_read_is_3(portail: PortalServer, tmp_path: Path, name: str) -> None:
    said = donneesqc("publier", tmp_path / name, *JEU, "--oui")
    assert (said.code, "dossier" in said.err) == (3, name == ".")
    assert portail.asked == []


def test_a_file_already_on_its_way_is_only_followed(portail: PortalServer, fichier: Path) -> None:
    portail.path = ["received", "checked", "staged", "live"]
    donneesqc("publier", fichier, *JEU, "--oui")
    portail.versions.clear()
    deposit = next(iter(portail.deposits.values()))
    deposit.update(state="staged", path=["live"])
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "déjà déposé" in said.out) == (0, True)
    assert len(portail.called(PART)) == 1
