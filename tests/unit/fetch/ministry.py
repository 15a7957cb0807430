"""A ministry's web server on this machine, which answers each path as a test tells it to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Ministry:
    """Hold what each path answers and what was asked: (path, headers)."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def address(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"


def serve(content: bytes, status: int = 200, **headers: str) -> Answer:
    """Answer this content; headers are written with `_` for `-`."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def redirect(location: str, status: int = 302) -> Answer:
    """Send the reader elsewhere."""
    return serve(b"", status, Location=location)


def tagged(content: bytes, etag: str) -> Answer:
    """Serve content with an ETag, and 304 to whoever has it."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        known = request.headers.get("If-None-Match") == etag
        serve(b"" if known else content, 304 if known else 200, ETag=etag)(request)

    return answer


def cut(content: bytes, announced: int) -> Answer:
    """Announce more bytes than are sent, then close."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        serve(content, Content_Length=str(announced))(request)
        request.close_connection = True

    return answer


def raw(content: bytes) -> Answer:
    """Write bytes as they are, headers included, then close."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(content)
        request.close_connection = True

    return answer


@contextmanager
def ministry() -> Iterator[Ministry]:
    """Serve on a free port until the end of the block."""
    state = Ministry()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # noqa: N802 - the name http.server calls
            state.asked.append((self.path, dict(self.headers)))
            state.answers.get(self.path, serve(b"introuvable", 404))(self)

        def do_POST(self) -> None:  # noqa: N802
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        state.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
