"""Ask an address and read its answer; what the network or the server does wrong is a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from pipelines.fetch.context import Context
from pipelines.messages import Refusal

MAX_BYTES = 1 << 30
CHUNK = 1 << 20
OK, NOT_MODIFIED = 200, 304


@contextmanager
def ask(context: Context, address: str, etag: str = "") -> Iterator[httpx.Response]:
    """Open the answer of a public address, its body still to be read.

    With `etag`, the answer may be 304: what was served with that tag hasn't changed. Raises Refusal
    for an address that doesn't answer and for any other status than 200.
    """
    expected = (OK, NOT_MODIFIED) if etag else (OK,)
    headers = {"If-None-Match": etag} if etag else {}
    try:
        with context.client.stream("GET", context.addresses.real(address), headers=headers) as got:
            if got.status_code not in expected:
                raise Refusal("fetch-status", address=address, status=got.status_code)
            yield got
    except (httpx.HTTPError, httpx.InvalidURL) as reason:
        raise Refusal(_code(reason), address=address) from reason


def _code(reason: Exception) -> str:
    """Return the sentence's code; the library's English details are in the log."""
    if isinstance(reason, httpx.TimeoutException):
        return "fetch-timeout"
    return "fetch-certificate" if "certificate" in str(reason).lower() else "fetch-unreachable"


def body(answer: httpx.Response, address: str, limit: int = MAX_BYTES) -> Iterator[bytes]:
    """Yield the body as it was sent, in pieces; raises Refusal when it is cut or too large.

    Nothing is decompressed here: we ask for none, and a small answer can't become a huge one.
    """
    try:
        for chunk in answer.iter_raw(CHUNK):
            if answer.num_bytes_downloaded > limit:
                raise Refusal("fetch-too-large", address=address, limit=limit >> 20)
            yield chunk
    except httpx.HTTPError as reason:
        received = answer.num_bytes_downloaded
        raise Refusal("fetch-truncated", address=address, received=received) from reason
