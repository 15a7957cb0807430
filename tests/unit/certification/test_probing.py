"""A probe sees what a reader would: an answer, a silence, the page of an error."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product

import pytest

from pipelines.certification import probing
from pipelines.certification.gathering import open_site
from pipelines.certification.probing import find_targets, is_cut_off, probe, probe_all
from pipelines.certification.rounds import count_waiting, deliver, probe_round
from pipelines.certification.subject import API, FILES
from pipelines.messages import Refusal

LISTED = [{"name": "essai", "dataset": "essai", "table": "t"}]
MINUTE = timedelta(minutes=1)
Answer = tuple[int, bytes]
TABLE: Answer = (200, b"code,nom\n1,A\n")
ROWS: Answer = (200, json.dumps({"result": {"records": [{"code": "1"}]}}).encode())


class Handler(BaseHTTPRequestHandler):
    """Answer what the test says."""

    def _send(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        name = self.path.rpartition("/")[2]
        known: dict[str, Answer | None] = self.server.answers  # type: ignore[attr-defined]
        answer = known.get(name)
        if answer is None:  # hang up
            self.close_connection = True
            return
        self.send_response(answer[0])
        self.send_header("Content-Length", str(len(answer[1])))
        self.end_headers()
        self.wfile.write(answer[1])

    do_GET = do_POST = _send  # noqa: N815 - the names http.server calls

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def portal(**answers: Answer | None) -> Iterator[str]:
    """Serve a portal with one file and one table; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        files = [{"url": f"{address}/table.csv", "hash": "0" * 64}, {"url": f"{address}/lien"}]
        shown = json.dumps({"result": {"resources": files}}).encode()
        listed = (200, json.dumps({"result": LISTED}).encode())
        known = {"donneesqc_reference_list": listed, "package_show": (200, shown)}
        usual = {**known, "table.csv": TABLE, "datastore_search": ROWS}
        server.answers = usual | {name.replace("__", "."): it for name, it in answers.items()}  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield address
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("answers", "files", "api"),
    [
        ({}, True, True),
        ({"table__csv": (404, b"")}, False, True),
        ({"table__csv": (206, b"code,nom")}, True, True),
        ({"table__csv": (200, b"")}, False, True),
        ({"table__csv": (200, b"<!DOCTYPE html><HTML><title>Erreur</title>")}, False, True),
        ({"table__csv": None}, False, True),
        ({"datastore_search": (503, b"")}, True, False),
        ({"datastore_search": (200, b'{"result": {"records": []}}')}, True, False),
        ({"datastore_search": (200, b"<html>en travaux</html>")}, True, False),
        ({"datastore_search": None}, True, False),
        ({"package_show": (500, b"")}, False, True),
    ],
)
def test_a_probe_sees_what_a_reader_would(
    answers: dict[str, Answer | None], files: bool, api: bool
) -> None:
    with portal(**answers) as address, open_site(address) as site:
        (target,) = find_targets(site)
        assert probe(site, target) == {FILES: files, API: api}


def test_a_portal_that_is_down_answers_nothing() -> None:
    with portal() as address, open_site(address) as site:
        (target,) = find_targets(site)
    with open_site(address) as site:
        assert probe(site, target) == {FILES: False, API: False}
        with pytest.raises(Refusal) as reason:
            find_targets(site)
    assert not is_cut_off(reason.value)


def test_a_name_that_is_not_found_says_nothing_of_the_portal() -> None:
    with open_site("http://portail.invalid") as site, pytest.raises(Refusal) as reason:
        find_targets(site)
    assert is_cut_off(reason.value)


@pytest.mark.parametrize("url", ["", "http://[", "http:///x", "file:///etc/passwd"])
def test_an_address_that_is_none_costs_its_own_set_alone(url: str) -> None:
    with portal() as address, open_site(address) as site:
        (target,) = find_targets(site)
        wrong = replace(target, name="autre", files=(target.files[0], url))
        assert probe_all(site, [wrong, target]) == {
            "autre": {FILES: False, API: True},
            target.name: {FILES: True, API: True},
        }


def test_a_site_that_sends_for_ever_is_left_on_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "SLOWEST", 1.0)
    with portal() as address, dribble() as (slow, left), open_site(address) as site:
        host, port = slow.removeprefix("http://").split(":")
        site.client._transport.private_hosts |= {(host, int(port))}  # noqa: SLF001
        (target,) = find_targets(site)
        found = probe(site, replace(target, files=(f"{slow}/x",)))
        assert found == {FILES: False, API: True}
        assert left.wait(5)


def test_what_was_seen_of_a_portal_that_is_down_is_told_once_it_is_back() -> None:
    noon = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    with portal() as address, open_site(address) as site:
        kept, found = probe_round(site, {}, noon)
        assert found == {"essai": {FILES: True, API: True}}
    told: list[tuple] = []
    kept = deliver(kept, lambda *probe: not told.append(probe), 10)
    assert told == [("essai", API, noon, True), ("essai", FILES, noon, True)]
    assert count_waiting(kept) == 0
    with open_site(address) as site:
        for minute in (5, 6, 10):
            kept, found = probe_round(site, as_json(kept), noon + minute * MINUTE)
            assert found == {"essai": {FILES: False, API: False}}
            assert deliver(as_json(kept), lambda *_: False, 10) == kept
    told.clear()
    kept = deliver(as_json(kept), lambda *probe: not told.append(probe), 10)
    assert told == [
        ("essai", kind, noon + minute * MINUTE, False)
        for minute, kind in product((5, 10), (API, FILES))
    ]
    assert kept["waiting"] == {}


def test_a_set_that_is_no_more_does_not_hold_the_others_back() -> None:
    noon = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    with portal() as address, open_site(address) as site:
        kept, _ = probe_round(site, {}, noon)
    kept["waiting"]["disparu"] = as_json(kept["waiting"]["essai"])
    told: list[str] = []

    def send(name: str, *_: object) -> bool:
        if name == "disparu":
            raise LookupError(name)
        told.append(name)
        return True

    assert deliver(kept, send, 10)["waiting"] == {}
    assert told == ["essai", "essai"]


def test_what_waits_is_bounded() -> None:
    """Ten days of a portal that is down are kept as eight days of bits."""
    noon = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    with portal() as address, open_site(address) as site:
        kept, _ = probe_round(site, {}, noon)
    with open_site(address) as site:
        for day in range(10):
            kept, _ = probe_round(site, kept, noon + day * 1440 * MINUTE)
    assert len(kept["waiting"]["essai"][FILES]) <= 8
    assert len(json.dumps(kept)) < 4_000


def as_json(said: dict) -> dict:
    """Return what an Airflow Variable would give back."""
    return json.loads(json.dumps(said))


@contextmanager
def dribble() -> Iterator[tuple[str, threading.Event]]:
    """Serve a site that sends a header now and then, for a minute; say when it was left sooner."""
    left = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            client, _ = server.accept()
            with client:
                client.sendall(b"HTTP/1.1 200 OK\r\n")
                try:
                    for _ in range(300):
                        client.sendall(b"X-Encore: oui\r\n")
                        time.sleep(0.2)
                except OSError:
                    left.set()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", left
        thread.join()
