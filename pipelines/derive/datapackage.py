"""Describe one version of a table and its files as a Data Package."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipelines.derive.canonical_schema import canonical_schema

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SCHEMA_OF = "csv"  # the others carry their types


@dataclass(frozen=True)
class PackageCard:
    """Hold what is said of a version: `name` is in ASCII, `created` has a time zone.

    `licenses` are those of Data Package: `name`, `title`, `path`.
    """

    name: str
    title: str
    description: str
    licenses: Sequence[Mapping[str, str]]
    version: str
    created: datetime
    homepage: str = ""


@dataclass(frozen=True)
class Form:
    """Hold one file of a version: `form` is csv, parquet or xlsx, `size` is in bytes.

    `path` is an address, or is relative to the package's.
    """

    form: str
    path: str
    size: int
    sha256: str


def data_package(
    card: PackageCard, schema: Mapping[str, Any], forms: Sequence[Form]
) -> dict[str, Any]:
    """Return the descriptor, Data Package 2.0; `schema` is the table's Table Schema descriptor.

    The CSV file is a resource that is validated: its schema says how a normalised file is written.
    """
    described = {
        "$schema": PROFILE,
        "name": card.name,
        "title": card.title,
        "description": card.description,
        "homepage": card.homepage,
        "version": card.version,
        "created": card.created.isoformat(timespec="seconds"),
        "licenses": [dict(licence) for licence in card.licenses],
        "resources": [_resource(card, schema, form) for form in forms],
    }
    return {name: value for name, value in described.items() if value}


def _resource(card: PackageCard, schema: Mapping[str, Any], form: Form) -> dict[str, Any]:
    name = card.name if form.form == SCHEMA_OF else f"{card.name}-{form.form}"
    described = {
        "name": name,
        "title": f"{card.title} ({form.form.upper()})",
        "path": form.path,
        "format": form.form,
        "mediatype": MEDIA_TYPES[form.form],
        "bytes": form.size,
        "hash": f"sha256:{form.sha256}",
    }
    if form.form != SCHEMA_OF:
        return described
    return {
        **described,
        "type": "table",
        "encoding": "utf-8",
        "schema": canonical_schema(schema, name),
    }
