"""Answer as a reconciliation service: what OpenRefine asks, and what it is told.

Source: Reconciliation Service API 0.2, W3C Entity Reconciliation Community Group, 2023.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.matching.candidates import Candidate
from pipelines.matching.lookup import LONGEST
from pipelines.matching.service import NotUnderstood, Service, read_count, too_many
from pipelines.matching.suggestions import suggested

MOST_QUERIES, MOST_FOUND, FEW = 100, 20, 5
MOST_PROPERTIES = 50  # that are heeded, and values of each
Cells = dict[str, list[str]]


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


def answer_queries(service: Service, queries: object) -> dict[str, Any]:
    """Return the candidates of each query of a batch; raises NotUnderstood."""
    if not isinstance(queries, dict) or not all(isinstance(q, dict) for q in queries.values()):
        raise NotUnderstood("reconcile-no-queries")
    if len(queries) > MOST_QUERIES:
        raise too_many(MOST_QUERIES)
    return {
        key: {"result": [_candidate(service, item) for item in _found(service, query)]}
        for key, query in queries.items()
    }


def _found(service: Service, query: Mapping[str, Any]) -> Sequence[Candidate]:
    kinds = query.get("type") or service.name
    wanted = kinds if isinstance(kinds, list) else [kinds]
    if query.get("type_strict") in ("any", "all") and service.name not in wanted:
        return ()
    limit = min(read_count(query.get("limit"), FEW), MOST_FOUND) or FEW
    cells = _read_cells(service, query.get("properties"))
    text = query.get("query")
    if isinstance(text, str) and text.strip():
        return service.lookup.find(text, limit=limit, cells=cells)
    return _named(service, cells, limit)


def _named(service: Service, cells: Cells, limit: int) -> Sequence[Candidate]:
    """Return the entities that a property names by itself: a code or a name."""
    said = [(name, text) for name in service.naming for text in cells.get(name, ())]
    for column, text in said[:FEW]:
        others = {name: values for name, values in cells.items() if name != column}
        if found := service.lookup.find(text, limit=limit, cells=others):
            return found
    return ()


def _read_cells(service: Service, properties: object) -> Cells:
    """Return the values that each column of the set may have; what is of no column is left out."""
    cells: Cells = {}
    for item in properties[:MOST_PROPERTIES] if isinstance(properties, list) else ():
        column = item.get("pid") if isinstance(item, dict) else None
        if isinstance(column, str) and column in service.columns:
            given = item.get("v")
            several = given if isinstance(given, list) else [given]
            values = [text for one in several[:MOST_PROPERTIES] for text in _texts(one)]
            cells.setdefault(column, []).extend(values)
    for column in cells.keys() & service.references.keys():
        named = service.references[column].lookup.named
        cells[column] += [code for text in cells[column] for code in named(text)]
    return cells


def _texts(given: object) -> list[str]:
    """Return what a value may be written as: text, a number, or the code and name of an entity."""
    if isinstance(given, dict):
        found = (given.get(key) for key in ("id", "name", "str"))
        return [text for item in found if not isinstance(item, dict) for text in _texts(item)]
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return []
    text = str(given).strip()[:LONGEST]
    return [text] if text else []


def _candidate(service: Service, item: Candidate) -> dict[str, Any]:
    return {
        **suggested(service, item.entity),
        "score": item.score,
        "match": item.sure,
        "type": [service.kind],
        "features": [{"id": item.how, "value": True}],
    }
