"""What `publier` says when the portal refuses, is away or falls silent."""

from pathlib import Path

import pytest

from tests.unit.cli.command import donneesqc
from tests.unit.publish.portal_http import busy, cut
from tests.unit.publish.portal_server import CREATE, LIST, PART, PortalServer, RefusedError, invalid

JEU = ("--jeu", "mes-projets")


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
