"""Gather what is known of a reference dataset, from the addresses that its users have."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.certification.availability import Uptime
from pipelines.certification.gathering import api, files, tables
from pipelines.certification.gathering.site import OK, Site
from pipelines.certification.subject import Attestation, EarlierVersion, Subject
from pipelines.decode.batches import ROW, Batch, FileTable, Form
from pipelines.matching import read_shape
from pipelines.messages import Refusal
from pipelines.sources import Promises, Reference
from pipelines.validate import check
from pipelines.validate.schema import open_schema

EARLIER = 10  # versions that are read
CSV, PACKAGE = "csv", "datapackage"
ELSEWHERE = "donneesqc:foreignKeys"
Facts = Mapping[str, Any]


def gather(site: Site, name: str, scratch: Path, today: date) -> Subject:
    """Return what is known of a set; raises Refusal when the portal has no such set."""
    said = site.call("donneesqc_reference_show", name=name)
    told = site.call("donneesqc_certification_show", name=name)
    package = site.call("package_show", id=said["dataset"])
    reference, page = _reference(said), f"/dataset/{said['dataset']}"
    versions, rows = _versions(site, said, scratch)
    live = versions[0] if versions else {}
    descriptor = _descriptor(site, live)
    table, older = tables.newest(rows, said["vintage_column"])
    received = list(files.receive_files(site, package["resources"], scratch))
    known = frozenset(tables.identities(table, said["shape"])["identifier"])
    shapes = (files.geometry_of(file, path, known) for file, path in received)
    return Subject(
        name=name,
        today=today,
        reference=reference,
        package=package,
        descriptor=descriptor,
        table=table,
        invalid=_invalid(table, descriptor),
        references=_references(site, descriptor, scratch),
        succeeded=frozenset(said["succeeded"]),
        versions=tuple(_earlier(site, said, versions, rows, older, scratch)),
        files=tuple(file for file, _ in received),
        answered=api.ask(site, live, rows, said["shape"]["identifier"]),
        uptimes={kind: Uptime(**facts) for kind, facts in told["uptimes"].items()},
        geometries=tuple(shape for shape in shapes if shape),
        attestations=tuple(_attestation(item) for item in told["attestations"]),
        dcat=site.text(f"{page}.ttl"),
        json_ld=site.text(f"{page}.jsonld"),
        catalogues=tuple(f"{site.address}{page}.{form}" for form in ("ttl", "jsonld")),
    )


def _reference(said: Facts) -> Reference:
    names = ("official", "mandate", "steward", "demonstration", "notice")
    own = {name: said[name] for name in names}
    return Reference(**own, shape=read_shape(said["shape"]), promises=Promises(**said["promises"]))


def _versions(site: Site, said: Facts, scratch: Path) -> tuple[list[Facts], pl.DataFrame]:
    """Return the versions that readers may have, the newest first, and the rows of the newest."""
    asked = {"dataset": said["dataset"], "resource": said["table"], "limit": EARLIER}
    listed = site.call("donneesqc_version_list", **asked)["results"]
    versions = [item for item in listed if not item["withdrawn"]]
    live = next((rank for rank, item in enumerate(versions) if item["live"]), 0)
    versions = versions[live:]
    return versions, _rows(site, versions[0], scratch) if versions else pl.DataFrame()


def _rows(site: Site, version: Facts, scratch: Path) -> pl.DataFrame:
    """Return the rows of a version, from its public address."""
    address = next((file["address"] for file in version["files"] if file["form"] == CSV), "")
    if not address:
        return pl.DataFrame()
    got = site.receive(address, scratch / f"version-{version['number']}")
    return tables.read_rows(got.path) if got.status == OK else pl.DataFrame()


def _descriptor(site: Site, version: Facts) -> Facts:
    """Return the schema of a version, with its keys, from its Data Package; {} without one."""
    files = version.get("files", ())
    address = next((file["address"] for file in files if file["form"] == PACKAGE), "")
    try:
        schema = json.loads(site.text(address))["resources"][0]["schema"]
    except (ValueError, KeyError, IndexError, TypeError):
        return {"fields": []}
    # standard keys of a Data Package point to its own tables
    return {**schema, "foreignKeys": schema.pop(ELSEWHERE, schema.get("foreignKeys", []))}


def _earlier(
    site: Site,
    said: Facts,
    versions: Sequence[Facts],
    rows: pl.DataFrame,
    older: pl.DataFrame,
    scratch: Path,
) -> list[EarlierVersion]:
    """Return the versions with the entities of each, older vintages of the newest one apart."""
    found = []
    for rank, version in enumerate(versions):
        held = _rows(site, version, scratch) if rank else rows
        told = _version(version)
        if rank:
            found.append(EarlierVersion(**told, identities=tables.identities(held, said["shape"])))
            continue
        today, _ = tables.newest(held, said["vintage_column"])
        found.append(EarlierVersion(**told, identities=tables.identities(today, said["shape"])))
        if older.height:
            before = tables.identities(older, said["shape"])
            found.append(EarlierVersion(**told, identities=before))
    return found


def _version(version: Facts) -> dict[str, Any]:
    sha256 = next((file["sha256"] for file in version["files"] if file["form"] == CSV), "")
    return {
        "number": version["number"],
        "live_since": datetime.fromisoformat(version["created"]).date(),
        "note": version["note"] or _changes(version),
        "sha256": sha256,
    }


def _changes(version: Facts) -> str:
    """Return what a version's history says of it: rows added, changed, removed."""
    counts = {kind: version.get(kind) for kind in ("added", "changed", "removed")}
    known = [f"{kind} {count}" for kind, count in counts.items() if count is not None]
    return ", ".join(known)


def _invalid(table: pl.DataFrame, descriptor: Facts) -> int:
    """Count the rows that break the schema; whether what they refer to exists is another test."""
    if not descriptor["fields"] or not table.height:
        return 0
    alone = {key: value for key, value in descriptor.items() if key != "foreignKeys"}
    names = tuple(table.columns)
    numbered = table.rename(
        {name: f"column_{rank}" for rank, name in enumerate(names)}
    ).with_row_index(ROW, 2)
    rows = FileTable(names, 1, Form(), (), lambda: iter([Batch(numbered)]))
    return len(check(rows, open_schema(alone, "certification")).rejected)


def _references(site: Site, descriptor: Facts, scratch: Path) -> dict[str, pl.DataFrame]:
    """Return the newest rows of the sets that the table points to, of those that there are."""
    found = {}
    for name in {key["reference"]["resource"] for key in descriptor.get("foreignKeys", ())}:
        try:
            said = site.call("donneesqc_reference_show", name=name)
        except Refusal:
            continue
        folder = scratch / name
        folder.mkdir()
        _, rows = _versions(site, said, folder)
        found[name] = tables.newest(rows, said["vintage_column"])[0]
    return found


def _attestation(item: Facts) -> Attestation:
    return Attestation(
        item["subject"], item["role"], date.fromisoformat(item["day"]), item["document"]
    )
