"""Bring a source's publications here as immutable snapshots, whole or not at all."""

from pipelines.fetch.addresses import Addresses, load_addresses
from pipelines.fetch.client import open_client
from pipelines.fetch.context import Context
from pipelines.fetch.publications import find_publications
from pipelines.fetch.snapshot import Companion, Snapshot, fetch, load_snapshot, snapshot_file

__all__ = [
    "Addresses",
    "Companion",
    "Context",
    "Snapshot",
    "fetch",
    "find_publications",
    "load_addresses",
    "load_snapshot",
    "open_client",
    "snapshot_file",
]
