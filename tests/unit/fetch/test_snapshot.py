"""A publication comes whole or not at all, once, with when and from where."""

import gzip
import hashlib
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.fetch import Addresses, Context, Snapshot, fetch, load_snapshot, snapshot_file
from pipelines.fetch import answers as limits
from pipelines.fetch.addresses import Detour
from pipelines.messages import Refusal
from pipelines.sources import Fetching, Publication
from tests.unit.fetch.ministry import Answer, Ministry, cut, raw, redirect, serve, tagged
from tests.unit.tables import a_source, refusal_of

TABLE = "nom,montant\né,1\n".encode()
SOURCE = a_source(fetch=Fetching("http"))


def fetched(server: Ministry, context: Context, answer: Answer, path: str = "/t.csv") -> Snapshot:
    """Fetch a publication that the server answers so."""
    server.answers[path] = answer
    return fetch(SOURCE, Publication("2024-2025", server.address(path)), context)


def refused(server: Ministry, context: Context, answer: Answer) -> Refusal:
    """Return why a publication that the server answers so is refused; nothing is kept of it."""
    with pytest.raises(Refusal) as stop:
        fetched(server, context, answer)
    assert kept(context) == []
    return stop.value


def kept(context: Context) -> list[Path]:
    """Return every file of the store."""
    return [path for path in context.store.root.rglob("*") if path.is_file()]


def test_a_file_is_kept_byte_for_byte_and_never_changed(server: Ministry, context: Context) -> None:
    snapshot = fetched(server, context, serve(TABLE), "/d%C3%A9penses%202024.csv?v=1")
    path = context.store.path(snapshot.sha256)
    assert path.read_bytes() == TABLE
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert snapshot == Snapshot(
        source="essai",
        publication="2024-2025",
        address=server.address("/d%C3%A9penses%202024.csv?v=1"),
        file_name="dépenses 2024.csv",
        sha256=hashlib.sha256(TABLE).hexdigest(),
        size=len(TABLE),
        retrieved="2026-11-21T12:00:00+00:00",
    )


def test_the_same_bytes_again_write_nothing_and_keep_the_first_date(
    server: Ministry, context: Context
) -> None:
    first = fetched(server, context, serve(TABLE))
    before = {path: path.stat().st_mtime_ns for path in kept(context)}
    again = fetched(server, context, serve(TABLE, ETag='"other"'))
    assert again.retrieved == first.retrieved
    assert {path: path.stat().st_mtime_ns for path in kept(context)} == before


def test_an_unchanged_tag_is_asked_and_believed(server: Ministry, context: Context) -> None:
    first = fetched(server, context, tagged(TABLE, '"v1"'))
    assert fetched(server, context, tagged(TABLE, '"v1"')) == first
    assert server.asked[-1][1]["If-None-Match"] == '"v1"'


def test_bytes_that_the_store_lost_are_asked_again(server: Ministry, context: Context) -> None:
    first = fetched(server, context, tagged(TABLE, '"v1"'))
    context.store.path(first.sha256).unlink()
    assert fetched(server, context, tagged(TABLE, '"v1"')) == first
    assert context.store.path(first.sha256).read_bytes() == TABLE


def test_a_new_file_is_kept_beside_the_old_one(server: Ministry, context: Context) -> None:
    first = fetched(server, context, tagged(TABLE, '"v1"'))
    second = fetched(server, context, tagged(TABLE + b"b,2\n", '"v2"'))
    assert second.sha256 != first.sha256
    assert context.store.path(first.sha256).read_bytes() == TABLE
    assert load_snapshot(context.store, "essai", "2024-2025", first.key) == first


def test_a_file_that_comes_back_to_what_it_was_is_its_first_snapshot(
    server: Ministry, context: Context
) -> None:
    first = fetched(server, context, tagged(TABLE, '"v1"'))
    fetched(server, context, tagged(TABLE + b"b,2\n", '"v2"'))
    assert fetched(server, context, tagged(TABLE, '"v3"')).key == first.key


def test_a_download_shorter_than_announced_is_refused(server: Ministry, context: Context) -> None:
    refusal = refused(server, context, cut(TABLE, len(TABLE) + 10))
    refusal_of("fetch-truncated", refusal, server.address("/t.csv"), str(len(TABLE)), "réessaiera")


def test_a_download_cut_between_two_pieces_is_refused(server: Ministry, context: Context) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    refusal = refused(server, context, raw(head + b"4\r\na,b\n\r\n"))
    assert refusal.code == "fetch-truncated"


@pytest.mark.parametrize("status", [400, 403, 404, 410, 500, 503])
def test_an_error_status_is_refused_and_named(
    status: int, server: Ministry, context: Context
) -> None:
    refusal = refused(server, context, serve(b"<html>", status))
    refusal_of("fetch-status", refusal, str(status), server.address("/t.csv"), "Vérifiez")


@pytest.mark.parametrize("status", [201, 204, 206, 304, 300])
def test_a_status_that_isn_t_the_whole_file_is_refused(
    status: int, server: Ministry, context: Context
) -> None:
    assert refused(server, context, serve(b"", status)).code == "fetch-status"


def test_a_failure_leaves_the_snapshots_there_were(server: Ministry, context: Context) -> None:
    first = fetched(server, context, serve(TABLE))
    before = kept(context)
    for answer in (serve(b"", 404), cut(TABLE, 999), serve(b"", 304)):
        with pytest.raises(Refusal):
            fetched(server, context, answer)
    assert kept(context) == before
    assert load_snapshot(context.store, "essai", "2024-2025", first.key) == first


