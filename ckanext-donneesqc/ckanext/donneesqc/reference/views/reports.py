"""Let readers report an error to who answers for a set."""

import ckan.plugins.toolkit as tk
from ckan.types import Context, ErrorDict, Response
from ckanext.donneesqc.reference import shown
from ckanext.donneesqc.reference.entities import find_entity
from ckanext.donneesqc.reference.model import ReferenceSet
from ckanext.donneesqc.reference.reports import TooMany, is_sent
from ckanext.donneesqc.reference.sets import package_of
from ckanext.donneesqc.reference.views.blueprint import BASE, checked_form, pages, readable_set
from flask import make_response

UNPROCESSABLE, TOO_MANY = 422, 429
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
    if not given.get(TRAP):
        try:
            context = Context(user=tk.current_user.name)
            tk.get_action("donneesqc_error_report_create")(context, {"name": name, **said})
        except tk.ValidationError as reason:
            status = TOO_MANY if isinstance(reason, TooMany) else UNPROCESSABLE
            return _form(name, said, reason.error_dict, status)
    tk.h.flash_success(_thanks(known))
    if said["identifier"] and find_entity(name, said["identifier"]):
        place = {"name": name, "identifier": said["identifier"]}
        return tk.redirect_to("donneesqc_reference.entity", **place)
    return tk.redirect_to("donneesqc_reference.read", name=name)


def _thanks(known: ReferenceSet) -> str:
    if is_sent(known):
        return tk._("Thank you: your report is on its way.")
    return tk._("Thank you: your report is kept, and waits for somebody to be named to receive it.")


def _form(
    name: str, said: dict[str, str], errors: "ErrorDict | None" = None, status: int = 200
) -> Response:
    known = readable_set(name)
    data = {
        "set": shown.heading(known),
        "package": package_of(known),
        "steward": known.said["steward"],
        "said": said,
        "errors": errors or {},
        "trap": TRAP,
    }
    return make_response(tk.render("reference/report.html", data), status)
