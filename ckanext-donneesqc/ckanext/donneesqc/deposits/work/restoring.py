"""Publish again rows that readers had before, as a new version."""

from collections.abc import Mapping

from ckanext.donneesqc.deposits import records
from ckanext.donneesqc.deposits.model import Deposit, Version
from ckanext.donneesqc.deposits.states import State

KEPT = ("partition", "normal_guidelines")


def restoring(version: Version, parts: Mapping[str, str], user_id: str, kind: str) -> Deposit:
    """Return a deposit of these parts, in the columns of a version; `kind` says why."""
    brought = records.known(version.deposit_id)
    latest = records.known(parts[max(parts)])
    schema = brought if brought.id in parts.values() else latest
    facts = {
        **{name: schema.facts.get(name) or brought.facts.get(name) for name in KEPT},
        "parts": dict(parts),
        "descriptor": schema.facts.get("descriptor") or version.descriptor,
        "schema": schema.facts.get("schema") or version.schema,
        "restored": version.number,
    }
    return Deposit(
        package_id=version.package_id,
        resource_id=version.resource_id,
        user_id=user_id,
        kind=kind,
        state=State.RECEIVING,
        source=brought.source,
        facts=facts,
    )
