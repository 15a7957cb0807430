"""Show where a set stands: its page, its certificate, its badge, the key that signs."""

import json

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, Response
from ckanext.donneesqc.caching import kept
from ckanext.donneesqc.reference import shown
from ckanext.donneesqc.reference.certification import key, log, roles
from ckanext.donneesqc.reference.certification import shown as certified
from ckanext.donneesqc.reference.certification.standings import standing_of, state_today
from ckanext.donneesqc.reference.certification.words import declared_words, state_words
from ckanext.donneesqc.reference.model import ReferenceSet
from ckanext.donneesqc.reference.reports import latest
from ckanext.donneesqc.reference.sets import is_public, package_of
from ckanext.donneesqc.reference.views.blueprint import BASE, pages, readable_set
from flask import make_response

from pipelines.certification.states import moves_of

LINES = 20
LOG = "donneesqc_certification_log"
FRESH = "public, max-age=300"  # of what says a state
COLOURS = {
    "certifie": "#2f6b3a",
    "suspendu": "#8a5a00",
    "revoque": "#9b1c1c",
    "expire": "#9b1c1c",
    "soumis": "#1472bf",
    "brouillon": "#5a6576",
}
LETTER, PADDING = 7, 10  # units of a badge


@pages.get(f"{BASE}/<name>/certification")
def certification(name: str) -> Response:
    """Show the tests of a set, what they saw, what to correct first, and what was done."""
    return certification_page(readable_set(name), {}, [])


def certification_page(
    known: ReferenceSet, said: dict[str, str], errors: list[str], status: int = 200
) -> Response:
    """Return the page of a certification; `said`: what a form of it that comes back held."""
    acting = roles.roles_of(Context(user=tk.current_user.name), known)
    told = certified.certification(known, _language())
    data = {
        "set": shown.reference_set(known),
        "package": package_of(known),
        "organization": _organization(known),
        "tables": shown.published_tables(known),
        "told": told,
        "states": state_words(),
        "moves": moves_of(standing_of(known.name).state, acting),
        "acting": acting,
        "subjects": {"mandate": tk._("Mandate"), "method": tk._("Method")},
        "said": said,
        "errors": errors,
        "lines": log.lines_of(known.name, LINES, 0),
        "declared": declared_words(),
        "reports": latest(known.name) if acting else [],
        "page_address": _address("certification", known.name),
        "log_address": f"{tk.url_for('api.action', ver=3, logic_function=LOG)}?name={known.name}",
        "badge": _address("badge", known.name),
    }
    return make_response(tk.render("reference/certification.html", data), status)


@pages.get(f"{BASE}/<name>/certificat")
def certificate(name: str) -> Response:
    """Send the certificate of a set, signed: JSON-LD."""
    known = readable_set(name)
    told = certified.signed_certificate(known)
    if told is None:
        return tk.abort(404, tk._("This set was not tested yet."))
    answer = make_response(json.dumps(told, ensure_ascii=False, indent=1))
    answer.mimetype = "application/ld+json"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return _fresh(answer, known)


@pages.get(f"{BASE}/<name>/insigne.svg")
def badge(name: str) -> Response:
    """Send the badge of a set, which says its state of today, for the pages of any site."""
    known = readable_set(name)
    words = tk._("Reference data")
    if known.said["demonstration"]:
        words = tk._("Demonstration")
    told = state_today(known.name)
    state = state_words()[told]
    data = {
        "left": words,
        "right": state,
        "widths": [len(part) * LETTER + 2 * PADDING for part in (words, state)],
        "colour": COLOURS[told],
    }
    answer = make_response(tk.render("reference/badge.svg", data))
    answer.mimetype = "image/svg+xml"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return _fresh(answer, known)


@pages.get("/certification/cle.pem")
def key_file() -> Response:
    """Send the public key by which certificates are checked."""
    answer = make_response(key.public())
    answer.mimetype = "application/x-pem-file"
    return kept(answer, FRESH, public=True)


def _fresh(answer: Response, known: ReferenceSet) -> Response:
    """Let caches keep what says a state for five minutes, and nobody keep another's."""
    return kept(answer, FRESH, is_public(known))


def _organization(known: ReferenceSet) -> str:
    owner = model.Group.get(package_of(known).owner_org)
    return (owner.title or owner.name) if owner else "—"


def _address(view: str, name: str) -> str:
    """Return the whole address of a page of a set, without the language of who asks."""
    return tk.url_for(f"donneesqc_reference.{view}", name=name, locale="default", _external=True)


def _language() -> str:
    return "en" if tk.h.lang().startswith("en") else "fr"
