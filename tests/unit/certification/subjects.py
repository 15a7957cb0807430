"""Honest subjects to certify: our own reference datasets, as the portal would show them."""

import hashlib
from datetime import date, timedelta
from functools import cache

import polars as pl

from pipelines.certification.availability import Uptime
from pipelines.certification.subject import (
    API,
    FILES,
    Answered,
    EarlierVersion,
    Geometry,
    ReceivedFile,
    Subject,
)
from pipelines.sources import load_source
from pipelines.territory import list_sets, load_known, load_set
from schemas import load_schema

TODAY = date(2026, 11, 20)
MONTH = Uptime(8_640, 8_640, 8_640)
DCAT = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://portail.example/dataset/essai> a dcat:Dataset ;
  dct:title "Essai" ; dct:publisher <a> ; dct:license <b> ; dcat:distribution <c> .
"""
SETS = tuple(list_sets())


def hashed(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def honest(name: str) -> Subject:
    """Return one of our sets with nothing to reproach it with."""
    source = load_source(name)
    assert source.reference
    table, digest = load_set(name), hashed(name)
    shape = source.reference.shape
    identities = table.select(identifier=shape.identifier, name=shape.name)
    gone = pl.DataFrame({"identifier": ["disparu"], "name": ["Ancien"]})
    package = {
        **source.dataset.fields,
        "tags": list(source.dataset.tags),
        "groups": list(source.dataset.groups),
        "author_email": "donnees@ministere.gouv.qc.ca",
    }
    descriptor = load_schema(source.schema).descriptor
    keys = descriptor.get("foreignKeys", ())
    return Subject(
        name=name,
        today=TODAY,
        reference=source.reference,
        package=package,
        descriptor=descriptor,
        table=table,
        references=load_known(key["reference"]["resource"] for key in keys),
        succeeded=frozenset({"disparu"}),
        versions=(
            EarlierVersion(
                2, TODAY - timedelta(days=20), "Nouveau millésime.", digest, identities
            ),
            EarlierVersion(
                1, TODAY - timedelta(days=300), "Première version.", hashed("avant"),
                pl.concat([identities.head(-1), gone]),
            ),
        ),
        files=(
            ReceivedFile(
                f"{name}.csv", f"https://portail.example/{name}.csv", "CSV", digest, digest, 200,
                "csv", 1_000, "utf-8", holds_table=True,
            ),
            ReceivedFile(
                f"{name}.xlsx", f"https://portail.example/{name}.xlsx", "XLSX", hashed("x"),
                hashed("x"), 200, "xlsx", 1_000,
            ),
        ),
        answered=Answered(200, table.height, table.height, digest, digest),
        uptimes={FILES: MONTH, API: MONTH},
        geometries=(
            Geometry("limites", "EPSG:4326", table.height, 0, frozenset(identities["identifier"])),
        ),
        dcat=DCAT,
        json_ld='{"@type": "Dataset"}',
    )  # fmt: skip
