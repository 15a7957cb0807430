"""An HTTP client that asks only public addresses, at every redirection (SSRF)."""

import ipaddress
import socket
import ssl
from collections.abc import Callable
from urllib.request import getproxies

import httpx
import truststore

from pipelines.fetch.addresses import DEFAULT_PORTS
from pipelines.messages import Refusal

TIMEOUT = httpx.Timeout(60.0, connect=15.0)
USER_AGENT = "donneesqc/0.1"
# NAT64, 6to4 and their elders: an IPv4 address, perhaps a private one, stands inside. The last ones
# were those of a site.
TRANSLATED = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b::/96", "2002::/16", "::/96", "::ffff:0:0:0/96", "fec0::/10"),
    )
)


def open_client(private_hosts: frozenset[tuple[str, int]] = frozenset()) -> httpx.Client:
    """Open a client that refuses private addresses, but for the (host, port) pairs given.

    Behind a corporate proxy (HTTPS_PROXY) names are resolved by the proxy, which is then the guard.
    """
    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    guard = None if _proxied() else PublicTransport(private_hosts, trust)
    return httpx.Client(
        transport=guard,
        verify=trust,
        timeout=TIMEOUT,
        follow_redirects=True,
        max_redirects=5,
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
    )


class PublicTransport(httpx.HTTPTransport):
    """Resolve each host, refuse private addresses and connect to the address checked.

    No connection is kept: one opened for a host would serve another at the same address, whose
    certificate nobody checked.
    """

    def __init__(
        self,
        private_hosts: frozenset[tuple[str, int]],
        trust: ssl.SSLContext,
        resolve: Callable[[str, int], str] | None = None,
    ) -> None:
        super().__init__(verify=trust, retries=1, limits=httpx.Limits(max_keepalive_connections=0))
        self.private_hosts = private_hosts
        self.resolve = resolve or public_address

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url, host = request.url, request.url.host
        port = url.port or DEFAULT_PORTS.get(url.scheme, 0)
        if (host, port) in self.private_hosts:
            return super().handle_request(request)
        # The request itself stays: a relative redirection is joined to its address.
        sent = httpx.Request(
            request.method,
            url.copy_with(host=self.resolve(host, port)),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return super().handle_request(sent)


def public_address(host: str, port: int) -> str:
    """Return an IP address of a public host; raises Refusal when one of them is private."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as reason:
        raise Refusal("fetch-unreachable", address=host) from reason
    addresses = [str(item[4][0]) for item in found]
    if not all(map(is_public, addresses)):
        raise Refusal("fetch-private-address", address=host)
    return addresses[0]


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the whole Internet, seen through no translation."""
    found = ipaddress.ip_address(address)
    translated = any(found in network for network in TRANSLATED)
    return found.is_global and not found.is_multicast and not translated


def _proxied() -> bool:
    return bool({"http", "https", "all"} & getproxies().keys())
