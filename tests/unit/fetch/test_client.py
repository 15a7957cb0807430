"""A source's address, or one it redirects to, never makes this machine ask its own network."""

import ssl

import httpx
import pytest

from pipelines.fetch import Context, fetch, open_client
from pipelines.fetch.client import PublicTransport, is_public, public_address
from pipelines.messages import Refusal
from pipelines.sources import Publication
from tests.unit.fetch.ministry import Ministry, redirect, serve
from tests.unit.tables import a_source, refusal_of

PRIVATE_HOSTS = [
    "localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "0",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
    "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "224.0.0.1", "255.255.255.255", "198.18.0.1",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE_HOSTS)
def test_a_private_host_is_not_asked(host: str, server: Ministry, context: Context) -> None:
    address = f"http://{host}:{server.port}/secret"
    if host == "127.0.0.1":
        address = "http://127.0.0.1:9/secret"  # this server's own port is the one allowed
    with pytest.raises(Refusal) as stop:
        fetch(a_source(), Publication("p", address), context)
    refusal_of("fetch-private-address", stop.value, host.strip("[]").split(":")[0], "Corrigez")
    assert server.asked == []


@pytest.mark.parametrize("host", PRIVATE_HOSTS)
def test_a_redirection_to_a_private_host_is_not_followed(
    host: str, server: Ministry, context: Context
) -> None:
    port = 9 if host == "127.0.0.1" else server.port
    server.answers["/t.csv"] = redirect(f"http://{host}:{port}/latest/meta-data")
    with pytest.raises(Refusal) as stop:
        fetch(a_source(), Publication("p", server.address("/t.csv")), context)
    assert stop.value.code == "fetch-private-address"
    assert [path for path, _ in server.asked] == ["/t.csv"]
    assert not any(context.store.root.rglob("*"))


@pytest.mark.parametrize("address", ["8.8.8.8", "2607:f8b0:4020::1", "::ffff:8.8.8.8"])
def test_a_public_address_is_one(address: str) -> None:
    assert is_public(address)


def test_an_address_of_a_host_is_the_one_that_was_checked() -> None:
    assert public_address("8.8.8.8", 80) == "8.8.8.8"


def a_client(asked: list[tuple[str, int]]) -> httpx.Client:
    """Open a client for which every host is this machine, as a name server could say."""

    def resolve(host: str, port: int) -> str:
        asked.append((host, port))
        return "127.0.0.1"

    trust = ssl.create_default_context()
    return httpx.Client(
        transport=PublicTransport(frozenset(), trust, resolve), follow_redirects=True
    )


def test_each_redirection_is_checked_under_its_own_name(server: Ministry) -> None:
    asked: list[tuple[str, int]] = []
    server.answers["/a"] = redirect("/b")
    server.answers["/b"] = redirect(f"http://fichiers.exemple.ca:{server.port}/c")
    server.answers["/c"] = serve(b"x")
    with a_client(asked) as client:
        answer = client.get(f"http://www.exemple.ca:{server.port}/a")
    assert answer.text == "x"
    hosts = ["www.exemple.ca", "www.exemple.ca", "fichiers.exemple.ca"]
    assert asked == [(host, server.port) for host in hosts]
    assert [headers["Host"] for _, headers in server.asked] == [
        f"{host}:{server.port}" for host in hosts
    ]


def test_the_connection_goes_to_the_address_checked_not_to_a_second_look_up(
    server: Ministry,
) -> None:
    server.answers["/a"] = serve(b"x")
    with a_client([]) as client:  # .invalid has no address: a second look-up would fail
        assert client.get(f"http://ministere.invalid:{server.port}/a").text == "x"


def test_behind_a_proxy_the_proxy_is_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.exemple:3128")
    with open_client() as client:
        assert not isinstance(client._transport, PublicTransport)  # noqa: SLF001


def test_only_the_port_of_a_detour_is_open_on_a_private_host(
    server: Ministry, context: Context
) -> None:
    server.answers["/a"] = serve(b"x")
    assert context.client.get(server.address("/a")).text == "x"
    with pytest.raises(Refusal):
        context.client.get("http://127.0.0.1:5432/")
