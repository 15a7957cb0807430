"""`publier` checks, shows, asks, sends, waits; nothing that is wrong or refused is published."""

import json
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.unit.cli.command import donneesqc
from tests.unit.cli.person import Person
from tests.unit.cli.test_codes import GOOD
from tests.unit.publish.portal_server import PortalServer, RefusedError, busy, cut, invalid

CREATE, PART = "donneesqc_deposit_create", "donneesqc_deposit_part_add"
LIST = "donneesqc_version_list"
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


def test_the_schema_of_the_live_version_is_kept_without_a_word(
    portail: PortalServer, fichier: Path
) -> None:
    kept = {"fields": [{"name": "id", "type": "integer"}, {"name": "nom"}], "primaryKey": ["id"]}
    portail.publish("mes-projets", b"id,nom\r\n1,Pont\r\n", table_schema=kept)
    fichier.write_text("id,nom\n1,Pont\n1,Quai\n", encoding="utf-8")
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "clé" in said.out) == (1, True), said.text
    assert portail.called(CREATE) == []
    fichier.write_text("id,nom\n1,Pont\n2,Quai\n", encoding="utf-8")
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "1 ligne ajoutée" in said.out.replace("\u00a0", " ")) == (0, True)
    assert not {"schema", "table_schema"} & {*portail.called(CREATE)[0]}


def test_the_difference_from_what_is_live_is_shown(portail: PortalServer, fichier: Path) -> None:
    columns = [{"name": name, "type": "string"} for name in ("id", "nom", "ville")]
    portail.publish("mes-projets", b"id,nom,ville\r\n1,Pont,Amos\r\n", fields=columns)
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert "Par rapport à la version 1" in said.out
    assert "1 ligne en ligne, 3 dans votre fichier" in said.out.replace("\u00a0", " ")
    assert "La colonne «\u00a0ville\u00a0» est retirée." in said.out


OWN = {"fields": [{"name": "id", "type": "integer"}, {"name": "nom"}], "primaryKey": ["id"]}
LIVE = {"fields": OWN["fields"], "primary_key": ["id"], "table_schema": OWN}
FREE = {"fields": [{"name": "id", "type": "string"}, {"name": "nom", "type": "string"}]}
BREAKS = [
    (FREE["fields"], [], {**FREE, "primaryKey": ["id"]}, "désormais une clé"),
    (OWN["fields"], ["id"], {"fields": OWN["fields"]}, "n’a plus de clé"),
    ([{"name": "id"}, {"name": "nom", "title": "Nom"}], [], {"fields": [
        {"name": "id"}, {"name": "titre", "title": "Nom"}]}, "renommée"),
    (FREE["fields"], [], {"fields": OWN["fields"]}, "«\u00a0texte\u00a0» à «\u00a0nombre entier"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "key", "schema", "told"), BREAKS)
def test_every_breaking_change_is_told_and_nothing_is_sent_without_its_reason(
    portail: PortalServer, fichier: Path, fields: list, key: list, schema: dict, told: str
) -> None:
    portail.publish("mes-projets", b"id,nom\r\n9,Quai\r\n", fields=fields, primary_key=key)
    path = fichier.with_name("schema.json")
    path.write_text(json.dumps(schema), encoding="utf-8")
    if "titre" in path.read_text():
        fichier.write_text("id,titre\n1,Pont\n", encoding="utf-8")
    words = ("publier", fichier, *JEU, "--schema", path, "--oui")
    said = donneesqc(*words)
    assert (said.code, told in said.out, "--changement-majeur" in said.err) == (1, True, True)
    assert portail.called(CREATE) == []
    said = donneesqc(*words, "--changement-majeur", "Nouveau système")
    assert (said.code, told in said.out, "dites pourquoi" in said.text) == (0, True, False)
    assert portail.called(CREATE)[0]["breaking_reason"] == "Nouveau système"


def test_a_file_without_rows_breaks_a_table_that_has_some(
    portail: PortalServer, fichier: Path
) -> None:
    portail.publish("mes-projets", b"id,nom\r\n1,Pont\r\n2,Quai\r\n", fields=FREE["fields"])
    fichier.write_text("id,nom\n", encoding="utf-8")
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "La table se vide" in said.out) == (1, True), said.text
    assert portail.called(CREATE) == []
    words = ("--changement-majeur", "Fin du programme")
    assert donneesqc("publier", fichier, *JEU, "--oui", *words).code == 0


def test_a_breaking_change_under_the_schema_kept_says_how_to_give_the_new_one(
    portail: PortalServer, fichier: Path
) -> None:
    portail.publish("mes-projets", b"id,nom\r\n1,Pont\r\n", **LIVE)
    fichier.write_text("id,titre\n1,Pont\n", encoding="utf-8")
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "--schema" in said.err) == (1, False)
    words = ("--changement-majeur", "Nouveau système")
    said = donneesqc("publier", fichier, *JEU, "--oui", *words)
    assert (said.code, "donnez le nouveau avec --schema" in said.err) == (1, True)


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


