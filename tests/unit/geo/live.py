"""Play live services on this machine, under the address of a site that doesn't exist."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from pipelines.fetch import Addresses, open_client
from pipelines.fetch.addresses import Detour
from pipelines.geo.services import Web
from tests.unit.fetch.ministry import Answer, Ministry, ministry, serve

SITE = "https://carto.exemple.qc.ca"
MADE_UP = Path(__file__).parent / "made_up_services"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
Parameters = dict[str, str]
Play = Callable[[Parameters], Answer]


class Plays(dict):
    """Answer a path whatever its query, by a function of the query's parameters."""

    def get(self, path: str, default: Answer) -> Answer:
        """Return what to answer."""
        play = super().get(urlsplit(path).path)
        return play(parameters_of(path)) if play else default


@dataclass
class World:
    """A site, and how to ask it."""

    server: Ministry
    web: Web
    plays: dict[str, Play] = field(default_factory=Plays)

    @property
    def asked(self) -> list[Parameters]:
        """Return the parameters of what was asked, keys in capitals."""
        return [parameters_of(path) for path, _ in self.server.asked]

    def always(self, path: str, answer: Answer) -> str:
        """Answer a path the same whatever is asked; return its address."""
        return self.plays_service(path, lambda _: answer)

    def plays_service(self, path: str, play: Play) -> str:
        """Answer a path by a function; return its address."""
        self.plays[path] = play
        return SITE + path


@contextmanager
def live() -> Iterator[World]:
    """Serve a site until the end of the block."""
    with ministry() as server:
        detours = Addresses((Detour(SITE, f"http://127.0.0.1:{server.port}"),))
        with open_client(detours.hosts()) as client:
            world = World(server, Web(client, detours))
            server.answers = world.plays
            yield world


def parameters_of(path: str) -> Parameters:
    """Return the parameters of a request."""
    pairs = parse_qsl(urlsplit(path).query, keep_blank_values=True)
    return {key.upper(): value for key, value in pairs}


def made_up(name: str, **values: str) -> bytes:
    """Return a made-up capabilities document, in the encoding that it declares."""
    text = (MADE_UP / f"{name}.xml").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    return text.encode("latin-1" if "ISO-8859-1" in text else "utf-8")


def xml(content: bytes, status: int = 200) -> Answer:
    """Answer XML."""
    return serve(content, status, Content_Type="text/xml")


def exception(words: str) -> bytes:
    """Return a WMS exception."""
    return (
        '<?xml version="1.0"?><ServiceExceptionReport xmlns="http://www.opengis.net/ogc">'
        f"<ServiceException>{words}</ServiceException></ServiceExceptionReport>"
    ).encode()
