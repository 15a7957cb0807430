"""Say what a set and an entity are, in the words of the API."""

from collections.abc import Sequence

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.donneesqc.reference.entities import count_entities
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.sets import Listed, find_set, is_public, package_of
from ckanext.donneesqc.reference.successions import followings, sole_successor, succeeded

FORMS = ("jsonld", "geojson", "csv")


def is_visible(known: ReferenceSet) -> bool:
    """Say whether the reader may see a set's dataset."""
    if known.package is None:
        return False
    return is_public(known) or tk.h.check_access("package_show", {"id": known.package_id})


def may_see(listed: Listed) -> bool:
    """Say whether the reader may see a listed set."""
    if listed.is_public:
        return True
    known = find_set(listed.name)
    return known is not None and is_visible(known)


def heading(known: ReferenceSet) -> dict:
    """Return what every page of a set says of it."""
    package = package_of(known)
    return {
        "name": known.name,
        "title": package.title or package.name,
        "dataset": package.name,
        "demonstration": known.said["demonstration"],
    }


def reference_set(known: ReferenceSet) -> dict:
    """Return what is known of a set."""
    return reference_sets([known])[0]


def reference_sets(sets: Sequence[ReferenceSet]) -> list[dict]:
    """Return what is known of some sets, in as many questions as of one."""
    names = [known.name for known in sets]
    counts, after = count_entities(names), succeeded(names)
    return [_set(known, counts[known.name], after[known.name]) for known in sets]


def _set(known: ReferenceSet, count: int, after: set[str]) -> dict:
    return {
        **known.said,
        **heading(known),
        "columns": known.columns,
        "table": known.resource_id,
        "vintage_column": known.said["vintage"],
        "vintage": known.newest,
        "succeeded": sorted(after),
        "entities": count,
        "address": address(known.name),
        "reconciliation": tk.url_for(
            "donneesqc_reconciliation.answer", name=known.name, locale="default", _external=True
        ),
    }


def published_tables(known: ReferenceSet) -> list:
    """Return what readers should know of the dataset's tables, such as a change to come."""
    shown = tk.get_action("package_show")(Context(ignore_auth=True), {"id": known.package_id})
    return tk.h.dq_published_tables(shown)


def entity(found: EntityRecord) -> dict:
    """Return what is known of an entity."""
    after = followings(found.set_name, found.identifier) if found.gone else []
    here = address(found.set_name, found.identifier)
    return {
        "set": found.set_name,
        "identifier": found.identifier,
        "name": found.name,
        "cells": found.cells,
        "gone": found.gone,
        "first_vintage": found.first_vintage,
        "last_vintage": found.last_vintage,
        "successors": [vars(item) for item in after],
        "successor": sole_successor(after),
        "address": here,
        "forms": {form: f"{here}.{form}" for form in FORMS},
    }


def address(name: str, identifier: str = "", form: str = "") -> str:
    """Return the permanent address of a set, or of one of its entities in some form."""
    # the site's address, without the language of who asks
    if not identifier:
        return tk.url_for("donneesqc_reference.read", name=name, locale="default", _external=True)
    said = f"{identifier}.{form}" if form else identifier
    place = {"name": name, "identifier": said}
    return tk.url_for("donneesqc_reference.entity", **place, locale="default", _external=True)
