"""Show the reference datasets, and look for an entity in one."""

import ckan.plugins.toolkit as tk
from ckan.lib.pagination import Page
from ckan.types import Context, Response
from ckanext.donneesqc.reference import forms, shown
from ckanext.donneesqc.reference.certification import roles
from ckanext.donneesqc.reference.certification.facet import SAID_TO_NOBODY
from ckanext.donneesqc.reference.certification.standings import states_today
from ckanext.donneesqc.reference.certification.words import state_words
from ckanext.donneesqc.reference.entities import entities_of
from ckanext.donneesqc.reference.lookups import TooLarge, service_of
from ckanext.donneesqc.reference.model import ReferenceSet
from ckanext.donneesqc.reference.sets import package_of
from ckanext.donneesqc.reference.views.blueprint import BASE, pages, readable_set
from ckanext.donneesqc.reference.views.negotiation import for_machines, none_suits, wanted_form
from flask import make_response

from pipelines.certification.states import SUBMITTED
from pipelines.matching.lookup import MOST

SCHEME = {form: forms.MEDIA[form] for form in ("html", "jsonld")}
ROWS, FARTHEST, LONGEST = 50, 100_000, 200  # entities and pages; letters of a question


@pages.get(BASE)
def index() -> Response:
    """List the reference datasets, what waits for an answer first for who certifies."""
    known = tk.get_action("donneesqc_reference_list")({}, {})
    states = states_today(item["name"] for item in known)
    is_certifier = roles.is_certifier(Context(user=tk.current_user.name))
    data = {
        "sets": known,
        "states": states,
        "words": state_words(),
        "silent": () if is_certifier else SAID_TO_NOBODY,
        "waiting": [it for it in known if is_certifier and states[it["name"]] == SUBMITTED],
    }
    return make_response(tk.render("reference/index.html", data))


@pages.get(f"{BASE}/<name>")
def read(name: str) -> Response:
    """Show a set and the entities that a reader looks for, or send it to machines."""
    known = readable_set(name)
    wanted = wanted_form(SCHEME)
    answer = _page(known) if wanted == "html" else _scheme(known, wanted)
    answer.vary.add("Accept")
    return answer


@pages.get(f"{BASE}/<name>.jsonld")
def scheme(name: str) -> Response:
    """Send a set as the scheme of its entities."""
    return _scheme(readable_set(name), "jsonld")


def _scheme(known: ReferenceSet, wanted: str) -> Response:
    if not wanted:
        here = shown.address(known.name)
        return none_suits([here, f"{here}.jsonld"], known)
    answer = make_response(forms.scheme(known, package_of(known).title or known.name))
    answer.mimetype = forms.MEDIA["jsonld"]
    return for_machines(answer, known)


def _page(known: ReferenceSet) -> Response:
    """Return the page of a set, with the entities that a reader looks for."""
    name = known.name
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
        "tables": shown.published_tables(known),
        "page": page,
        "question": question,
        "is_cut": bool(question) and len(found) in (MOST, ROWS),
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
    plain = said.isascii() and said.isdecimal() and len(said) <= len(str(FARTHEST))
    if not plain or not 1 <= int(said) <= FARTHEST:
        return tk.abort(404)
    return int(said)
