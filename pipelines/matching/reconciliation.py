"""Answer as a reconciliation service: what OpenRefine asks, and what it is told.

Source: Reconciliation Service API 0.2, W3C Entity Reconciliation Community Group, 2023.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.matching.entities import Entity
from pipelines.matching.lookup import Candidate, Lookup

MOST_QUERIES, LARGEST = 100, 1 << 20  # queries of a batch; characters of a request
MOST_IDS, MOST_FOUND, FEW = 1_000, 20, 5
MOST_PROPERTIES = 50


class NotUnderstood(ValueError):  # noqa: N818 - what happens
    """A request isn't one of the protocol's, or asks too much; `code` names its sentence."""

    def __init__(self, code: str, **values: int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Service:
    """A set as its service shows it: `columns`, name → title; `address`: of the set's page."""

    name: str
    title: str
    columns: Mapping[str, str]
    lookup: Lookup
    address: str

    @property
    def kind(self) -> dict[str, str]:
        """Return the only type of its entities."""
        return {"id": self.name, "name": self.title}


def manifest(service: Service, site: str, path: str) -> dict[str, Any]:
    """Return what the service says of itself; `path`: its own, under the site's address."""
    return {
        "versions": ["0.2"],
        "name": service.title,
        "identifierSpace": f"{service.address}/",
        "schemaSpace": f"{site}/reference/",
        "defaultTypes": [service.kind],
        "view": {"url": f"{service.address}/{{{{id}}}}"},
        "preview": {"url": f"{site}{path}/apercu?id={{{{id}}}}", "width": 420, "height": 180},
        "suggest": {
            name: {"service_url": site, "service_path": f"{path}/suggestions/{name}"}
            for name in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": site, "service_path": f"{path}/proprietes"},
            "property_settings": [],
        },
        "batchSize": MOST_QUERIES,
    }


def read_json(text: str) -> Any:
    """Return what a parameter holds; raises NotUnderstood."""
    if len(text) > LARGEST:
        raise NotUnderstood("reconcile-too-large", most=LARGEST >> 10)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as reason:
        raise NotUnderstood("reconcile-not-json") from reason


def answer_queries(service: Service, queries: object) -> dict[str, Any]:
    """Return the candidates of each query of a batch; raises NotUnderstood."""
    if not isinstance(queries, dict) or not all(isinstance(q, dict) for q in queries.values()):
        raise NotUnderstood("reconcile-no-queries")
    if len(queries) > MOST_QUERIES:
        raise NotUnderstood("reconcile-too-many", most=MOST_QUERIES)
    return {key: {"result": _found(service, query)} for key, query in queries.items()}


def extend(service: Service, asked: object) -> dict[str, Any]:
    """Return columns of some entities; raises NotUnderstood."""
    if not isinstance(asked, dict):
        raise NotUnderstood("reconcile-no-queries")
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(wanted, list):
        raise NotUnderstood("reconcile-no-queries")
    if len(ids) > MOST_IDS or len(wanted) > MOST_PROPERTIES:
        raise NotUnderstood("reconcile-too-many", most=MOST_IDS)
    names = [str(item.get("id", "")) for item in wanted if isinstance(item, dict)]
    known = [name for name in names if name in service.columns]
    return {
        "meta": [{"id": name, "name": service.columns[name]} for name in known],
        "rows": {str(key): _cells(service.lookup.entities.get(str(key)), known) for key in ids},
    }


def suggest_entities(service: Service, prefix: str) -> dict[str, Any]:
    """Return the entities that a person may be writing the name of."""
    found = service.lookup.beginning(prefix, MOST_FOUND) or [
        item.entity for item in service.lookup.find(prefix, limit=MOST_FOUND)
    ]
    return {"result": [_suggested(service, entity) for entity in found]}


def suggest_properties(service: Service, prefix: str) -> dict[str, Any]:
    """Return the columns whose title or name has some text in it."""
    text = prefix.strip().casefold()
    return {
        "result": [
            {"id": name, "name": title}
            for name, title in service.columns.items()
            if text in title.casefold() or text in name
        ]
    }


def suggest_types(service: Service) -> dict[str, Any]:
    """Return the set's own type."""
    return {"result": [service.kind]}


def propose(service: Service, limit: int) -> dict[str, Any]:
    """Return the columns by which a table can be extended."""
    titles = [{"id": name, "name": title} for name, title in service.columns.items()]
    return {"type": service.name, "limit": limit, "properties": titles[: max(0, limit)]}


def _found(service: Service, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    text = query.get("query")
    if not isinstance(text, str):
        return []
    limit = query.get("limit")
    limit = min(limit, MOST_FOUND) if isinstance(limit, int) and limit > 0 else FEW
    kinds = query.get("type") or service.name
    wanted = kinds if isinstance(kinds, list) else [kinds]
    if query.get("type_strict") in ("any", "all") and service.name not in wanted:
        return []
    found = service.lookup.find(text, _context(query.get("properties")), limit)
    return [_candidate(service, item) for item in found]


def _context(properties: object) -> Sequence[str]:
    """Return the values that go with a name, whatever the column that they are of."""
    if not isinstance(properties, list):
        return ()
    values = []
    for item in properties[:MOST_PROPERTIES]:
        given = item.get("v") if isinstance(item, dict) else None
        values += map(_value, given if isinstance(given, list) else [given])
    return [value for value in values if value]


def _value(given: object) -> str:
    """Return what a property holds: text, a number, or an entity."""
    if isinstance(given, dict):
        given = given.get("id") or given.get("name") or given.get("str")
    return str(given) if isinstance(given, str | int) else ""


def _candidate(service: Service, item: Candidate) -> dict[str, Any]:
    return {
        **_suggested(service, item.entity),
        "score": item.score,
        "match": item.sure,
        "type": [service.kind],
        "features": [{"id": "how", "value": item.how}],
    }


def _suggested(service: Service, entity: Entity) -> dict[str, Any]:
    said = {"description": entity.about} if entity.about else {}
    return {"id": entity.identifier, "name": entity.name, **said, "notable": [service.kind]}


def _cells(entity: Entity | None, names: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    row = entity.row if entity else {}
    return {name: [{"str": row[name]}] if row.get(name) else [] for name in names}
