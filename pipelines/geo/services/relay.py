"""Answer for live services, a request at a time: what a browser may ask of them, and no more.

A question is a path: `<resource>/<mark>/<rank>/tuile/<z>/<x>/<y>`, `…/<rank>/legende` and
`…/<rank>/ici/<z>/<longitude>/<latitude>` are asked of the service described in the map's folder;
`fond/<z>/<x>/<y>` of the background whose template is given.
"""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path

from pipelines.fetch.addresses import load_addresses
from pipelines.fetch.client import open_client
from pipelines.geo.services.address import checked, host_of
from pipelines.geo.services.asking import Web
from pipelines.geo.services.images import service_in
from pipelines.geo.services.info import feature_info
from pipelines.geo.services.mercator import tile_box
from pipelines.geo.services.model import Service
from pipelines.geo.services.wms import Image, image_at, legend, tile
from pipelines.messages import Refusal, message

AT_ONCE = 12  # questions to one host
TILE, LEGEND, HERE, BACKGROUND = "tuile", "legende", "ici", "fond"
JSON = "application/json"
LONGEST_NAME, LONGEST_NUMBER = 100, 9  # characters
OK, ABSENT, ELSEWHERE, CROWDED = 200, 404, 502, 503


def open_relay(folder: Path) -> "Relay":
    """Return what answers for the maps of a folder; it keeps no site's cookies."""
    addresses = load_addresses()
    client = open_client(addresses.hosts())
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return Relay(folder, Web(client, addresses))


class Crowded(Exception):  # noqa: N818 - what happens
    """As many questions as one host is asked at once are under way."""


class Unknown(Exception):  # noqa: N818 - what it is
    """A path that asks for nothing that exists."""


@dataclass(frozen=True)
class Told:
    """An answer: its status, its media type, its content."""

    status: int
    media: str
    content: bytes


@dataclass(frozen=True)
class Relay:
    """What answers: the folder of maps, how to ask, and how many questions each host has."""

    folder: Path
    web: Web
    hosts: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, path: str, template: str = "", language: str = "fr") -> Told:
        """Return the answer to a path, or in words why there is none.

        `template`: of the background, an address with {z}, {x} and {y}.
        """
        try:
            content, media = self._answer(path, template)
        except Unknown:
            return _refused(ABSENT, Refusal("geo-service-no-tile"), language)
        except Crowded:
            return _refused(CROWDED, Refusal("geo-service-crowded"), language)
        except Refusal as refusal:
            status = ABSENT if refusal.code == "geo-service-no-tile" else ELSEWHERE
            return _refused(status, refusal, language)
        return Told(OK, media, content)

    def _answer(self, path: str, template: str) -> Image:
        head, *rest = path.strip("/").split("/")
        if head == BACKGROUND and template:
            return self._background(template, _numbers(rest, 3))
        if len(rest) < 3 or any(not _is_name(part) for part in (head, *rest)):  # noqa: PLR2004
            raise Unknown
        mark, rank, asked, *place = rest
        service, (number,) = self._service(head, mark), _numbers([rank], 1)
        if number >= len(service.layers):
            raise Unknown
        with self._turn(service.address):
            return _asked(service, service.layers[number].name, (asked, place), self.web)

    def _background(self, template: str, place: tuple[int, ...]) -> Image:
        z, x, y = place
        tile_box(z, x, y)
        address = template.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))
        with self._turn(checked(address, "geo-service-address")):
            return image_at(self.web, address)

    def _service(self, resource: str, mark: str) -> Service:
        try:
            return service_in(self.folder / resource / mark)
        except FileNotFoundError as reason:
            raise Unknown from reason

    @contextmanager
    def _turn(self, address: str) -> Iterator[None]:
        """Hold one of a host's turns; a slow one doesn't keep the others waiting."""
        host = host_of(address)
        with self.lock:
            if self.hosts[host] >= AT_ONCE:
                raise Crowded
            self.hosts[host] += 1
        try:
            yield
        finally:
            with self.lock:
                self.hosts[host] -= 1
                if not self.hosts[host]:
                    del self.hosts[host]


def _asked(service: Service, layer: str, question: tuple[str, list[str]], web: Web) -> Image:
    asked, place = question
    if asked == TILE:
        z, x, y = _numbers(place, 3)
        return tile(service, layer, (z, x, y), web)
    if asked == LEGEND and not place:
        return legend(service, layer, web)
    if asked == HERE and place:
        (zoom,) = _numbers(place[:1], 1)
        found = feature_info(service, layer, _degrees(place[1:]), zoom, web)
        return json.dumps({"features": found}, ensure_ascii=False).encode(), JSON
    raise Unknown


def _refused(status: int, refusal: Refusal, language: str) -> Told:
    said = {"error": message(refusal.code, language, **refusal.values)}
    return Told(status, JSON, json.dumps(said, ensure_ascii=False).encode())


def _is_name(part: str) -> bool:
    return part not in ("", ".", "..") and len(part) <= LONGEST_NAME


def _numbers(parts: list[str], count: int) -> tuple[int, ...]:
    def is_number(part: str) -> bool:
        return part.isascii() and part.isdecimal() and len(part) <= LONGEST_NUMBER

    if len(parts) != count or not all(map(is_number, parts)):
        raise Unknown
    return tuple(map(int, parts))


def _degrees(parts: list[str]) -> tuple[float, float]:
    try:
        longitude, latitude = map(float, parts)
    except ValueError as reason:
        raise Unknown from reason
    return longitude, latitude
