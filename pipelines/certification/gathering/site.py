"""Ask a portal, as its readers do, for what is tested of a dataset."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from pipelines.fetch import open_client
from pipelines.fetch.addresses import DEFAULT_PORTS
from pipelines.fetch.deadline import Deadline, Watch
from pipelines.messages import Refusal

LARGEST = 2 << 30  # octets of a file
INSIDE, OUTSIDE = 1_500.0, 300.0  # seconds for the portal's own files, and for those of others
MOST_TEXT = 20 << 20  # octets of what is kept in memory
OK, NOT_FOUND = 200, 404


@dataclass(frozen=True)
class Received:
    """A file that came: `status` is 0 when nothing did."""

    status: int
    path: Path
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class Site:
    """A portal, and how it is asked; `address` has no slash at its end.

    `inside`, `outside`: by when all files of the portal must have come, and all those of others.
    """

    address: str
    client: httpx.Client
    headers: Mapping[str, str]
    inside: Deadline = field(default_factory=lambda: Deadline(INSIDE))
    outside: Deadline = field(default_factory=lambda: Deadline(OUTSIDE))

    def call(self, action: str, **data: object) -> Any:
        """Return the result of an action; raises Refusal when there is none."""
        address = f"{self.address}/api/3/action/{action}"
        try:
            answer = self.client.post(address, json=data, headers=dict(self.headers))
            return answer.raise_for_status().json()["result"]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as reason:
            raise Refusal("certify-no-answer", portal=self.address, action=action) from reason

    def text(self, place: str) -> str:
        """Return what the portal answers at an address or path, "" when it doesn't answer well."""
        address = place if self.is_ours(place) else f"{self.address}{place}"
        try:
            answer = self.client.get(address, headers=dict(self.headers))
        except (httpx.HTTPError, Refusal):
            return ""
        return answer.text if answer.status_code == OK else ""

    def receive(self, address: str, path: Path) -> Received:
        """Receive a file from its public address, at most 2 GB of it, within the time left.

        Only the portal is shown who asks.
        """
        digest, size = hashlib.sha256(), 0
        ours = self.is_ours(address)
        headers = dict(self.headers) if ours else {}
        watch = Watch(self.inside.left() if ours else self.outside.left())
        try:
            with (
                watch,
                self.client.stream(
                    "GET", address, headers=headers, extensions={"trace": watch.trace}
                ) as answer,
                path.open("wb") as file,
            ):
                for piece in answer.iter_bytes():
                    size += len(piece)
                    if size > LARGEST:
                        return Received(0, path)
                    digest.update(piece)
                    file.write(piece)
        except (httpx.HTTPError, httpx.InvalidURL, Refusal, ValueError):
            return Received(0, path)
        if watch.late:  # a body without a length ends as if it were whole
            return Received(0, path)
        return Received(answer.status_code, path, size, digest.hexdigest())

    def is_ours(self, address: str) -> bool:
        """Tell whether an address is the portal's own."""
        try:
            return urlsplit(address)[:2] == urlsplit(self.address)[:2]
        except ValueError:
            return False


@contextmanager
def open_site(address: str, token: str = "") -> Iterator[Site]:
    """Open a portal; no other private address is asked, whatever a dataset links to."""
    address = address.rstrip("/")
    headers = {"Authorization": token} if token else {}
    place = urlsplit(address)
    own = (place.hostname or "", place.port or DEFAULT_PORTS.get(place.scheme, 443))
    with open_client(frozenset({own})) as client:
        yield Site(address, client, headers)


def read_json(path: Path) -> Any:
    """Return what a JSON file holds; raises ValueError when it is too large or isn't JSON."""
    if path.stat().st_size > MOST_TEXT:
        raise ValueError(path.name)
    return json.loads(path.read_text(encoding="utf-8"))
