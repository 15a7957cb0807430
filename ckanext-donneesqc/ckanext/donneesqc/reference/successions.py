"""What follows the entities that are gone: deduced by a machine, confirmed or refused by people."""

from collections.abc import Iterable
from dataclasses import dataclass

from ckan import model
from ckanext.donneesqc.reference.model import (
    CONFIRMED,
    DEDUCED,
    REFUSED,
    EntityRecord,
    Succession,
)
from sqlalchemy import and_


@dataclass(frozen=True)
class Following:
    """What is said today of a possible successor of an entity; `name`: the successor's."""

    successor: str
    name: str
    status: str
    evidence: str


def followings(set_name: str, identifier: str) -> list[Following]:
    """Return what may follow an entity, as was last said of each."""
    known = (EntityRecord.set_name == set_name, EntityRecord.identifier == Succession.successor)
    rows = (
        model.Session.query(
            Succession.successor, EntityRecord.name, Succession.status, Succession.evidence
        )
        .outerjoin(EntityRecord, and_(*known))
        .filter(Succession.set_name == set_name, Succession.identifier == identifier)
        .order_by(Succession.id)
    )
    last = {
        successor: Following(successor, name or successor, status, evidence)
        for successor, name, status, evidence in rows
    }
    return list(last.values())


def sole_successor(found: Iterable[Following]) -> str:
    """Return the confirmed successor when no other is left, "" otherwise."""
    left = [item for item in found if item.status != REFUSED]
    alone = len(left) == 1 and left[0].status == CONFIRMED
    return left[0].successor if alone else ""


def leads_to(set_name: str, start: str, target: str) -> bool:
    """Say whether confirmed successions lead from an identifier to another."""
    seen, waiting = set(), [start]
    while waiting:
        current = waiting.pop()
        if current == target:
            return True
        if current not in seen:
            seen.add(current)
            after = followings(set_name, current)
            waiting += [item.successor for item in after if item.status == CONFIRMED]
    return False


def succeeded(set_names: Iterable[str]) -> dict[str, set[str]]:
    """Return, of each set, the identifiers of which it is said what follows, and not refused."""
    found: dict[str, set[str]] = {name: set() for name in set_names}
    told = (Succession.set_name, Succession.identifier, Succession.successor, Succession.status)
    rows = model.Session.query(*told).filter(Succession.set_name.in_(found))
    last = {row[:3]: row[3] for row in map(tuple, rows.order_by(Succession.id))}
    for (name, identifier, _), status in last.items():
        if status != REFUSED:
            found[name].add(identifier)
    return found


def gone_rows(set_name: str) -> list[dict[str, str]]:
    """Return the entities that are gone: `code`, `nom`, `successeur` that was not refused.

    One that several may follow has a row for each.
    """
    last: dict[tuple[str, str], str] = {}
    for row in model.Session.query(Succession).filter_by(set_name=set_name).order_by(Succession.id):
        last[row.identifier, row.successor] = row.status
    after: dict[str, list[str]] = {}
    for (identifier, successor), status in last.items():
        if status != REFUSED:
            after.setdefault(identifier, []).append(successor)
    gone = model.Session.query(EntityRecord).filter_by(set_name=set_name, gone=True)
    return [
        {"code": row.identifier, "nom": row.name, "successeur": following}
        for row in gone.order_by(EntityRecord.identifier)
        for following in after.get(row.identifier, [""])
    ]


def propose(set_name: str, rows: Iterable[dict[str, str]]) -> None:
    """Write down proposed successions that nobody has proposed yet."""
    known = {
        (row.identifier, row.successor)
        for row in model.Session.query(Succession).filter_by(set_name=set_name)
    }
    for row in rows:
        if (row["code"], row["successeur"]) not in known:
            known.add((row["code"], row["successeur"]))
            decide(set_name, row["code"], row["successeur"], DEDUCED, row["preuve"], "")


def decide(
    set_name: str, identifier: str, successor: str, status: str, evidence: str, user_id: str
) -> None:
    """Write down what is said of a succession."""
    model.Session.add(
        Succession(
            set_name=set_name,
            identifier=identifier,
            successor=successor,
            status=status,
            evidence=evidence,
            user_id=user_id,
        )
    )
