"""`historique` lists every version, those withdrawn too."""

from tests.unit.cli.command import donneesqc
from tests.unit.publish.portal_server import PortalServer

STONE = {"at": "2026-06-02T10:00:00", "reason": "Courriels publiés", "decided_by": "Luc Roy"}


def test_each_version_has_its_number_rows_and_changes(portail: PortalServer) -> None:
    portail.publish("mes-projets", b"id\n1\n", publication="2024-2025")
    portail.publish("mes-projets", b"id\n1\n2\n", restored_from=1)
    lines = donneesqc("historique", "mes-projets").out.replace("\u00a0", " ").splitlines()
    assert [line.split()[0] for line in lines] == ["2", "1"]
    assert "2 lignes  +1 ~2  restaure la version 1  en ligne" in lines[0]
    assert "1 ligne  +1 ~2  2024-2025" in lines[1]
    assert "en ligne" not in lines[1]


def test_a_tombstone_says_when_why_and_who(portail: PortalServer) -> None:
    portail.publish("mes-projets", b"id\n1\n", withdrawn=STONE, live=False)
    said = donneesqc("historique", "mes-projets").out
    assert "retirée le 2 juin 2026\u00a0: Courriels publiés (décision\u00a0: Luc Roy)" in said


def test_a_dataset_without_versions_says_so(portail: PortalServer) -> None:
    assert "Aucune version" in donneesqc("historique", "mes-projets").out
    assert donneesqc("historique", "absent").code == 2


def test_the_table_of_a_dataset_may_be_named(portail: PortalServer) -> None:
    donneesqc("historique", "mes-projets", "--ressource", "Table A")
    assert portail.called("donneesqc_version_list")[0]["resource"] == "Table A"


def test_what_a_terminal_would_obey_is_shown(portail: PortalServer) -> None:
    portail.publish("mes-projets", b"id\n1\n", publication="\x1b[31m")
    assert "\x1b" not in donneesqc("historique", "mes-projets").out
