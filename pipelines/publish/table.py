"""Keep the portal's DataStore table equal to the valid rows, touching only the rows that differ."""

import csv
import io
import random
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from pipelines.messages import Refusal
from pipelines.publish.portal import Portal
from schemas import Field, TableSchema

BATCH = 5000
PAUSES = (0, 1, 2, 4, 8, 0)  # seconds at most before each try; the last one only looks
TYPES = {
    "string": "text",
    "integer": "bigint",
    "number": "numeric",
    "year": "int",
    "date": "date",
    "datetime": "timestamp",
    "boolean": "bool",
}
TYPE_NAMES = {"int8": "bigint", "int4": "int"}  # as the DataStore names them back
Row = tuple[str, ...]


def describe_table(portal: Portal, resource: str, schema: TableSchema) -> bool:
    """Create the table or bring its data dictionary up to date; tell whether anything changed."""
    wanted = [_dictionary(field) for field in schema.fields]
    if _described(portal, resource) == wanted:
        return False
    data = {"resource_id": resource, "force": True, "fields": wanted}
    portal.call("datastore_create", {**data, "indexes": list(schema.primary_key)})
    return True


def offer_preview(portal: Portal, resource: str) -> None:
    """Let readers see the table on its page: CKAN makes no view by itself once a table is there."""
    if portal.call("resource_view_list", {"id": resource}):
        return
    shown = portal.call("resource_show", {"id": resource})
    wanted = {"resource": shown, "create_datastore_views": True}
    portal.call("resource_create_default_resource_views", wanted)


def sync_rows(
    portal: Portal, resource: str, frames: dict[str, pl.DataFrame], partition: str
) -> tuple[list[Row], bool]:
    """Make the table's rows of each publication those of its frame.

    Returns all rows of the table in the order of loading, and whether any were written. New rows go
    in before old ones go out: a reader may see a row twice for a moment, never miss one. When the
    portal refuses a row, those that it took before go out again. What another publication loaded
    meanwhile is set right at the next try; raises Refusal when the tries don't suffice.
    """
    columns = next(iter(frames.values())).columns
    place = columns.index(partition)
    wanted = Counter(row for frame in frames.values() for row in text_rows(frame))
    changed = False
    for pause in PAUSES:
        present = _read(portal, resource)
        known = [(number, row) for number, row in present if row[place] in frames]
        found = Counter(row for _, row in known)
        if found == wanted:
            return [row for _, row in present], changed
        time.sleep(pause * random.random())  # noqa: S311 - two writers should part
        _insert(portal, resource, columns, list((wanted - found).elements()))
        _delete(portal, resource, _identifiers(known, found - wanted))
        changed = True
    raise Refusal("portal-mismatch", found=found.total(), expected=wanted.total())


def _described(portal: Portal, resource: str) -> list[dict]:
    """Return the data dictionary that the portal shows, nothing when there is no table."""
    info = portal.find("datastore_info", resource)
    return [
        {
            "id": field["id"],
            "type": TYPE_NAMES.get(field["type"], field["type"]),
            "info": {key: (field.get("info") or {}).get(key, "") for key in ("label", "notes")},
        }
        for field in (info or {"fields": []})["fields"]
        if field["id"] != "_id"
    ]


def _read(portal: Portal, resource: str) -> list[tuple[int, Row]]:
    """Return (`_id`, cells as text) of all rows of the table, missing cells as ""."""
    rows: list[tuple[int, Row]] = []
    while True:
        page = portal.call(
            "datastore_search",
            {
                "resource_id": resource,
                "records_format": "csv",
                "sort": "_id",
                "limit": BATCH,
                "offset": len(rows),
                "include_total": False,
            },
        )
        records = list(csv.reader(io.StringIO(page["records"], newline="")))
        rows.extend((int(record[0]), tuple(record[1:])) for record in records)
        if len(records) < BATCH:
            return rows


def text_rows(frame: pl.DataFrame) -> Iterator[Row]:
    """Yield the rows of a typed frame as the DataStore writes them, missing cells as ""."""
    for row in frame.iter_rows():
        yield tuple(_text(cell) for cell in row)


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "t" if cell else "f"
        case Decimal():
            return f"{cell.normalize():f}"
    return str(cell)


def _dictionary(field: Field) -> dict:
    return {
        "id": field.name,
        "type": TYPES.get(field.type, "text"),
        "info": {"label": field.title, "notes": field.description},
    }


def _identifiers(present: list[tuple[int, Row]], surplus: Counter[Row]) -> list[int]:
    left, found = surplus.copy(), []
    for identifier, row in reversed(present):
        if left[row] > 0:
            left[row] -= 1
            found.append(identifier)
    return found


def _insert(portal: Portal, resource: str, columns: list[str], rows: list[Row]) -> None:
    """Add rows, all or none."""
    before = {number for number, _ in _read(portal, resource)} if rows[BATCH:] else set()
    for start, batch in enumerate(_batches(rows)):
        records = [
            {name: cell or None for name, cell in zip(columns, row, strict=True)} for row in batch
        ]
        data = {"resource_id": resource, "records": records, "method": "insert", "force": True}
        try:
            portal.call("datastore_upsert", data)
        except Refusal:
            if start:
                added = {number for number, _ in _read(portal, resource)} - before
                _delete(portal, resource, sorted(added))
            raise


def _delete(portal: Portal, resource: str, identifiers: list[int]) -> None:
    for batch in _batches(identifiers):
        data = {"resource_id": resource, "filters": {"_id": batch}, "force": True}
        portal.call("datastore_records_delete", data)


def _batches(items: list) -> Iterator[list]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
