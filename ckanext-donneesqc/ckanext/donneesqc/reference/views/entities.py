"""Answer at the permanent address of an entity."""

import json
from urllib.parse import urlencode

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.reference import shown
from ckanext.donneesqc.reference.entities import (
    find_entity,
    quantities_of,
    references_of,
    referring,
)
from ckanext.donneesqc.reference.forms import MEDIA, WRITERS
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.rechecks import Naming, tables_naming
from ckanext.donneesqc.reference.sets import list_sets, package_of
from ckanext.donneesqc.reference.views.blueprint import BASE, pages, readable_set
from ckanext.donneesqc.reference.views.negotiation import for_machines, none_suits, wanted_form
from ckanext.donneesqc.reference.whereabouts import whereabouts
from flask import make_response

MOVED, GONE = 301, 410


@pages.get(f"{BASE}/<name>/<identifier>")
def entity(name: str, identifier: str) -> Response:
    """Send an entity in the form that is asked for.

    301 to the one that surely follows it, 410 when it is gone and nothing surely does.
    """
    known = readable_set(name)
    found, form = find_entity(name, identifier), ""
    if found is None:
        plain, _, form = identifier.rpartition(".")
        found = find_entity(name, plain) if form in WRITERS else None
    if found is None:
        return tk.abort(404, tk._("This identifier was never given."))
    said = shown.entity(found)
    moved = said["successor"]
    answer = _moved(known, moved, form) if moved else _sent(known, found, said, form)
    answer.vary.add("Accept")
    return answer


def _moved(known: ReferenceSet, successor: str, form: str) -> Response:
    answer = make_response("", MOVED)
    answer.headers["Location"] = shown.address(known.name, successor, form)
    return for_machines(answer, known)


def _sent(known: ReferenceSet, found: EntityRecord, said: dict, form: str) -> Response:
    status = GONE if found.gone else 200
    wanted = form or wanted_form(MEDIA)
    if wanted == "html":
        return make_response(_page(known, found, said), status)
    if not wanted:
        return none_suits([said["address"], *said["forms"].values()], known)
    answer = make_response(WRITERS[wanted](known, found, said["successors"]), status)
    answer.mimetype = MEDIA[wanted]
    return for_machines(answer, known)


def _page(known: ReferenceSet, found: EntityRecord, said: dict) -> str:
    sets = [listed for listed in list_sets() if shown.may_see(listed)]
    data = {
        "set": shown.heading(known),
        "package": package_of(known),
        "entity": said,
        "targets": references_of(known),
        "whereabouts": whereabouts(known, found, sets),
        "referring": list(referring(found, sets)),
        "tables": _tables(found),
        "titles": {item["name"]: item["title"] for item in known.columns},
        "numbers": quantities_of(known),
    }
    return tk.render("reference/entity.html", data)


def _tables(found: EntityRecord) -> list[dict[str, str]]:
    """Return the tables of others that may name an entity, with the address of their rows."""
    return [
        {**vars(table), "rows": _rows_address(table, found.identifier)}
        for table in tables_naming(found.set_name)
    ]


def _rows_address(table: Naming, identifier: str) -> str:
    filters = json.dumps({table.column: identifier}, ensure_ascii=False)
    asked = urlencode({"resource_id": table.resource_id, "filters": filters})
    return f"{tk.url_for('api.action', logic_function='datastore_search', ver=3)}?{asked}"
