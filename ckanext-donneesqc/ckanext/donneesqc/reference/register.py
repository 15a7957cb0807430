"""Keep the register of a set's entities as its live table is: nothing is ever taken off it."""

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.uploader import ResourceUpload
from ckan.types import Context
from ckanext.donneesqc.reference.geometry import geometries
from ckanext.donneesqc.reference.lock import set_lock
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet, now
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Query

from pipelines.publish.fields import NORMALIZED

PAGE = 20_000  # rows read and written at once
MARK_LENGTH, DAY = 16, 10  # characters
IDENTIFIER = "_id"
log = logging.getLogger(__name__)
NUMBERS = ("int2", "int4", "int8", "float4", "float8", "numeric")  # as the DataStore names them


def refresh(name: str) -> bool:
    """Write the entities of a set's live table into its register, all of them or none.

    Return whether they changed.

    A set whose dataset is gone, or has no table, stays as it is, but for its rows: nobody sees
    them any more.
    """
    with set_lock(name) as taken:
        if not taken:
            raise RuntimeError(name)
        known = model.Session.get(ReferenceSet, name)
        if known is None:
            return False
        before, table = known.mark, _table(known.package_id)
        if table is None:
            _hide(known)
            known.mark = ""
        else:
            _take(known, table)
        changed = known.mark != before
        model.Session.commit()
        return changed


def forget_names(package_id: str) -> None:
    """Forget the names of the entities that a dataset shows no more, once its data was erased.

    Their identifiers stay: they are never given again.
    """
    known = model.Session.query(ReferenceSet).filter_by(package_id=package_id).first()
    if known is None:
        return
    refresh(known.name)
    if known.said["shape"]["identifier"] not in {it["name"] for it in columns_of(package_id)}:
        _hide(known)  # the register stayed, with cells that the erased file alone had
    hidden = _of(known).filter(EntityRecord.cells == {})
    hidden.update({"name": EntityRecord.identifier}, synchronize_session=False)
    model.Session.commit()


def site_context() -> Context:
    """Return a new context of the site's own account: actions write into the one they are given."""
    site = tk.get_action("get_site_user")(Context(ignore_auth=True), {})
    return Context(user=site["name"], ignore_auth=True)


def columns_of(package_id: str) -> list[dict[str, Any]]:
    """Return the columns of a dataset's table, each with its title; none without a table."""
    found = _table(package_id)
    return _columns(found["id"]) if found else []


def _table(package_id: str) -> dict | None:
    """Return the resource of a dataset's table, with the others of its dataset as `companions`."""
    package = model.Package.get(package_id)
    if package is None or package.state != model.State.ACTIVE:
        return None
    shown = tk.get_action("package_show")(site_context(), {"id": package_id})
    tables = [item for item in shown["resources"] if item.get("datastore_active")]
    ours = [item for item in tables if item.get("role") == NORMALIZED] or tables
    return {**ours[0], "companions": shown["resources"]} if ours else None


def _take(known: ReferenceSet, table: dict) -> None:
    """Write the rows of a table, oldest vintage first: the newest that has an entity names it."""
    columns = _columns(table["id"])
    if known.said["shape"]["identifier"] not in {item["name"] for item in columns}:
        # what refers to its entities would lose them all: better an older register than none
        log.error("%s has no column of identifiers any more: its register stays", known.name)
        return
    known.resource_id, known.columns = table["id"], columns
    digest, newest = hashlib.sha256(json.dumps(known.columns).encode()), ""
    usual = (table.get("last_modified") or table["created"])[:DAY]
    shapes = _geometries(table["companions"])
    _hide(known)
    for rows in _pages(table["id"], known.said["vintage"]):
        entities = {}
        for row in rows:
            entity = _entity(known, row, usual, shapes)
            digest.update(json.dumps([row, entity["geometry"]], sort_keys=True).encode())
            newest = max(newest, entity["last_vintage"])
            entities[entity["identifier"]] = entity
        entities.pop("", None)
        _write(list(entities.values()))
    known.newest, known.refreshed = newest, now()
    known.mark = digest.hexdigest()[:MARK_LENGTH]
    _of(known).filter(EntityRecord.last_vintage == newest, EntityRecord.cells != {}).update(
        {"gone": False}, synchronize_session=False
    )


def _columns(resource_id: str) -> list[dict[str, Any]]:
    fields = tk.get_action("datastore_info")(site_context(), {"id": resource_id})["fields"]
    return [
        {
            "name": field["id"],
            "title": (field.get("info") or {}).get("label") or field["id"],
            "description": (field.get("info") or {}).get("notes") or "",
            "is_number": field["type"] in NUMBERS,
        }
        for field in fields
        if field["id"] != IDENTIFIER
    ]


def _pages(resource_id: str, vintage: str) -> Iterator[list[dict[str, str]]]:
    """Yield the rows of a table as text, some at a time, without their empty cells."""
    order = f'"{vintage}", {IDENTIFIER}' if vintage else IDENTIFIER
    asked = {"resource_id": resource_id, "limit": PAGE, "sort": order, "include_total": False}
    offset = 0
    while True:
        found = tk.get_action("datastore_search")(site_context(), {**asked, "offset": offset})
        if not found["records"]:
            return
        yield [
            {
                key: _text(cell)
                for key, cell in row.items()
                if key != IDENTIFIER and cell is not None
            }
            for row in found["records"]
        ]
        offset += len(found["records"])


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)


def _entity(
    known: ReferenceSet, row: dict[str, str], usual: str, shapes: Mapping[str, str]
) -> dict:
    shape = known.said["shape"]
    identifier = row.get(shape["identifier"], "")
    vintage = row.get(known.said["vintage"], usual)
    return {
        "set_name": known.name,
        "identifier": identifier,
        "name": row.get(shape["name"], identifier),
        "cells": row,
        "first_vintage": vintage,
        "last_vintage": vintage,
        "gone": True,
        "geometry": shapes.get(identifier, ""),
    }


def _write(entities: Sequence[dict]) -> None:
    """Add entities to the register, or bring those that it has up to date."""
    if not entities:
        return
    table = EntityRecord.__table__
    statement = insert(table)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=["set_name", "identifier"],
        set_={
            "name": new.name,
            "cells": new.cells,
            "geometry": new.geometry,
            "first_vintage": func.least(table.c.first_vintage, new.first_vintage),
            "last_vintage": func.greatest(table.c.last_vintage, new.last_vintage),
        },
    )
    model.Session.execute(statement, list(entities))


def _hide(known: ReferenceSet) -> None:
    """Show no row of any entity; those that were there keep their identifier and their name."""
    hidden: dict = {"cells": {}, "geometry": "", "gone": True}
    _of(known).update(hidden, synchronize_session=False)


def _of(known: ReferenceSet) -> Query:
    return model.Session.query(EntityRecord).filter(EntityRecord.set_name == known.name)


def _geometries(companions: Sequence[dict]) -> dict[str, str]:
    """Return the shapes of the newest file of boundaries that goes with the table."""
    files = [item for item in companions if item.get("format", "").lower() == "geojson"]
    uploaded = [item for item in files if item.get("url_type") == "upload"]
    if not uploaded:
        return {}
    newest = max(uploaded, key=lambda item: item.get("publication") or "")
    return geometries(Path(ResourceUpload({}).get_path(newest["id"])))
