"""Stand between a portal and who asks it, and change one of its answers: a real HTTP proxy."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx

OK, TEXTS = 200, ("json", "text", "turtle")


@dataclass(frozen=True)
class Fault:
    """What becomes of the answers of some addresses: another status, other octets."""

    place: str
    change: Callable[[bytes], bytes] = lambda content: content
    status: int = OK


HONEST = Fault(place="(?!)")


@contextmanager
def between(address: str, fault: Fault = HONEST) -> Iterator[str]:
    """Give the address of a portal whose answers are those of another, but for a fault."""
    with httpx.Client(timeout=60) as client:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(client, address, fault))
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()


def _handler(client: httpx.Client, address: str, fault: Fault) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET", b"")

        def do_POST(self) -> None:
            self._answer("POST", self.rfile.read(int(self.headers["Content-Length"] or 0)))

        def _answer(self, method: str, body: bytes) -> None:
            headers = {"Content-Type": self.headers.get("Content-Type") or "application/json"}
            asked = client.build_request(
                method, address + self.path, content=body, headers=headers if body else {}
            )
            answer = client.send(asked, follow_redirects=True)
            content, status = answer.content, answer.status_code
            if re.search(fault.place, self.path) and status == OK:
                content, status = fault.change(content), fault.status
            kind = answer.headers.get("Content-Type", "")
            if any(text in kind for text in TEXTS) and "csv" not in kind:
                here = f"http://{self.headers['Host']}"
                content = content.replace(address.encode(), here.encode())
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    return Handler
