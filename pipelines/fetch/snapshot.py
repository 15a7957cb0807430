"""Keep what an address served, byte for byte, with when and from where."""

import dataclasses
import hashlib
import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from pipelines.fetch.answers import CHUNK, NOT_MODIFIED, ask, body
from pipelines.fetch.context import Context
from pipelines.fetch.publications import plain_name
from pipelines.messages import Refusal
from pipelines.messages.system import said
from pipelines.sources import Publication, Source
from pipelines.store import Store


@dataclass(frozen=True)
class Companion:
    """Name a file published beside the table (a geometry), kept in the store."""

    file_name: str
    sha256: str


@dataclass(frozen=True)
class Snapshot:
    """Describe one publication as it was served; the bytes are in the store under `sha256`.

    `address` is the public one, `retrieved` is ISO 8601 in UTC, `size` is in bytes; a `local_copy`
    was served in place of the address.
    """

    source: str
    publication: str
    address: str
    file_name: str
    sha256: str
    size: int
    retrieved: str
    etag: str = ""
    fictional: bool = False
    local_copy: bool = False
    companions: tuple[Companion, ...] = ()

    @property
    def key(self) -> str:
        """Return the hash that names all the snapshot's bytes, companions included."""
        hashes = (self.sha256, *(companion.sha256 for companion in self.companions))
        return hashlib.sha256("".join(hashes).encode()).hexdigest() if hashes[1:] else self.sha256


def fetch(source: Source, publication: Publication, context: Context) -> Snapshot:
    """Bring one publication into the store and return its snapshot.

    What is already there is not written again; a server that answers 304 is believed. Raises
    Refusal for an address that doesn't answer, an error status, a cut or too large download.
    """
    store = context.store
    if source.fetch.kind == "package":
        return _from_package(source, publication, context)
    known = _latest(store, source, publication)
    with ask(context, publication.address, known.etag if known else "") as answer:
        if known and answer.status_code == NOT_MODIFIED:
            return known
        stored = store.add(body(answer, publication.address))
    return _keep(
        store,
        Snapshot(
            source=source.name,
            publication=publication.name,
            address=publication.address,
            file_name=_file_name(publication.address),
            sha256=stored.sha256,
            size=stored.size,
            retrieved=context.moment(),
            etag=answer.headers.get("ETag", ""),
            fictional=context.addresses.fictional(publication.address),
            local_copy=context.addresses.takes_detour(publication.address),
        ),
    )


def snapshot_file(source: Source, publication: str, path: Path, context: Context) -> Snapshot:
    """Keep a file of this computer as a publication; raises Refusal when it can't be read."""
    plain_name(publication)
    try:
        with path.open("rb") as file:
            stored = context.store.add(iter(lambda: file.read(CHUNK), b""))
    except OSError as reason:
        raise file_refusal(path, reason) from reason
    return _keep(
        context.store,
        Snapshot(
            source=source.name,
            publication=publication,
            address=path.name,
            file_name=path.name,
            sha256=stored.sha256,
            size=stored.size,
            retrieved=context.moment(),
        ),
    )


def file_refusal(path: Path, reason: OSError) -> Refusal:
    """Say why a file can't be read: absent, a folder, locked by Excel, or the system's reason."""
    if isinstance(reason, FileNotFoundError):
        return Refusal("file-missing", path=str(path))
    if os.path.isdir(path):  # noqa: PTH112 - asks nothing of a name that is too long; Windows says
        return Refusal("file-folder", path=str(path))  # « permission denied »
    if isinstance(reason, PermissionError):
        return Refusal("file-locked", path=str(path))
    return Refusal("file-unreadable", path=str(path), reason=said(reason))


def load_snapshot(store: Store, source: str, publication: str, key: str) -> Snapshot:
    """Return the snapshot kept under these names; raises FileNotFoundError."""
    return _read(store, f"snapshots/{source}/{publication}/{key}.json")


def _from_package(source: Source, publication: Publication, context: Context) -> Snapshot:
    store = context.store
    data = resources.files("reference_datasets").joinpath(publication.address)
    folder = resources.files("reference_datasets").joinpath(source.fetch.dataset, publication.name)
    stored = store.add([data.read_bytes()])
    companions = (
        Companion(name, store.add([folder.joinpath(name).read_bytes()]).sha256)
        for name in source.fetch.companions
    )
    return _keep(
        store,
        Snapshot(
            source=source.name,
            publication=publication.name,
            address=f"reference_datasets/{publication.address}",
            file_name=f"{source.name}-{publication.name}.csv",
            sha256=stored.sha256,
            size=stored.size,
            retrieved=context.moment(),
            companions=tuple(companions),
        ),
    )


def _latest(store: Store, source: Source, publication: Publication) -> Snapshot | None:
    """Return the last snapshot whose bytes are still here."""
    names = store.list(f"snapshots/{source.name}/{publication.name}")
    known = _read(store, names[-1]) if names else None
    return known if known and store.path(known.sha256).is_file() else None


def _read(store: Store, name: str) -> Snapshot:
    facts = store.read(name)
    companions = tuple(Companion(**item) for item in facts.pop("companions"))
    return Snapshot(**facts, companions=companions)


def _keep(store: Store, snapshot: Snapshot) -> Snapshot:
    """Write the description down; the first one of the same bytes stays."""
    name = f"snapshots/{snapshot.source}/{snapshot.publication}/{snapshot.key}.json"
    store.write_once(name, dataclasses.asdict(snapshot))
    return _read(store, name)


def _file_name(address: str) -> str:
    return unquote(PurePosixPath(urlsplit(address).path).name) or "donnees.csv"
