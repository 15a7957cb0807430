"""A deposit is followed to its end, through restarts of the portal and states in a hurry."""

from pathlib import Path

import pytest

from pipelines.messages import Refusal
from pipelines.publish import Portal, open_portal
from pipelines.publish.deposits import (
    Sending,
    create_deposit,
    follow_deposit,
    list_deposits,
    read_deposit,
    show_deposit,
)
from pipelines.publish.live import fetch_rows, live_version
from pipelines.publish.portal import PortalRefusal
from pipelines.publish.versions import Table, list_versions
from tests.unit.publish.portal_http import busy, cut
from tests.unit.publish.portal_server import TOKEN, PortalServer, invalid
from tests.unit.tables import refusal_of

SHOW = "donneesqc_deposit_show"
CSV = b"id,nom\n1,Pont\n"


@pytest.fixture
def portal(portal_server: PortalServer) -> Portal:
    return open_portal(portal_server.address, TOKEN)


def sending(name: str = "mes-projets") -> Sending:
    return Sending(Path("a.csv"), name, "a.csv", 3, "0" * 64, schema="mrc")


@pytest.fixture
def deposit(portal: Portal, portal_server: PortalServer) -> str:
    """Return the id of a deposit on its way."""
    found = create_deposit(portal, sending()).id
    portal_server.deposits[found].update(path=["received", "checked", "staged", "live"], bytes=CSV)
    return found


def test_only_what_is_known_is_sent(portal: Portal, portal_server: PortalServer) -> None:
    create_deposit(portal, sending())
    told = portal_server.called("donneesqc_deposit_create")[0]
    assert told == {
        "dataset": "mes-projets", "file_name": "a.csv", "size": 3, "sha256": "0" * 64,
        "schema": "mrc",
    }  # fmt: skip


def test_each_state_is_told_once(portal: Portal, deposit: str) -> None:
    states = [found.state for found in follow_deposit(portal, deposit)]
    assert states == ["received", "checked", "staged", "live"]


def test_a_portal_that_starts_again_meanwhile_is_waited_for(
    portal: Portal, portal_server: PortalServer, deposit: str
) -> None:
    portal_server.faults[SHOW] = [lambda _: True, busy, cut, busy]
    assert [found.state for found in follow_deposit(portal, deposit)][-1] == "live"


def test_a_deposit_where_nothing_happens_is_left_after_half_an_hour(
    portal: Portal, portal_server: PortalServer, deposit: str
) -> None:
    portal_server.deposits[deposit]["path"] = []
    pauses: list[float] = []
    found = list(follow_deposit(portal, deposit, pauses.append))
    assert [one.state for one in found] == ["receiving"]
    assert 1800 <= sum(pauses) < 1811
    assert pauses == sorted(pauses)


def test_a_problem_is_told_though_the_state_stays(
    portal: Portal, portal_server: PortalServer, deposit: str
) -> None:
    portal_server.deposits[deposit]["path"] = ["checked", "checked", "live"]
    shown = []
    for found in follow_deposit(portal, deposit):
        shown.append((found.state, found.problem))
        full = {"code": "x", "sentence": "Le disque est plein."}
        portal_server.more["problem"] = full if len(shown) == 1 else None
    assert shown == [("checked", ""), ("checked", "Le disque est plein."), ("live", "")]


def test_null_and_unknown_facts_are_left_out() -> None:
    found = read_deposit(
        {"id": "a", "state": "live", "version": None, "new_fact": 1, "steps": None}
    )
    assert (found.id, found.version, found.steps, found.settled) == ("a", None, (), True)


def test_what_is_not_on_the_portal_is_said(portal: Portal) -> None:
    for ask, words in (
        (lambda: create_deposit(portal, sending("absent")), "jeu de données"),
        (lambda: show_deposit(portal, "absent"), "donneesqc suivre"),
        (lambda: list_versions(portal, Table("absent")), "jeu de données"),
    ):
        with pytest.raises(Refusal) as stop:
            ask()
        refusal_of(stop.value.code, stop.value, "absent", words)


def test_the_portal_s_code_and_sentence_are_kept(
    portal: Portal, portal_server: PortalServer
) -> None:
    def refuse(_: dict) -> None:
        raise invalid("deposit-withdrawn", "Ces octets ont été retirés.")

    portal_server.on_deposit_create = refuse  # type: ignore[method-assign]
    with pytest.raises(PortalRefusal) as stop:
        create_deposit(portal, sending())
    assert (stop.value.said, stop.value.status) == ("deposit-withdrawn", 409)
    assert str(stop.value) == "Le portail répond\u00a0: Ces octets ont été retirés."


def test_a_portal_without_deposits_says_so(portal: Portal) -> None:
    with pytest.raises(Refusal) as stop:
        portal.call("donneesqc_deposit_dance", {})
    refusal_of("portal-no-action", stop.value, portal.address)


def test_deposits_are_listed_newest_first(portal: Portal, deposit: str) -> None:
    newer = create_deposit(portal, Sending(Path("b"), "mes-projets", "b.csv", 1, "1" * 64)).id
    assert [found.id for found in list_deposits(portal)] == [newer, deposit]
    assert len(list_deposits(portal, limit=1)) == 1


def test_the_live_version_comes_here(
    portal: Portal, portal_server: PortalServer, tmp_path: Path
) -> None:
    table = Table("mes-projets")
    assert live_version(portal, table) is None
    portal_server.publish("mes-projets", CSV)
    live = live_version(portal, table)
    assert live is not None
    path = fetch_rows(portal, live, tmp_path)
    assert path is not None
    assert path.read_bytes() == CSV


def test_a_file_elsewhere_or_gone_is_missing_and_the_token_stays(
    portal: Portal, portal_server: PortalServer, tmp_path: Path
) -> None:
    for address in ("http://localhost:9/a.csv", "//exemple.ca/a.csv", "/dataset/absent.csv"):
        version = portal_server.publish("mes-projets", CSV)
        version["files"][0]["address"] = address
        live = live_version(portal, Table("mes-projets"))
        assert live is not None
        assert fetch_rows(portal, live, tmp_path) is None
