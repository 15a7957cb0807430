"""Publish a source: its organisation, its dataset, a deposit for each of its publications."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.fetch import Snapshot
from pipelines.messages import Refusal
from pipelines.publish.companions import order_resources, put_companion
from pipelines.publish.deposits import (
    LIVE,
    RECEIVING,
    UNCHANGED,
    Deposit,
    Sending,
    create_deposit,
    follow_deposit,
    submit_deposit,
)
from pipelines.publish.parts import send_parts
from pipelines.publish.portal import Portal, PortalRefusal
from pipelines.publish.reference import declare
from pipelines.sources import Source
from pipelines.store import Store

WITHDRAWN = "deposit-withdrawn"
PUBLISHED = (LIVE, "replaced")  # replaced: by a later deposit, before we looked


class KeptOut(Refusal):
    """Say that the portal keeps a publication from readers; it has nothing against the others."""


@dataclass(frozen=True)
class Published:
    """Say where the dataset is and whether this run wrote anything to the portal."""

    address: str
    changed: bool


def publish(
    source: Source, snapshots: Sequence[Snapshot], store: Store, portal: Portal
) -> Published:
    """Make the portal hold these publications, leaving its other publications as they are.

    The portal checks each file again and publishes it by itself; the same publications twice
    change nothing. Raises Refusal when the portal refuses or doesn't answer, and, once the others
    are published, KeptOut for one that it quarantined.
    """
    organization = _organization(portal, source)
    package, changed = _put_package(portal, source, organization)
    shown, kept_out = [], []
    for snapshot in snapshots:
        try:
            changed |= _deposit(portal, source, snapshot, store)
            shown.append(snapshot)
        except KeptOut as refusal:
            kept_out.append(refusal)
    for snapshot in shown:
        for companion in snapshot.companions:
            card = source.fetch.companions[companion.file_name]
            changed |= put_companion(portal, source, snapshot, companion, card, store)
    if changed:
        order_resources(portal, package["id"])
    if package["state"] == "draft" and shown:
        portal.call("package_patch", {"id": package["id"], "state": "active"})
    declare(portal, source, shown, store)
    if kept_out:
        raise kept_out[0]
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


def _put_package(portal: Portal, source: Source, organization: str) -> tuple[dict, bool]:
    """Create the dataset as a draft, or patch the fields that differ."""
    fields = _fields(source, organization)
    package = portal.find("package_show", source.name)
    if package is None:
        return portal.call("package_create", {**fields, "state": "draft"}), True
    different = {key: value for key, value in fields.items() if _current(package, key) != value}
    if not different:
        return package, False
    return portal.call("package_patch", {"id": package["id"], **different}), True


def _fields(source: Source, organization: str) -> dict:
    """Return the dataset's metadata as the portal's form wants them."""
    card = source.dataset
    return {
        **card.fields,
        "name": source.name,
        "owner_org": organization,
        "groups": [{"name": name} for name in sorted(card.groups)],
        "tags": [{"name": name} for name in sorted(card.tags)],
    }


def _current(package: dict, key: str) -> object:
    """Return a field of the package in the shape in which `_fields` writes it."""
    if key in ("groups", "tags"):
        return [{"name": name} for name in sorted(item["name"] for item in package[key])]
    value = package.get(key)
    return "" if value is None else value


def _deposit(portal: Portal, source: Source, snapshot: Snapshot, store: Store) -> bool:
    """Deposit one publication and wait until readers see it; tell whether anything changed.

    Bytes that a person withdrew from the portal leave the store too.
    """
    path = store.path(snapshot.sha256)
    sending = Sending(
        path=path,
        dataset=source.name,
        file_name=snapshot.file_name,
        size=snapshot.size,
        sha256=snapshot.sha256,
        publication=snapshot.publication,
        source=source.text,
        origin={
            "address": snapshot.address,
            "retrieved": snapshot.retrieved,
            "fictional": snapshot.fictional,
            "local_copy": snapshot.local_copy,
            "compiled": source.fetch.kind == "package",
        },
    )
    try:
        deposit = create_deposit(portal, sending)
    except PortalRefusal as refusal:
        if refusal.said == WITHDRAWN:
            store.forget(snapshot.sha256)
            raise KeptOut(WITHDRAWN) from refusal
        raise
    if deposit.state == UNCHANGED:
        return False
    if deposit.state == RECEIVING:
        send_parts(portal, replace(deposit, size=snapshot.size), path)
        submit_deposit(portal, deposit.id)
    _wait(portal, deposit)
    return True


def _wait(portal: Portal, deposit: Deposit) -> None:
    """Wait until readers see the deposit; raises Refusal when they won't."""
    found = [deposit, *follow_deposit(portal, deposit.id)][-1]
    if found.state in PUBLISHED:
        return
    if not found.settled:
        raise Refusal("portal-slow", address=found.address)
    reason = found.steps[-1].sentence if found.steps else found.state
    raise KeptOut("deposit-kept-out", reason=reason, address=found.address)
