"""Suggest what a person may be writing the name of, as a reconciliation service does.

Source: Reconciliation Service API 0.2, « Suggest Services ». `skip` is its `cursor`.
"""

from typing import Any

from pipelines.matching.entities import Entity
from pipelines.matching.names import folded
from pipelines.matching.service import Service

MOST = 20


def suggest_entities(service: Service, prefix: str, skip: int = 0) -> dict[str, Any]:
    """Return the entities that a person may be writing the name of."""
    found = service.lookup.beginning(prefix, MOST, skip)
    if not found and not service.lookup.beginning(prefix, 1):
        found = [item.entity for item in service.lookup.find(prefix, limit=MOST)][skip:]
    return {"result": [suggested(service, entity) for entity in found]}


def suggest_properties(service: Service, prefix: str, skip: int = 0) -> dict[str, Any]:
    """Return the columns whose title or name has some text in it."""
    columns = ({"id": name, "name": title} for name, title in service.columns.items())
    return {"result": [item for item in columns if _has(item, prefix)][skip:]}


def suggest_types(service: Service, prefix: str, skip: int = 0) -> dict[str, Any]:
    """Return the set's own type when its title or name has some text in it."""
    return {"result": [item for item in (service.kind,) if _has(item, prefix)][skip:]}


def suggested(service: Service, entity: Entity) -> dict[str, Any]:
    """Return an entity as it is suggested."""
    said = {"description": entity.about} if entity.about else {}
    return {"id": entity.identifier, "name": entity.name, **said, "notable": [service.kind]}


def _has(item: dict[str, str], text: str) -> bool:
    return any(folded(text) in folded(said) for said in item.values())
