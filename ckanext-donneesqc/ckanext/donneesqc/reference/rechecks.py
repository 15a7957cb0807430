"""Check again what refers to a set that changed: tables of others, and certified sets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.reference.certification import jobs as certification_jobs
from ckanext.donneesqc.reference.certification import standings
from ckanext.donneesqc.reference.entities import entities_of, references_of
from ckanext.donneesqc.reference.model import EntityRecord, Recheck, ReferenceSet, now
from ckanext.donneesqc.reference.register import site_context
from ckanext.donneesqc.reference.sets import find_set
from ckanext.donneesqc.reference.signals import referring_tables
from sqlalchemy import bindparam, select

from pipelines.certification.states import DRAFT

PAGE = 20_000  # keys read at once
SHOWN = 20  # unknown keys that are told
Key = tuple[str, ...]
# made once: every page of an entity asks it
_NAMING = (
    select(Recheck.resource_id, Recheck.naming, model.Package.name, model.Package.title)
    .join(model.Package, model.Package.id == Recheck.package_id)
    .where(Recheck.set_name == bindparam("set_name"), Recheck.naming != "")
    .where(model.Package.private.is_(False), model.Package.state == model.State.ACTIVE)
    .order_by(model.Package.title, Recheck.naming)
)


@dataclass(frozen=True)
class Naming:
    """A table of a dataset, one of whose columns names entities of a set."""

    resource_id: str
    column: str
    dataset: str
    title: str


def check_referring(set_name: str) -> None:
    """Check again each table that refers to a set, and have referring sets put to the tests."""
    tables = referring_tables(set_name)
    known = find_set(set_name)
    for table in tables if known else ():
        _check(known, table)
    _forget(set_name, {table["resource_id"] for table in tables})
    model.Session.commit()
    for name in _referring_sets(set_name):
        certification_jobs.enqueue(name)


def of_package(package_id: str) -> list[Recheck]:
    """Return what was found of the tables of a dataset, where something is unknown."""
    query = model.Session.query(Recheck).filter_by(package_id=package_id)
    return query.filter(Recheck.unknown > 0).order_by(Recheck.set_name, Recheck.columns).all()


def of_set(set_name: str) -> list[Recheck]:
    """Return what was found of the tables that refer to a set."""
    query = model.Session.query(Recheck).filter_by(set_name=set_name)
    return query.order_by(Recheck.package_id, Recheck.columns).all()


def tables_naming(set_name: str) -> list[Naming]:
    """Return the tables that everybody may see and that name entities of a set."""
    return [Naming(*row) for row in model.Session.execute(_NAMING, {"set_name": set_name})]


def _check(known: ReferenceSet, table: dict) -> None:
    keys = set(_keys_of_set(known.name, table["fields"]))
    unknown = [key for key in _keys_of_table(table) if key not in keys]
    place = (known.name, table["resource_id"], ", ".join(table["columns"]))
    held = model.Session.get(Recheck, place) or Recheck(
        set_name=place[0], resource_id=place[1], columns=place[2]
    )
    held.package_id, held.at, held.mark = table["package_id"], now(), known.mark
    named = zip(table["columns"], table["fields"], strict=True)
    held.naming = next((c for c, f in named if f == known.said["shape"]["identifier"]), "")
    held.unknown = len(unknown)
    held.samples = [", ".join(key) for key in unknown[:SHOWN]]
    model.Session.add(held)


def _keys_of_set(set_name: str, fields: Sequence[str]) -> Iterator[Key]:
    for row in entities_of(set_name).with_entities(EntityRecord.cells).yield_per(PAGE):
        yield tuple(row.cells.get(field, "") for field in fields)


def _keys_of_table(table: dict) -> Iterator[Key]:
    """Yield the distinct keys of a table that has one; a key with no value at all is free."""
    columns = table["columns"]
    asked = {
        "resource_id": table["resource_id"],
        "fields": columns,
        "distinct": True,
        "sort": ", ".join(f'"{column}"' for column in columns),
        "include_total": False,
        "limit": PAGE,
    }
    offset = 0
    while True:
        found = tk.get_action("datastore_search")(site_context(), {**asked, "offset": offset})
        for row in found["records"]:
            key = tuple("" if row[column] is None else str(row[column]) for column in columns)
            if any(key):
                yield key
        if len(found["records"]) < PAGE:
            return
        offset += PAGE


def _forget(set_name: str, resource_ids: set[str]) -> None:
    """Forget what was found of tables that refer to a set no more."""
    for held in of_set(set_name):
        if held.resource_id not in resource_ids:
            model.Session.delete(held)


def _referring_sets(set_name: str) -> list[str]:
    """Return the sets whose columns name entities of a set, but for drafts."""
    return [
        known.name
        for known in model.Session.query(ReferenceSet).order_by(ReferenceSet.name)
        if set_name in references_of(known).values()
        and standings.standing_of(known.name).state != DRAFT
    ]
