"""A file arrives whole whatever happens to the network, and nothing is sent twice for nothing."""

import hashlib
from pathlib import Path

import pytest

from pipelines.messages import Refusal
from pipelines.publish import Portal, open_portal
from pipelines.publish.deposits import Deposit, Sending, create_deposit, submit_deposit
from pipelines.publish.parts import Watch, send_parts
from tests.unit.publish.portal_http import busy, cut, lost
from tests.unit.publish.portal_server import TOKEN, Fault, PortalServer

PART = "donneesqc_deposit_part_add"
CONTENT = bytes(range(256)) * 4


class Seen(Watch):
    """Remember what was told."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.pauses: list[float] = []

    def sent(self, received: int) -> None:
        self.sizes.append(received)

    def cut(self, pause: float) -> None:
        self.pauses.append(pause)


@pytest.fixture
def portal(portal_server: PortalServer) -> Portal:
    return open_portal(portal_server.address, TOKEN)


@pytest.fixture
def sending(tmp_path: Path) -> Sending:
    path = tmp_path / "a.csv"
    path.write_bytes(CONTENT)
    digest = hashlib.sha256(CONTENT).hexdigest()
    return Sending(path, "mes-projets", "a.csv", len(CONTENT), digest)


def sent(portal: Portal, sending: Sending, watch: Watch | None = None) -> Deposit:
    """Deposit the file."""
    deposit = create_deposit(portal, sending)
    whole = Deposit(**{**vars(deposit), "size": sending.size})
    send_parts(portal, whole, sending.path, watch)
    return submit_deposit(portal, deposit.id)


def test_a_file_arrives_in_parts_of_the_size_that_the_portal_wants(
    portal: Portal, portal_server: PortalServer, sending: Sending
) -> None:
    assert sent(portal, sending).state == "received"
    assert [len(call["upload"]) for call in portal_server.called(PART)] == [100] * 10 + [24]


def test_how_much_is_gone_grows_to_the_whole(portal: Portal, sending: Sending) -> None:
    seen = Seen()
    sent(portal, sending, seen)
    assert seen.sizes == sorted(seen.sizes)
    assert seen.sizes[-1] == len(CONTENT)


@pytest.mark.parametrize("fault", [cut, busy, lost], ids=["cut", "busy", "lost"])
@pytest.mark.parametrize("times", [1, 3])
def test_a_part_that_fails_is_sent_again(
    portal: Portal, portal_server: PortalServer, sending: Sending, fault: Fault, times: int
) -> None:
    portal_server.faults[PART] = [lambda _: True, lambda _: True, *[fault] * times]
    seen = Seen()
    assert sent(portal, sending, seen).state == "received"
    assert len(seen.pauses) == times


def test_a_portal_that_stays_silent_ends_the_sending(
    portal: Portal, portal_server: PortalServer, sending: Sending
) -> None:
    portal_server.faults[PART] = [cut] * 5
    with pytest.raises(Refusal) as stop:
        sent(portal, sending)
    assert stop.value.code == "portal-unreachable"
    assert sent(portal, sending).state == "received"


def test_a_second_try_sends_only_what_lacks(
    portal: Portal, portal_server: PortalServer, sending: Sending
) -> None:
    deposit = create_deposit(portal, sending)
    portal_server.deposits[deposit.id]["bytes"] = CONTENT[:950]
    assert sent(portal, sending).state == "received"
    assert [call["offset"] for call in portal_server.called(PART)] == ["950"]


def test_a_portal_that_has_less_than_it_said_gets_the_rest(
    portal: Portal, portal_server: PortalServer, sending: Sending
) -> None:
    deposit = create_deposit(portal, sending)
    thought = Deposit(**{**vars(deposit), "size": len(CONTENT), "received": 700})
    send_parts(portal, thought, sending.path)
    assert portal_server.deposits[deposit.id]["bytes"] == CONTENT


def test_a_file_that_changes_meanwhile_is_refused(portal: Portal, sending: Sending) -> None:
    create_deposit(portal, sending)
    sending.path.write_bytes(CONTENT[::-1])
    with pytest.raises(Refusal) as stop:
        sent(portal, sending)
    assert "n’est pas celui annoncé" in str(stop.value)


def test_a_file_that_becomes_shorter_is_refused(portal: Portal, sending: Sending) -> None:
    sending.path.write_bytes(CONTENT[:500])
    with pytest.raises(Refusal) as stop:
        sent(portal, sending)
    assert stop.value.code == "command-file-changed"


def test_what_the_portal_refuses_is_not_tried_again(
    portal: Portal, portal_server: PortalServer, sending: Sending
) -> None:
    deposit = create_deposit(portal, sending)
    portal.client.headers["Authorization"] = "revoque"
    with pytest.raises(Refusal) as stop:
        send_parts(portal, Deposit(deposit.id, "receiving", size=1000), sending.path)
    assert stop.value.code == "portal-denied"
    assert len(portal_server.called(PART)) == 1
