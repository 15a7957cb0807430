"""Read the register of a set: its entities, what they refer to, what refers to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ckan import model
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.sets import Listed
from sqlalchemy import func
from sqlalchemy.orm import Query

SHOWN = 20  # entities that refer to another


@dataclass(frozen=True)
class Referring:
    """The entities of another set that refer to one: `count` of them, the first ones.

    `first`: rows with their `identifier` and `name`.
    """

    set: Listed
    column: str
    count: int
    first: tuple[Any, ...]


def find_entity(set_name: str, identifier: str) -> EntityRecord | None:
    """Return an entity of a set, there or gone."""
    if "\x00" in identifier:  # the database has no such text
        return None
    return model.Session.get(EntityRecord, (set_name, identifier))


def entities_of(set_name: str) -> Query:
    """Return the entities of a set that are there, by identifier."""
    query = model.Session.query(EntityRecord).filter_by(set_name=set_name, gone=False)
    return query.order_by(EntityRecord.identifier)


def count_entities(set_names: Iterable[str]) -> dict[str, int]:
    """Return how many entities are there in each set."""
    found = dict.fromkeys(set_names, 0)
    rows = model.Session.query(EntityRecord.set_name, func.count()).filter_by(gone=False)
    rows = rows.filter(EntityRecord.set_name.in_(found)).group_by(EntityRecord.set_name)
    return {**found, **{row[0]: row[1] for row in rows}}


def references_of(known: ReferenceSet) -> dict[str, str]:
    """Return which columns of a set name entities of others: column → set."""
    return {item["column"]: item["set"] for item in known.said["references"]}


def quantities_of(known: ReferenceSet) -> set[str]:
    """Return the columns of numbers that are no codes nor years."""
    numbers = {item["name"] for item in known.columns if item.get("is_number")}
    return numbers - {known.said["shape"]["identifier"], known.said["vintage"]}


def referring(entity: EntityRecord, sets: Iterable[Listed]) -> Iterator[Referring]:
    """Yield, of each set whose rows refer to an entity, how many do and the first of them."""
    for known in sets:
        for column, target in known.references.items():
            if target == entity.set_name:
                query = entities_of(known.name).filter(
                    EntityRecord.cells.contains({column: entity.identifier})
                )
                wanted = (EntityRecord.identifier, EntityRecord.name, func.count().over())
                rows = query.with_entities(*wanted).limit(SHOWN).all()
                if rows:
                    yield Referring(known, column, rows[0][2], tuple(rows))
