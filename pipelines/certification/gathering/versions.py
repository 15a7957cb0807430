"""Read the versions of a set's table, and which entities each of them has."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.certification.gathering import tables
from pipelines.certification.gathering.site import OK, Site
from pipelines.certification.subject import EarlierVersion

EARLIER = 10  # versions that are read
CSV = "csv"
CHANGES = {"added": "ajoutées", "changed": "modifiées", "removed": "retirées"}
Facts = Mapping[str, Any]


def versions_and_rows(site: Site, said: Facts, scratch: Path) -> tuple[list[Facts], pl.DataFrame]:
    """Return the versions that readers may have, the newest first, and the rows of the newest."""
    asked = {"dataset": said["dataset"], "resource": said["table"], "limit": EARLIER}
    listed = site.call("donneesqc_version_list", **asked)["results"]
    versions = [item for item in listed if not item["withdrawn"]]
    live = next((rank for rank, item in enumerate(versions) if item["live"]), 0)
    versions = versions[live:]
    return versions, _rows(site, versions[0], scratch) if versions else pl.DataFrame()


def with_entities(
    site: Site, said: Facts, versions: Sequence[Facts], rows: pl.DataFrame, scratch: Path
) -> Iterator[EarlierVersion]:
    """Yield the versions with the entities of each, older vintages of the newest one apart.

    `rows`: those of the newest.
    """
    for rank, version in enumerate(versions):
        held = _rows(site, version, scratch) if rank else rows
        # of one version there is nothing to compare
        content = tables.content(held, said["vintage_column"]) if len(versions) > 1 else ""
        told = {**_told(version), "content": content}
        if rank:
            yield EarlierVersion(**told, identities=tables.identities(held, said["shape"]))
            continue
        today, older = tables.newest(held, said["vintage_column"])
        yield EarlierVersion(**told, identities=tables.identities(today, said["shape"]))
        if older.height:
            yield EarlierVersion(**told, identities=tables.identities(older, said["shape"]))


def _rows(site: Site, version: Facts, scratch: Path) -> pl.DataFrame:
    """Return the rows of a version, from its public address."""
    address = next((file["address"] for file in version["files"] if file["form"] == CSV), "")
    if not address:
        return pl.DataFrame()
    got = site.receive(address, scratch / f"version-{version['number']}")
    return tables.read_rows(got.path) if got.status == OK else pl.DataFrame()


def _told(version: Facts) -> dict[str, Any]:
    return {
        "number": version["number"],
        "live_since": datetime.fromisoformat(version["created"]).date(),
        "note": version["note"] or _changes(version),
    }


def _changes(version: Facts) -> str:
    """Return what its history says of a version: rows added, changed, removed, or its first rows.

    "" when nobody compared it with the one before.
    """
    known = [f"{version[kind]} {word}" for kind, word in CHANGES.items() if version.get(kind)]
    compared = all(version.get(kind) is not None for kind in CHANGES)
    broken = list(version.get("breaking") or ())
    return " ".join([*known, *broken]) or ("aucune" if compared else "")
