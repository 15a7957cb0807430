"""Read the register of a set: its entities, what they refer to, what refers to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ckan import model
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from sqlalchemy.orm import Query

SHOWN = 20  # entities that refer to another


@dataclass(frozen=True)
class Referring:
    """The entities of another set that refer to one: `count` of them, the first ones."""

    set: ReferenceSet
    column: str
    count: int
    first: tuple[EntityRecord, ...]


def find_entity(set_name: str, identifier: str) -> EntityRecord | None:
    """Return an entity of a set, there or gone."""
    return model.Session.get(EntityRecord, (set_name, identifier))


def entities_of(set_name: str) -> Query:
    """Return the entities of a set that are there, by identifier."""
    query = model.Session.query(EntityRecord).filter_by(set_name=set_name, gone=False)
    return query.order_by(EntityRecord.identifier)


def references_of(known: ReferenceSet) -> dict[str, str]:
    """Return which columns of a set name entities of others: column → set."""
    return {item["column"]: item["set"] for item in known.said["references"]}


def referring(entity: EntityRecord) -> Iterator[Referring]:
    """Yield, of each set whose rows refer to an entity, how many do and the first of them.

    Who asks must leave out the sets that a reader may not see.
    """
    query = model.Session.query(ReferenceSet).order_by(ReferenceSet.name)
    for known in query:
        for column, target in references_of(known).items():
            if target == entity.set_name:
                found = entities_of(known.name).filter(
                    EntityRecord.cells.contains({column: entity.identifier})
                )
                first = tuple(found.limit(SHOWN))
                if first:
                    yield Referring(known, column, found.order_by(None).count(), first)