def test_an_address_where_nobody_listens_is_unreachable(server: Ministry, context: Context) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", server.port + 1 if server.port < 65_535 else 0))
        port = taken.getsockname()[1]
        context.client._transport.private_hosts |= {("127.0.0.1", port)}  # noqa: SLF001
        with pytest.raises(Refusal) as stop:
            fetch(SOURCE, Publication("p", f"http://127.0.0.1:{port}/t.csv"), context)
    refusal_of("fetch-unreachable", stop.value, f"127.0.0.1:{port}", "Vérifiez l’adresse")


@pytest.mark.parametrize(
    "address",
    ["", "t.csv", "http://", "http://[::1", "ftp://exemple.ca/t.csv", "file:///etc/passwd",
     "http://nom-qui-nexiste-pas.invalid/t.csv", f"http://{'x' * 70}.invalid/t.csv"],
)  # fmt: skip
def test_an_address_that_can_t_be_asked_is_unreachable(address: str, context: Context) -> None:
    with pytest.raises(Refusal) as stop:
        fetch(SOURCE, Publication("p", address), context)
    assert stop.value.code == "fetch-unreachable"


def test_what_isn_t_http_is_unreachable(server: Ministry, context: Context) -> None:
    assert refused(server, context, raw(b"220 bonjour\r\n")).code == "fetch-unreachable"


@pytest.mark.parametrize("where", ["/t.csv", "file:///etc/passwd", "ftp://exemple.ca/", "http://["])
def test_a_redirection_without_end_or_elsewhere_than_http_is_refused(
    where: str, server: Ministry, context: Context
) -> None:
    refusal = refused(server, context, redirect(where))
    assert refusal.code in ("fetch-unreachable", "fetch-private-address")


def test_a_redirection_is_followed_and_the_public_address_kept(
    server: Ministry, context: Context
) -> None:
    server.answers["/fichiers/t.csv"] = serve(TABLE)
    snapshot = fetched(server, context, redirect("fichiers/t.csv"))
    assert snapshot.size == len(TABLE)
    assert snapshot.address == server.address("/t.csv")


def test_a_file_over_the_limit_is_refused_while_it_comes(
    server: Ministry, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.body, "__defaults__", (1 << 20,))
    refusal = refused(server, context, serve(b"x" * (1 << 21)))
    refusal_of("fetch-too-large", refusal, "1 Mo", "diviser")


@pytest.mark.parametrize("layers", [1, 3])
def test_a_compressed_answer_that_nobody_asked_for_is_never_inflated(
    layers: int, server: Ministry, context: Context
) -> None:
    bomb = b"0" * (1 << 26)
    for _ in range(layers):
        bomb = gzip.compress(bomb, 1)
    encodings = ", ".join(["gzip"] * layers)
    snapshot = fetched(server, context, serve(bomb, Content_Encoding=encodings))
    assert snapshot.size == len(bomb)
    assert server.asked[0][1]["Accept-Encoding"] == "identity"


def test_a_detour_is_asked_in_place_of_the_public_address(
    server: Ministry, context: Context
) -> None:
    public = "https://www.exemple.gouv.qc.ca/"
    detours = (
        Detour(public, "http://127.0.0.1:9/", fictional=False),
        Detour(f"{public}donnees/", server.address("/echantillons/"), fictional=True),
    )
    server.answers["/echantillons/t.csv"] = serve(TABLE)
    here = Context(context.store, context.client, Addresses(detours), context.now)
    snapshot = fetch(SOURCE, Publication("p", f"{public}donnees/t.csv"), here)
    assert snapshot.address == f"{public}donnees/t.csv"
    assert snapshot.fictional
    assert snapshot.local_copy


def test_a_local_file_is_kept_as_it_is(tmp_path: Path, context: Context) -> None:
    path = tmp_path / "données.csv"
    path.write_bytes(TABLE)
    snapshot = snapshot_file(SOURCE, "2024-2025", path, context)
    assert context.store.path(snapshot.sha256).read_bytes() == TABLE
    assert (snapshot.address, snapshot.file_name) == ("données.csv", "données.csv")


def _absent(folder: Path) -> Path:
    return folder / "absent.csv"


def _a_folder(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize(("place", "code"), [(_absent, "file-missing"), (_a_folder, "file-folder")])
def test_a_local_file_that_can_t_be_read_is_refused(
    place: Callable[[Path], Path], code: str, tmp_path: Path, context: Context
) -> None:
    with pytest.raises(Refusal) as stop:
        snapshot_file(SOURCE, "p", place(tmp_path), context)
    refusal_of(code, stop.value, str(place(tmp_path)))


@pytest.mark.parametrize("name", ["", "..", "../p", "a/b", "a\\b", "c:d", ".x", "x\n", "x" * 200])
def test_a_publication_s_name_never_leads_out_of_the_store(
    name: str, tmp_path: Path, context: Context
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TABLE)
    with pytest.raises(Refusal) as stop:
        snapshot_file(SOURCE, name, path, context)
    refusal_of("publication-bad-name", stop.value, "2024-2025")


@pytest.mark.parametrize("name", ["2024-2025", "2026-03-18", "V2024-03", "2023-2024 (révisé)"])
def test_the_names_that_publishers_give_are_kept(
    name: str, tmp_path: Path, context: Context
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TABLE)
    snapshot = snapshot_file(SOURCE, name, path, context)
    assert load_snapshot(context.store, "essai", name, snapshot.key) == snapshot
