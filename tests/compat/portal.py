"""A portal in this process, small but with every page of the list: the sources' own datasets."""

import json
from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.catalogue.preparation import prepare_portal
from ckanext.donneesqc.reference import jobs

from pipelines.matching.reference import GONE, NAMES, rows_of
from pipelines.sources import Source, load_sources
from schemas import load_schema

ACCOUNT = "pipeline"
FICTIONAL = {"budget-de-depenses", "projets-ressources-informationnelles"}
ADDRESS = "https://www.donneesquebec.ca/fichier.csv"
HASH = "ab" * 32


def call(action: str, data: dict[str, Any]) -> Any:
    """Return the result of an action, called as the site itself."""
    site = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return tk.get_action(action)({"user": site["name"], "ignore_auth": True}, dict(data))


def fill() -> None:
    """Create the categories, the organisations and one dataset for each source."""
    account = {"name": ACCOUNT, "email": "pipeline@donneesqc.invalid", "password": "motdepasse"}
    call("user_create", account)
    sources = load_sources()
    organizations = {card.name: card.title for card in (s.dataset.organization for s in sources)}
    prepare_portal(organizations, ACCOUNT)
    for source in sources:
        _publish(source)


def _publish(source: Source) -> None:
    """Create a source's dataset as the pipeline does, with a row of each file's table."""
    card = source.dataset
    package = call(
        "package_create",
        {
            **card.fields,
            "name": source.name,
            "owner_org": card.organization.name,
            "groups": [{"name": name} for name in card.groups],
            "tags": [{"name": name} for name in card.tags],
            "version": "2024-2025",
            "donnees_fictives": "true" if source.name in FICTIONAL else "",
            "resources": _files(source),
        },
    )
    table = package["resources"][0]["id"]
    fields = [
        {"id": field.name, "type": "text", "info": {"label": field.title}}
        for field in load_schema(source.schema).fields
    ]
    rows = [
        {key: cell or None for key, cell in row.items()}
        for row in (rows_of(source.name) if source.reference else ())
    ]
    made = {"resource_id": table, "force": True, "fields": fields, "records": rows}
    call("datastore_create", made)
    shown = call("resource_show", {"id": table})
    wanted = {"resource": shown, "create_datastore_views": True}
    call("resource_create_default_resource_views", wanted)
    if source.reference:
        said = asdict(source.reference) | {"dataset": source.name, "vintage": source.partition}
        beside = {"names": rows_of(source.name, NAMES), "gone": rows_of(source.name, GONE)}
        call("donneesqc_reference_declare", json.loads(json.dumps(said | beside)))
        jobs.refresh(source.name)


def _files(source: Source) -> list[dict[str, Any]]:
    base = {"url": ADDRESS, "hash": HASH, "schema": source.schema, "resource_type": "donnees"}
    table = {**base, "name": "Table normalisée", "role": "normalise", "format": "CSV"}
    original = {
        **base,
        "name": "Fichier original, 2024-2025",
        "role": "original",
        "publication": "2024-2025",
        "format": "CSV",
        "provenance": _provenance(source),
    }
    companions = [
        {**base, "name": beside.title, "role": "compagnon", "format": "GeoJSON"}
        for beside in source.fetch.companions.values()
    ]
    return [table, original, *companions]


def _provenance(source: Source) -> dict[str, Any]:
    repair = {"code": "thousands-space", "column": "montant", "count": 2}
    return {
        "source": source.name,
        "publication": "2024-2025",
        "address": ADDRESS,
        "retrieved": "2026-11-01T13:05:00+00:00",
        "sha256": HASH,
        "schema": source.schema,
        "rows_read": 2,
        "rows_published": 2,
        "rows_rejected": 0,
        "repairs": [{**repair, "example": {"before": "1 000", "after": "1000"}}],
    }
