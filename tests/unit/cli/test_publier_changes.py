"""What `publier` tells of the difference from the live version, and of changes that break."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.command import donneesqc
from tests.unit.cli.test_codes import GOOD
from tests.unit.publish.portal_server import CREATE, PortalServer

JEU = ("--jeu", "mes-projets")
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


def test_a_breaking_change_goes_with_its_reason_and_its_date(
    portail: PortalServer, fichier: Path
) -> None:
    portail.path, portail.more = ["announced"], {"effective_date": "2026-09-01"}
    words = ("--changement-majeur", "Nouveau système", "--date", "2026-09-01")
    said = donneesqc("publier", fichier, *JEU, *words, "--oui")
    assert (said.code, "prendra effet le 1er septembre 2026" in said.out) == (0, True)
    sent = portail.called(CREATE)[0]
    assert (sent["breaking_reason"], sent["effective_date"]) == ("Nouveau système", "2026-09-01")


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