def test_a_breaking_change_goes_with_its_reason_and_its_date(
    portail: PortalServer, fichier: Path
) -> None:
    portail.path, portail.more = ["announced"], {"effective_date": "2026-09-01"}
    words = ("--changement-majeur", "Nouveau système", "--date", "2026-09-01")
    said = donneesqc("publier", fichier, *JEU, *words, "--oui")
    assert (said.code, "prendra effet le 1er septembre 2026" in said.out) == (0, True)
    sent = portail.called(CREATE)[0]
    assert (sent["breaking_reason"], sent["effective_date"]) == ("Nouveau système", "2026-09-01")


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


def test_a_wrong_token_is_told_without_being_shown(
    portail: PortalServer, fichier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONNEESQC_JETON", "un-autre-jeton")
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "ne reconnaît pas ce jeton" in said.err) == (3, True)
    assert "un-autre-jeton" not in said.text


def test_a_cut_is_told_and_mended(portail: PortalServer, fichier: Path) -> None:
    portail.faults[PART] = [cut]
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "connexion a été coupée" in said.err) == (0, True)


@pytest.mark.parametrize("action", [CREATE, LIST])
def test_a_portal_that_starts_again_is_waited_for(
    portail: PortalServer, fichier: Path, action: str
) -> None:
    portail.faults[action] = [busy] * 2
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "momentanément indisponible" in said.err) == (0, True), said.text
    portail.faults[action] = [busy] * 5
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "réessayez dans une minute" in said.err) == (3, True)
    assert "donneesqc_" not in said.text


def test_an_account_that_may_not_publish_is_told_whom_to_ask(
    portail: PortalServer, fichier: Path
) -> None:
    def refuse(_: dict) -> None:
        raise RefusedError(403, __type="Authorization Error", message="Refusé")

    portail.on_deposit_create = refuse  # type: ignore[method-assign]
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "rôle d’édition" in said.err, "donneesqc_" in said.err) == (3, True, False)


def test_a_portal_that_stays_silent_is_3_and_the_sending_goes_on_later(
    portail: PortalServer, fichier: Path
) -> None:
    portail.faults[PART] = [cut] * 5
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "relancez la même commande" in said.err) == (3, True)
    assert donneesqc("publier", fichier, *JEU, "--oui").code == 0


def test_a_portal_that_stays_silent_once_all_is_sent_is_3_and_can_be_followed(
    portail: PortalServer, fichier: Path
) -> None:
    portail.faults["donneesqc_deposit_show"] = [busy] * 5
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "donneesqc suivre depot-1 --attendre" in said.err) == (3, True)


def test_a_portal_s_own_refusal_is_1_and_which_table_is_2(
    portail: PortalServer, fichier: Path
) -> None:
    for code, expected in (("deposit-withdrawn", 1), ("deposit-which-table", 2)):

        def refuse(_: dict, code: str = code) -> None:
            raise invalid(code, "Voici pourquoi.")

        portail.on_deposit_create = refuse  # type: ignore[method-assign]
        said = donneesqc("publier", fichier, *JEU, "--oui")
        assert (said.code, said.err) == (expected, "Le portail répond\u00a0: Voici pourquoi.\n")


def test_a_source_s_file_is_compared_with_its_own_publication(
    portail: PortalServer, tmp_path: Path
) -> None:
    name = "comptes-publics-fonds-general"
    portail.names.append(name)
    path = tmp_path / "depenses-2024-2025.csv"
    path.write_text(GOOD, encoding="utf-8")
    assert donneesqc("publier", path, "--jeu", name, "--oui").code == 0
    path.write_text(GOOD.replace("1 000 000", "2 000 000"), encoding="utf-8")
    said = donneesqc("publier", path, "--jeu", name, "--oui")
    assert (said.code, "Par rapport à la version 1" in said.out) == (0, True)
    assert portail.called(CREATE)[0]["publication"] == "2024-2025"


def test_a_file_already_on_its_way_is_only_followed(portail: PortalServer, fichier: Path) -> None:
    portail.path = ["received", "checked", "staged", "live"]
    donneesqc("publier", fichier, *JEU, "--oui")
    portail.versions.clear()
    deposit = next(iter(portail.deposits.values()))
    deposit.update(state="staged", path=["live"])
    said = donneesqc("publier", fichier, *JEU, "--oui")
    assert (said.code, "déjà déposé" in said.out) == (0, True)
    assert len(portail.called(PART)) == 1


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
