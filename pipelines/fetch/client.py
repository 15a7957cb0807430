"""An HTTP client that asks only public addresses, at every redirection (SSRF)."""

import ipaddress
import socket
import ssl
from urllib.request import getproxies

import httpx
import truststore

from pipelines.fetch.addresses import DEFAULT_PORTS
from pipelines.messages import Refusal

TIMEOUT = httpx.Timeout(60.0, connect=15.0)
USER_AGENT = "donneesqc/0.1"


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
        headers={"User-Agent": USER_AGENT},
    )


class PublicTransport(httpx.HTTPTransport):
    """Resolve each host, refuse private addresses and connect to the address checked."""

    def __init__(self, private_hosts: frozenset[tuple[str, int]], trust: ssl.SSLContext) -> None:
        super().__init__(verify=trust, retries=1)
        self.private_hosts = private_hosts

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url, host = request.url, request.url.host
        port = url.port or DEFAULT_PORTS.get(url.scheme, 0)
        if (host, port) not in self.private_hosts:
            address = public_address(host, port)
            request.extensions = {**request.extensions, "sni_hostname": host}
            request.url = url.copy_with(host=address)
        return super().handle_request(request)


def public_address(host: str, port: int) -> str:
    """Return an IP address of a public host; raises Refusal when one of them is private."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as reason:
        raise Refusal("fetch-unreachable", address=host, reason=str(reason)) from reason
    addresses = [str(item[4][0]) for item in found]
    if not all(ipaddress.ip_address(address).is_global for address in addresses):
        raise Refusal("fetch-private-address", address=host)
    return addresses[0]


def _proxied() -> bool:
    return bool({"http", "https", "all"} & getproxies().keys())
