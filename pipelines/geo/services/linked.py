"""Bring here a geographic file that a resource's address points to, on another site."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from pipelines.fetch.deadline import Deadline
from pipelines.geo.services.address import checked, host_of
from pipelines.geo.services.asking import OK, Web, ask, body
from pipelines.geo.services.sentences import LINK
from pipelines.geo.services.words import HEAD, is_page
from pipelines.messages import Refusal

LONGEST = 300.0  # seconds
NAMED = re.compile(r"filename\*\s*=\s*([\w-]*)'[^']*'([^;]+)", re.IGNORECASE)
NAMED_PLAINLY = re.compile(r'filename\s*=\s*(?:"([^"]*)"|([^;]+))', re.IGNORECASE)
UNSAFE = re.compile(r"[^\w .,()+-]")
LONGEST_NAME = 100
DEFAULT, PARTIAL = "donnees", "partial.download"


def fetch_linked(address: str, folder: Path, web: Web, largest: int) -> Path:
    """Write the file of an address in a folder, at most `largest` octets, and return its path.

    The name is the one that the site gives, made safe. Raises Refusal for what isn't a file that is
    there whole: an error, a Web page, an empty or cut answer.
    """
    asked = checked(address.strip().partition("#")[0], "geo-link-address")
    host = host_of(asked)
    partial = folder / PARTIAL
    try:
        with ask(web, asked, Deadline(LONGEST), LINK) as answer:
            if answer.status_code != OK:
                raise Refusal("geo-link-status", host=host, status=answer.status_code)
            _write(partial, body(answer, host, largest, LINK), host)
        return partial.rename(folder / _name(answer, asked))
    finally:
        partial.unlink(missing_ok=True)


def _write(path: Path, pieces: Iterator[bytes], host: str) -> None:
    head = b""
    with path.open("wb") as file:
        for piece in pieces:
            head += piece[: HEAD - len(head)]
            file.write(piece)
    if not head.strip():
        raise Refusal("geo-link-empty", host=host)
    if is_page(head):
        raise Refusal("geo-link-page", host=host)


def _name(answer: httpx.Response, asked: str) -> str:
    """Return a file name of the site's, that can be nothing but a name here."""
    said = _said_name(answer.headers.get("Content-Disposition", ""))
    places = (said, urlsplit(str(answer.url)).path, urlsplit(asked).path)
    names = [name for place in places if (name := _safe(place))]
    whole = [name for name in names if PurePosixPath(name).suffix]
    return (whole or names or [DEFAULT])[0]


def _safe(place: str) -> str:
    name = PurePosixPath(unquote(place).replace("\\", "/")).name
    return UNSAFE.sub("_", name)[-LONGEST_NAME:].strip(" .")


def _said_name(header: str) -> str:
    encoded = NAMED.search(header)
    if encoded:
        try:
            return unquote(encoded[2].strip(), encoding=encoded[1] or "utf-8")
        except (LookupError, UnicodeError):
            return ""
    plainly = NAMED_PLAINLY.search(header)
    return (plainly[1] or plainly[2] or "").strip() if plainly else ""
