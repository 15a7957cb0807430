"""Show the reference datasets, and look for an entity in one."""

import ckan.plugins.toolkit as tk
from ckan.lib.pagination import Page
from ckan.types import Response
from ckanext.donneesqc.reference import shown
from ckanext.donneesqc.reference.entities import entities_of
from ckanext.donneesqc.reference.lookups import TooLarge, service_of
from ckanext.donneesqc.reference.model import ReferenceSet
from ckanext.donneesqc.reference.sets import package_of
from ckanext.donneesqc.reference.views.blueprint import BASE, pages, readable_set
from flask import make_response

ROWS, FARTHEST, LONGEST = 50, 100_000, 200  # entities and pages; letters of a question


@pages.get(BASE)
def index() -> Response:
    """List the reference datasets."""
    known = tk.get_action("donneesqc_reference_list")({}, {})
    return make_response(tk.render("reference/index.html", {"sets": known}))


@pages.get(f"{BASE}/<name>")
def read(name: str) -> Response:
    """Show a set, and the entities that a reader looks for."""
    known = readable_set(name)
    question = tk.request.args.get("q", "").strip()[:LONGEST]
    number = _page_number()
    if question:
        found, count = _found(known, question), None
    else:
        query = entities_of(name)
        count = query.order_by(None).count()
        found = query.offset((number - 1) * ROWS).limit(ROWS).all()
    if number > 1 and not found:
        tk.abort(404)
    page = Page(
        found,
        page=number,
        items_per_page=ROWS,
        item_count=count if count is not None else len(found),
        presliced_list=True,
        url=lambda page, **_: tk.h.url_for("donneesqc_reference.read", name=name, page=page),
    )
    data = {
        "set": shown.reference_set(known),
        "package": package_of(known),
        "page": page,
        "question": question,
    }
    return make_response(tk.render("reference/set.html", data))


def _found(known: ReferenceSet, question: str) -> list:
    """Return the entities that a question names, gone ones too, the likeliest first."""
    try:
        service = service_of(known, known.name, known.name)
    except TooLarge:
        return entities_of(known.name).filter_by(identifier=question).limit(ROWS).all()
    return [item.entity for item in service.lookup.find(question, limit=ROWS)] or (
        service.lookup.beginning(question, limit=ROWS)
    )


def _page_number() -> int:
    said = tk.request.args.get("page", "1")
    if not said.isascii() or not said.isdecimal() or not 1 <= int(said[:9]) <= FARTHEST:
        return tk.abort(404)
    return int(said)
