"""Serve the pretended portal over HTTP, with the faults that a test asks for."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.unit.publish.portal_server import PortalServer, RefusedError


def cut(request: BaseHTTPRequestHandler) -> bool:
    """Close the connection in the middle of what the client sends."""
    request.rfile.read(int(request.headers["Content-Length"]) // 2)
    request.close_connection = True
    return False


def busy(request: BaseHTTPRequestHandler) -> bool:
    """Answer 503, as a proxy does while the portal starts again."""
    request.rfile.read(int(request.headers["Content-Length"]))
    request.send_response(503)
    request.send_header("Content-Length", "0")
    request.end_headers()
    return False


class DeafError(Exception):
    """Stop an answer on its way."""


def lost(request: BaseHTTPRequestHandler) -> bool:
    """Do what is asked, then close before saying so."""

    def close(*_: object) -> None:
        request.close_connection = True
        raise DeafError

    request.send_response = close  # type: ignore[method-assign]
    return True


class Handler(BaseHTTPRequestHandler):
    """Answer for the portal that the server holds as `portal`."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body travel together

    @property
    def portal(self) -> PortalServer:
        return self.server.portal  # type: ignore[attr-defined]

    def do_GET(self) -> None:  # noqa: N802 - the name http.server calls
        content = self.portal.files.get(self.path)
        self._send(200 if content is not None else 404, content or b"")

    def do_POST(self) -> None:  # noqa: N802
        action = self.path.rpartition("/")[2]
        faults = self.portal.faults[action]
        if faults and not faults.pop(0)(self):
            return
        data = self._data()
        try:
            result = self.portal.act(action, self.headers.get("Authorization"), data)
            self._json(200, {"success": True, "result": result})
        except RefusedError as refused:
            said = {"success": False, "error": refused.error}
            self._json(refused.status, said if refused.error else f"inconnue: {action}")

    def _data(self) -> dict:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers["Content-Type"]
        if kind.startswith("application/json"):
            return json.loads(body)
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        found = {}
        for part in message_from_bytes(head + body, policy=policy.HTTP).iter_parts():
            name = part.get_param("name", header="Content-Disposition")
            content = part.get_payload(decode=True)
            found[name] = content if name == "upload" else content.decode()
        return found

    def _json(self, status: int, said: object) -> None:
        self._send(status, json.dumps(said).encode())

    def _send(self, status: int, content: bytes) -> None:
        with suppress(DeafError):
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *_: object) -> None: ...


@contextmanager
def serving() -> Iterator[PortalServer]:
    """Serve on a free port until the end of the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        state = server.portal = PortalServer(server.server_port)  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
