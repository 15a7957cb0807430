"""Ask a site of others, within limits of time and weight that it can't get around."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from pipelines.fetch.addresses import Addresses, load_addresses
from pipelines.fetch.client import open_client
from pipelines.fetch.deadline import Deadline, Watch
from pipelines.geo.services.address import host_of
from pipelines.geo.services.sentences import SERVICE, Sentences
from pipelines.geo.services.words import complaint
from pipelines.messages import Refusal

OK = 200
ZIPPED = ("gzip", "x-gzip", "deflate")  # some servers compress what was asked as it is
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Web:
    """How to ask: a client that refuses private addresses, and the detours of tests."""

    client: httpx.Client
    addresses: Addresses = Addresses()


@dataclass(frozen=True)
class Answer:
    """What a site answered: `media` without its parameters, `address` after redirections."""

    content: bytes
    media: str
    address: str
    status: int


@contextmanager
def open_web() -> Iterator[Web]:
    """Open a client that asks public addresses only, but for the detours of this machine."""
    addresses = load_addresses()
    with open_client(addresses.hosts()) as client:
        yield Web(client, addresses)


def answer_of(web: Web, address: str, megabytes: int, deadline: Deadline) -> Answer:
    """Return what a service answers, whatever its status; raises Refusal when it doesn't."""
    with ask(web, address, deadline) as got:
        content = b"".join(body(got, host_of(address), megabytes * MEGABYTE))
    media = got.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    # after a redirection, the place to ask is the last one; a detour's is never told
    moved = got.history and not web.addresses.takes_detour(address)
    return Answer(content, media, str(got.url) if moved else address, got.status_code)


def understood(answer: Answer) -> Answer:
    """Return an answer that is neither a service's exception nor an HTTP error; raises Refusal."""
    host, words = host_of(answer.address), complaint(answer.content)
    if words:
        raise Refusal("geo-service-refused", host=host, words=words)
    if answer.status != OK:
        raise Refusal("geo-service-status", host=host, status=answer.status)
    return answer


@contextmanager
def ask(
    web: Web, address: str, deadline: Deadline, told: Sentences = SERVICE
) -> Iterator[httpx.Response]:
    """Open an answer whose body is still to be read; all of it must be over by the deadline.

    Raises Refusal, in the sentences given, for what the network does wrong.
    """
    host, watch = host_of(address), Watch(deadline.left())
    begun = False
    try:
        with (
            watch,
            web.client.stream(
                "GET",
                web.addresses.real(address),
                timeout=max(0.1, deadline.left()),
                extensions={"trace": watch.trace},
            ) as answer,
        ):
            begun = True
            yield answer
    except Refusal as refusal:
        codes = {"fetch-private-address": told.private, "fetch-unreachable": told.unreachable}
        if refusal.code not in codes:
            raise
        raise Refusal(codes[refusal.code], host=host) from refusal
    except (httpx.HTTPError, httpx.InvalidURL) as reason:
        code = told.slow if watch.late else _failure(reason, begun, told)
        raise Refusal(code, host=host) from reason


def body(
    answer: httpx.Response, host: str, most: int, told: Sentences = SERVICE
) -> Iterator[bytes]:
    """Yield a host's answer in pieces; raises Refusal when it is larger than `most` octets."""
    zipped = answer.headers.get("Content-Encoding", "").strip().lower() in ZIPPED
    received = 0
    for piece in answer.iter_bytes() if zipped else answer.iter_raw():
        received += len(piece)
        if received > most:
            raise Refusal(told.too_large, host=host, megabytes=most // MEGABYTE)
        yield piece


def _failure(reason: Exception, begun: bool, told: Sentences) -> str:
    if isinstance(reason, httpx.TimeoutException):
        return told.slow
    if isinstance(reason, httpx.TooManyRedirects):
        return told.loop
    if isinstance(reason, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return told.moved
    if begun:
        return told.truncated
    return told.certificate if "certificate" in str(reason).lower() else told.unreachable
