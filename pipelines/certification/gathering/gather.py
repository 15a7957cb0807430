"""Gather what is known of a reference dataset, from the addresses that its users have."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.certification.availability import Uptime
from pipelines.certification.gathering import api, files, tables
from pipelines.certification.gathering.references import referred
from pipelines.certification.gathering.site import Site
from pipelines.certification.gathering.versions import versions_and_rows, with_entities
from pipelines.certification.subject import Attestation, Subject
from pipelines.decode.batches import ROW, Batch, FileTable, Form
from pipelines.matching import read_shape
from pipelines.sources import Promises, Reference
from pipelines.validate import check
from pipelines.validate.schema import open_schema

PACKAGE = "datapackage"
ELSEWHERE = "donneesqc:foreignKeys"
Facts = Mapping[str, Any]


def gather(site: Site, name: str, scratch: Path, today: date) -> Subject:
    """Return what is known of a set; raises Refusal when the portal has no such set."""
    said = site.call("donneesqc_reference_show", name=name)
    told = site.call("donneesqc_certification_show", name=name)
    package = site.call("package_show", id=said["dataset"])
    reference, page = _reference(said), f"/dataset/{said['dataset']}"
    versions, rows = versions_and_rows(site, said, scratch)
    live = versions[0] if versions else {}
    descriptor = _descriptor(site, live)
    table, _ = tables.newest(rows, said["vintage_column"])
    received = list(files.receive_files(site, package["resources"], said, scratch))
    column = said["shape"]["identifier"]
    known = tables.identities(table, said["shape"])["identifier"]
    shapes = (files.geometries_of(file, path, column, known) for file, path in received)
    references, uncertified = referred(site, name, descriptor, scratch)
    return Subject(
        name=name,
        today=today,
        reference=reference,
        package=package,
        descriptor=descriptor,
        table=table,
        invalid=_invalid(table, descriptor),
        references=references,
        uncertified=uncertified,
        succeeded=frozenset(said["succeeded"]),
        former=_former(said["names"]),
        versions=tuple(with_entities(site, said, versions, rows, scratch)),
        files=tuple(file for file, _ in received),
        answered=api.ask(site, live, rows, said["shape"]["identifier"]),
        uptimes={kind: Uptime(**facts) for kind, facts in told["uptimes"].items()},
        geometries=tuple(chain.from_iterable(shapes)),
        attestations=tuple(_attestation(item) for item in told["attestations"]),
        dcat=site.text(f"{page}.ttl"),
        json_ld=site.text(f"{page}.jsonld"),
        catalogues=tuple(f"{site.address}{page}.{form}" for form in ("ttl", "jsonld")),
    )


def _reference(said: Facts) -> Reference:
    names = ("official", "mandate", "steward", "demonstration", "notice")
    own = {name: said[name] for name in names}
    return Reference(**own, shape=read_shape(said["shape"]), promises=Promises(**said["promises"]))


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


def _former(names: Iterable[Facts]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for item in names:
        found[item["code"]].add(item["nom"])
    return {code: frozenset(known) for code, known in found.items()}


def _attestation(item: Facts) -> Attestation:
    return Attestation(
        item["subject"], item["role"], date.fromisoformat(item["day"]), item["document"]
    )
