"""Let readers report an error to who answers for a set."""

import re

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.reference import reports, shown
from ckanext.donneesqc.reference.entities import find_entity
from ckanext.donneesqc.reference.reports import LONGEST, SHORTEST, TooMany
from ckanext.donneesqc.reference.sets import package_of
from ckanext.donneesqc.reference.views.blueprint import BASE, checked_form, pages, readable_set
from flask import make_response

UNPROCESSABLE, TOO_MANY = 422, 429
ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
TRAP = "site"  # a field that people don't see


@pages.get(f"{BASE}/<name>/signaler")
def report_form(name: str) -> Response:
    """Show the form."""
    return _form(name, {"identifier": tk.request.args.get("identifiant", "")})


@pages.post(f"{BASE}/<name>/signaler")
def report(name: str) -> Response:
    """Write down what a reader reports; what a machine fills in is dropped in silence."""
    given, known = checked_form(), readable_set(name)
    said = {key: given.get(key, "").strip() for key in ("identifier", "words", "answer_to")}
    errors = _errors(name, said)
    if errors:
        return _form(name, said, errors, UNPROCESSABLE)
    if not given.get(TRAP):
        try:
            reports.write_down(known, said["identifier"], said["words"], said["answer_to"])
        except TooMany:
            return _form(name, said, [tk._("Too many reports: try again in an hour.")], TOO_MANY)
    tk.h.flash_success(tk._("Thank you: your report is on its way."))
    return tk.redirect_to("donneesqc_reference.read", name=name)


def _errors(name: str, said: dict[str, str]) -> list[str]:
    found = []
    if not SHORTEST <= len(said["words"]) <= LONGEST:
        found.append(tk._("Say in a few words what is wrong."))
    if said["answer_to"] and not ADDRESS.fullmatch(said["answer_to"]):
        found.append(tk._("This e-mail address can’t be one."))
    if said["identifier"] and find_entity(name, said["identifier"]) is None:
        found.append(tk._("This identifier was never given."))
    return found


def _form(
    name: str, said: dict[str, str], errors: list[str] | None = None, status: int = 200
) -> Response:
    known = readable_set(name)
    data = {
        "set": shown.heading(known),
        "package": package_of(known),
        "said": said,
        "errors": errors or [],
        "trap": TRAP,
    }
    return make_response(tk.render("reference/report.html", data), status)
