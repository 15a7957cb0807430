"""Ministries on a bad day: files with one defect each, and a server that fails as real ones do."""

import csv
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ERROR_PAGE = b"""<!DOCTYPE html>
<html lang="fr"><head><title>Maintenance</title></head>
<body><h1>Le service est temporairement indisponible</h1></body></html>
"""


def html_page(_content: bytes) -> bytes:
    """Answer a web page where a table was expected."""
    return ERROR_PAGE


def empty(_content: bytes) -> bytes:
    """Answer nothing."""
    return b""


def header_only(content: bytes) -> bytes:
    """Keep the first line: a table without a row."""
    return content.splitlines(keepends=True)[0]


def wrong_encoding(content: bytes) -> bytes:
    """Say UTF-16 by the byte order mark and write UTF-8, with an odd number of bytes."""
    return b"\xff\xfe" + content + (b"" if len(content) % 2 else b" ")


def cut_cell(content: bytes) -> bytes:
    """Stop in the middle of a row, as a download cut short without saying so."""
    return content[: content.index(b"\n", len(content) // 2) + 12]


def renamed_column(content: bytes) -> bytes:
    """Give the last column another label: one is missing, one is unknown."""
    header, *rows = _table(content)
    return _written([[*header[:-1], f"{header[-1]}_revise"], *rows], content)


def unknown_column(content: bytes) -> bytes:
    """Add a column that no schema has, filled in each row."""
    header, *rows = _table(content)
    return _written([[*header, "Remarque_interne"], *([*row, "x"] for row in rows)], content)


def missing_column(content: bytes) -> bytes:
    """Remove the last column."""
    return _written([row[:-1] for row in _table(content)], content)


def wrong_value(content: bytes) -> bytes:
    """Put words in the first cell of the first row that has figures only."""
    header, row, *rows = _table(content)
    at = next(at for at, cell in enumerate(row) if cell.replace(" ", "").isdigit())
    return _written([header, [*row[:at], "à venir", *row[at + 1 :]], *rows], content)


DEFECTS: dict[str, Callable[[bytes], bytes]] = {
    "html": html_page,
    "empty": empty,
    "header-only": header_only,
    "wrong-encoding": wrong_encoding,
    "cut-cell": cut_cell,
    "renamed-column": renamed_column,
    "unknown-column": unknown_column,
    "missing-column": missing_column,
    "wrong-value": wrong_value,
}


def spoil(path: Path, defect: str) -> None:
    """Give a served file one of the defects above; its modification time changes, as it would."""
    path.write_bytes(DEFECTS[defect](path.read_bytes()))


@dataclass
class Ministries:
    """A server of a rendered folder that can be told to fail, path by path."""

    base: str
    statuses: dict[str, int] = field(default_factory=dict)
    truncated: set[str] = field(default_factory=set)
    requests: list[tuple[str, int]] = field(default_factory=list)

    def fail(self, path: str, status: int = HTTPStatus.NOT_FOUND) -> None:
        """Answer one path with an error."""
        self.statuses[path] = status

    def truncate(self, path: str) -> None:
        """Announce a file's length and close the connection half-way."""
        self.truncated.add(path)

    def heal(self) -> None:
        """Serve everything again."""
        self.statuses.clear()
        self.truncated.clear()


@contextmanager
def ministries(folder: Path) -> Iterator[Ministries]:
    """Serve a rendered folder on a free port of 127.0.0.1, with ETag and Last-Modified."""
    state = Ministries(base="")
    handler = partial(_Handler, state=state, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        state.base = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Serve files as nginx does here: package_show from a file, ETag, Last-Modified, 304."""

    def __init__(self, *args: object, state: Ministries, directory: str) -> None:
        self.state = state
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer one request."""
        path = self._file_path()
        status = self.state.statuses.get(path)
        if status:
            self.send_error(status)
        elif path in self.state.truncated:
            self._send_half(Path(self.translate_path(path)).read_bytes())
        elif self.headers.get("If-None-Match") == self._etag(path):
            self._send(HTTPStatus.NOT_MODIFIED, b"", path)
        elif (file := Path(self.translate_path(path))).is_file():
            self._send(HTTPStatus.OK, file.read_bytes(), path)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def log_request(self, code: int | str = "-", _size: int | str = "-") -> None:
        """Remember the request instead of printing it."""
        self.state.requests.append((self._file_path(), int(code)))

    def log_message(self, *_args: object) -> None:
        """Stay silent."""

    def _file_path(self) -> str:
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query).get("id")
        return f"{parts.path}/{asked[0]}.json" if asked else parts.path

    def _etag(self, path: str) -> str:
        file = Path(self.translate_path(path))
        if not file.is_file():
            return ""
        facts = file.stat()
        return f'"{int(facts.st_mtime):x}-{facts.st_size:x}"'

    def _send(self, status: HTTPStatus, content: bytes, path: str) -> None:
        self.send_response(status)
        self.send_header("ETag", self._etag(path))
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send_half(self, content: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])
        self.close_connection = True


def _delimiter(content: bytes) -> bytes:
    header = content.splitlines()[0]
    return b";" if header.count(b";") > header.count(b",") else b","


def _table(content: bytes) -> list[list[str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=_delimiter(content).decode()))


def _written(table: list[list[str]], original: bytes) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=_delimiter(original).decode(), lineterminator="\n").writerows(table)
    return out.getvalue().encode()
