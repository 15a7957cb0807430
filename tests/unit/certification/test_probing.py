"""A probe sees what a reader would: an answer, a silence, the page of an error."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipelines.certification.gathering import open_site
from pipelines.certification.probing import probe
from pipelines.certification.subject import API, FILES

SAID = {"dataset": "essai", "table": "t"}
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
        usual = {"package_show": (200, shown), "table.csv": TABLE, "datastore_search": ROWS}
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
        assert probe(site, SAID) == {FILES: files, API: api}


def test_a_portal_that_is_down_answers_nothing() -> None:
    with portal() as address:
        pass
    with open_site(address) as site:
        assert probe(site, SAID) == {FILES: False, API: False}
