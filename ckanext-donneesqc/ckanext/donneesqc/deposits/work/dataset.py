"""Tell the dataset of its new version: files, fields and order, in one update."""

import uuid
from collections.abc import Collection
from pathlib import Path

import ckan.plugins.toolkit as tk
from ckan.lib.munge import munge_filename
from ckan.lib.uploader import ResourceUpload
from ckan.types import Context
from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.model import Deposit, Version

from pipelines.publish import fields
from pipelines.publish.fields import NORMALIZED, ORIGINAL

MEDIA_TYPES = {"CSV": "text/csv"}
FIRST_SEEN = ("address", "retrieved", "fictional", "local_copy")


def show(deposit: Deposit, version: Version) -> None:
    """Make the dataset's page show the version; nothing is written when it does already."""
    package = tk.get_action("package_show")(site_context(), {"id": deposit.package_id})
    resources = {item["id"]: item for item in package["resources"]}
    shown = {**resources, deposit.resource_id: _table(package, deposit, version)}
    if deposit.source:
        shown = _with_originals(package, shown, deposit, version)
    changes = {"resources": _ordered(list(shown.values()))}
    if deposit.source:
        changes |= _facts(changes["resources"])
    if any(package.get(name) != value for name, value in changes.items()):
        tk.get_action("package_update")(site_context(), {**package, **changes})
    _offer_preview(deposit.resource_id)


def _with_originals(package: dict, shown: dict, deposit: Deposit, version: Version) -> dict:
    """Return the resources with the file of each publication of a version, and of no other."""
    parts = {name: part for name, part in records.parts_of(version).items() if part.source}
    kept = {key: item for key, item in shown.items() if not _is_left(item, parts)}
    brought = [deposit] if deposit.kind == "file" else parts.values()
    originals = (_original(package, part) for part in brought)
    return {**kept, **{original["id"]: original for original in originals}}


def _is_left(item: dict, parts: Collection[str]) -> bool:
    """Say whether a file is that of a publication which the version doesn't have."""
    ours = item.get("role") == ORIGINAL and item.get("provenance")
    return bool(ours) and item.get("publication") not in parts


def _table(package: dict, deposit: Deposit, version: Version) -> dict:
    """Return the resource of the table, its file in place."""
    found = _find(package, id=deposit.resource_id)
    facts, origin = deposit.facts, deposit.origin
    file = next(item for item in version.files if item["form"] == "csv")
    name = found.get("name") or origin.get("table_title", "")
    described = {} if "description" in found else {"description": _description(facts)}
    return {
        **found,
        **described,
        **fields.table_fields(
            name, version.schema, facts.get("partition", ""), facts["normal_guidelines"]
        ),
        **fields.file_fields(file["sha256"], file["size"]),
        **_file(
            store.derived(deposit.package_id, file["sha256"]),
            deposit.resource_id,
            f"{package['name']}.csv",
            "text/csv",
        ),
        "datastore_active": True,
    }


def _description(facts: dict) -> str:
    return fields.TABLE_DESCRIPTION if facts.get("partition") else ""


def _original(package: dict, deposit: Deposit) -> dict:
    """Return the resource of a publication's file as it was received, with its provenance."""
    facts = deposit.facts
    named = _original_names(deposit)
    found = _find(package, role=ORIGINAL, publication=deposit.publication, name=named["name"])
    identifier = found.get("id") or original_id(deposit)
    kind = fields.format_of(deposit.file_name)
    return {
        **found,
        "id": identifier,
        **named,
        "format": kind,
        "schema": facts["schema"],
        "provenance": {**_origin(package, found, deposit), **_counts(facts)},
        **facts["guidelines"],
        **fields.file_fields(deposit.sha256, deposit.size),
        **_file(
            store.raw(deposit.package_id, deposit.id),
            identifier,
            deposit.file_name,
            MEDIA_TYPES.get(kind, "application/octet-stream"),
        ),
    }


def original_id(deposit: Deposit) -> str:
    """Return the id of the resource that we make for a publication's file."""
    return str(uuid.uuid5(uuid.UUID(deposit.package_id), _original_names(deposit)["name"]))


def _original_names(deposit: Deposit) -> dict:
    origin = deposit.origin
    return fields.original_fields(
        deposit.publication, bool(origin.get("compiled")), bool(origin.get("fictional"))
    )


def _origin(package: dict, found: dict, deposit: Deposit) -> dict:
    """Return where, when and as what the portal first had these bytes."""
    known = found.get("provenance") or {}
    first = {name: known[name] for name in FIRST_SEEN if name in known}
    return {
        "source": package["name"],
        "publication": deposit.publication,
        "address": deposit.file_name,
        "retrieved": deposit.created.isoformat(timespec="seconds"),
        **{name: deposit.origin[name] for name in FIRST_SEEN if name in deposit.origin},
        **(first if known.get("sha256") == deposit.sha256 else {}),
        "sha256": deposit.sha256,
    }


def _counts(facts: dict) -> dict:
    return {
        "schema": facts["schema"],
        "rows_read": facts["rows_read"],
        "rows_published": facts["rows"],
        "rows_rejected": facts["rows_rejected"],
        "repairs": facts["repairs"],
    }


def _file(kept: Path, identifier: str, name: str, media_type: str) -> dict:
    """Put a kept file where CKAN serves a resource's from; return the fields that say so."""
    store.link(kept, Path(ResourceUpload({}).get_path(identifier)))
    size = kept.stat().st_size
    return {"url": munge_filename(name), "url_type": "upload", "mimetype": media_type, "size": size}


def _facts(resources: list[dict]) -> dict:
    """Return what a dataset's publications say of it: the last one, and whether any is made up."""
    names = [item["publication"] for item in resources if item.get("publication")]
    fictional = any((item.get("provenance") or {}).get("fictional") for item in resources)
    return {"version": max(names, default=""), "donnees_fictives": "true" if fictional else ""}


def _ordered(resources: list[dict]) -> list[dict]:
    """Return the table first, then the publications, newest first, then what else there is."""
    ordered = sorted(resources, key=lambda item: item.get("publication") or "", reverse=True)
    return sorted(ordered, key=lambda item: item.get("role") != NORMALIZED)


def _find(package: dict, **wanted: str) -> dict:
    found = (
        item
        for item in package["resources"]
        if all(item.get(name) == value for name, value in wanted.items())
    )
    return next(found, {"id": wanted["id"]} if "id" in wanted else {})


def _offer_preview(resource_id: str) -> None:
    """Let readers see the table on its page: CKAN makes no view by itself once a table is there."""
    if not tk.get_action("resource_view_list")(site_context(), {"id": resource_id}):
        shown = tk.get_action("resource_show")(site_context(), {"id": resource_id})
        wanted = {"resource": shown, "create_datastore_views": True}
        tk.get_action("resource_create_default_resource_views")(site_context(), wanted)


def site_context() -> Context:
    """Return a new context of the site's own account: actions write into the one they are given."""
    site = tk.get_action("get_site_user")(Context(ignore_auth=True), {})
    return Context(user=site["name"], ignore_auth=True)
