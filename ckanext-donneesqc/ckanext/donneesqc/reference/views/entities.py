"""Answer at the permanent address of an entity."""

import json
from urllib.parse import urlencode

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.reference import shown
from ckanext.donneesqc.reference.entities import find_entity, references_of, referring
from ckanext.donneesqc.reference.forms import MEDIA, WRITERS
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.rechecks import Naming, tables_naming
from ckanext.donneesqc.reference.sets import list_sets, package_of
from ckanext.donneesqc.reference.views.blueprint import (
    BASE,
    cached,
    pages,
    readable_set,
)
from ckanext.donneesqc.reference.whereabouts import whereabouts
from flask import make_response

MOVED, NONE_SUITS, GONE = 301, 406, 410


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
    if said["successor"]:
        return _moved(known, said["successor"], form)
    return _sent(known, found, said, form)


def _moved(known: ReferenceSet, successor: str, form: str) -> Response:
    answer = make_response("", MOVED)
    answer.headers["Location"] = shown.address(known.name, successor, form)
    return cached(answer, known)


def _sent(known: ReferenceSet, found: EntityRecord, said: dict, form: str) -> Response:
    status = GONE if found.gone else 200
    wanted = form or _wanted()
    if wanted == "html":
        return make_response(_page(known, found, said), status)
    if not wanted:
        answer = make_response("\n".join(said["forms"].values()), NONE_SUITS)
        answer.mimetype = "text/plain"
    else:
        after = [shown.address(known.name, item["successor"]) for item in said["successors"]]
        answer = make_response(WRITERS[wanted](known, found, after), status)
        answer.mimetype = MEDIA[wanted]
    answer.vary.add("Accept")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return cached(answer, known)


def _wanted() -> str:
    """Return the form that the request asks for, a page when it doesn't matter, "" for no form."""
    asked = tk.request.accept_mimetypes
    if not asked:
        return "html"
    best = asked.best_match(MEDIA.values())
    return next((form for form, media in MEDIA.items() if media == best), "")


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
        "numbers": _quantities(known),
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


def _quantities(known: ReferenceSet) -> set[str]:
    """Return the columns of numbers that are no codes nor years."""
    numbers = {item["name"] for item in known.columns if item.get("is_number")}
    return numbers - {known.said["shape"]["identifier"], known.said["vintage"]}
