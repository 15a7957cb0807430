"""Extend a table with columns of the entities that it names, as a reconciliation service does.

Source: Reconciliation Service API 0.2, « Data Extension Service ».
"""

import json
import math
from typing import Any

from pipelines.matching.service import NotUnderstood, Service, too_many

MOST_IDS, MOST_PROPERTIES = 1_000, 50
Value = dict[str, Any]


def extend(service: Service, asked: object) -> dict[str, Any]:
    """Return columns of some entities; raises NotUnderstood."""
    ids, wanted = _read(asked)
    columns = [name for name in wanted if name in service.columns]
    return {
        "meta": [_described(service, name) for name in columns],
        "rows": {key: _cells(service, key, columns) for key in ids},
    }


def propose(service: Service, kind: str, limit: int) -> dict[str, Any]:
    """Return the columns by which a table can be extended; none for another type than the set's."""
    kind = kind or service.name
    known = service.columns if kind == service.name else {}
    titles = [{"id": name, "name": title} for name, title in known.items()]
    return {"type": kind, "limit": limit, "properties": titles[: max(0, limit)]}


def _read(asked: object) -> tuple[list[str], list[str]]:
    """Return the identifiers and the columns that are asked for."""
    if not isinstance(asked, dict):
        raise NotUnderstood("reconcile-no-queries")
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(wanted, list):
        raise NotUnderstood("reconcile-no-queries")
    if not all(isinstance(key, str) for key in ids):
        raise NotUnderstood("reconcile-no-queries")
    if len(ids) > MOST_IDS:
        raise too_many(MOST_IDS)
    if len(wanted) > MOST_PROPERTIES:
        raise too_many(MOST_PROPERTIES)
    return ids, [str(item.get("id", "")) for item in wanted if isinstance(item, dict)]


def _described(service: Service, column: str) -> dict[str, Any]:
    said = {"id": column, "name": service.columns[column]}
    reference = service.references.get(column)
    return {**said, "type": reference.kind, "service": reference.address} if reference else said


def _cells(service: Service, identifier: str, columns: list[str]) -> dict[str, list[Value]]:
    entity = service.lookup.entities.get(identifier)
    row = entity.row if entity else {}
    return {name: [_value(service, name, row[name])] if row.get(name) else [] for name in columns}


def _value(service: Service, column: str, cell: str) -> Value:
    """Return a cell as the entity that it names, as a number or as text."""
    reference = service.references.get(column)
    if reference and (entity := reference.lookup.entities.get(cell)):
        return {"id": entity.identifier, "name": entity.name}
    return _number(cell) if column in service.numbers else {"str": cell}


def _number(cell: str) -> Value:
    try:
        number = json.loads(cell)
    except ValueError:
        return {"str": cell}
    if type(number) is int:
        return {"int": number}
    return {"float": number} if type(number) is float and math.isfinite(number) else {"str": cell}
