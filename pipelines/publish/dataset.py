"""Publish a source: its organisation, dataset, files and table, at addresses that never change."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.decode import ROW
from pipelines.messages import Refusal
from pipelines.publish.portal import Portal
from pipelines.publish.provenance import Checked
from pipelines.publish.resources import (
    find_normalized,
    order_resources,
    put_companion,
    put_original,
    write_normalized,
)
from pipelines.publish.table import describe_table, offer_preview, sync_rows
from pipelines.sources import Source
from pipelines.store import Store
from schemas import TableSchema


@dataclass(frozen=True)
class Published:
    """Say where the dataset is and whether this run wrote anything to the portal."""

    address: str
    changed: bool


def publish(
    source: Source,
    schema: TableSchema,
    publications: Sequence[Checked],
    store: Store,
    portal: Portal,
    scratch: Path,
) -> Published:
    """Make the portal hold these valid publications, leaving its other publications as they are.

    Writes only what differs, so that the same publications twice change nothing; `scratch` is a
    folder for the normalised file. Raises Refusal when the portal refuses or doesn't answer.
    """
    organization = _organization(portal, source)
    package, changed = _put_package(portal, source, publications, organization)
    changed |= _put_table(portal, package, source, schema, publications, scratch)
    for checked in publications:
        changed |= put_original(portal, package, source, checked, schema, store)
        for companion in checked.snapshot.companions:
            card = source.fetch.companions[companion.file_name]
            changed |= put_companion(portal, package, checked, companion, card, store)
    if changed:
        order_resources(portal, package["id"])
    if package["state"] == "draft":
        portal.call("package_patch", {"id": package["id"], "state": "active"})
    return Published(f"{portal.address}/dataset/{source.name}", changed)


def _organization(portal: Portal, source: Source) -> str:
    """Return the id of the source's organisation, made when the account may."""
    wanted = source.dataset.organization
    found = portal.find("organization_show", wanted.name)
    if found:
        return found["id"]
    try:
        made = portal.call("organization_create", {"name": wanted.name, "title": wanted.title})
    except Refusal as refusal:
        raise Refusal("portal-no-organization", name=wanted.name) from refusal
    return made["id"]


def _fields(
    source: Source, publications: Sequence[Checked], organization: str, package: dict | None
) -> dict:
    """Return the dataset's metadata as the portal's form wants them."""
    card, resources = source.dataset, (package or {}).get("resources", [])
    snapshots = [checked.snapshot for checked in publications]
    names = {snapshot.publication for snapshot in snapshots}
    bytes_sent = {snapshot.sha256 for snapshot in snapshots}
    kept = [
        item.get("provenance") or {}
        for item in resources
        if item.get("publication") not in names or item.get("hash") in bytes_sent
    ]
    fictional = any(snapshot.fictional for snapshot in snapshots) or any(
        facts.get("fictional") for facts in kept
    )
    return {
        **card.fields,
        "name": source.name,
        "owner_org": organization,
        "groups": [{"name": name} for name in sorted(card.groups)],
        "tags": [{"name": name} for name in sorted(card.tags)],
        "version": max(*names, (package or {}).get("version") or ""),
        "donnees_fictives": "true" if fictional else "",
    }


def _put_package(
    portal: Portal, source: Source, publications: Sequence[Checked], organization: str
) -> tuple[dict, bool]:
    """Create the dataset as a draft, or patch the fields that differ."""
    package = portal.find("package_show", source.name)
    fields = _fields(source, publications, organization, package)
    if package is None:
        return portal.call("package_create", {**fields, "state": "draft"}), True
    different = {key: value for key, value in fields.items() if _current(package, key) != value}
    if not different:
        return package, False
    return portal.call("package_patch", {"id": package["id"], **different}), True


def _current(package: dict, key: str) -> object:
    """Return a field of the package in the shape in which `_fields` writes it."""
    if key in ("groups", "tags"):
        return [{"name": name} for name in sorted(item["name"] for item in package[key])]
    value = package.get(key)
    return "" if value is None else value


def _put_table(
    portal: Portal,
    package: dict,
    source: Source,
    schema: TableSchema,
    publications: Sequence[Checked],
    scratch: Path,
) -> bool:
    """Bring the table to these publications, then the normalised file to the table."""
    resource, made = find_normalized(portal, package, source, schema)
    described = describe_table(portal, resource["id"], schema)
    offer_preview(portal, resource["id"])
    frames = {
        checked.snapshot.publication: checked.validation.frame.drop(ROW) for checked in publications
    }
    rows, loaded = sync_rows(portal, resource["id"], frames, source.partition)
    written = write_normalized(portal, resource, schema, rows, scratch / f"{source.name}.csv")
    return made or described or loaded or written
