"""Let those who have a role act on a certification, from its page."""

import ckan.plugins.toolkit as tk
from ckan.types import Context, Response
from ckanext.donneesqc.reference.views.blueprint import BASE, checked_form, pages, readable_set
from ckanext.donneesqc.reference.views.certification import certification_page

UNPROCESSABLE = 422
# what a form asks → the action that does it, and the fields that the action wants
ACTS = {
    "etat": ("donneesqc_certification_move", ("state", "reason")),
    "attester": ("donneesqc_attestation_create", ("subject", "role", "document")),
    "tester": ("donneesqc_certification_run", ()),
}


@pages.post(f"{BASE}/<name>/certification")
def act(name: str) -> Response:
    """Do what a form of the page asks, or show it again with what is wrong."""
    given = checked_form()
    known = readable_set(name)
    action, fields = ACTS.get(given.get("acte", ""), ("", ()))
    if not action:
        return tk.abort(400)
    said = {field: given.get(field, "").strip() for field in fields}
    try:
        tk.get_action(action)(Context(user=tk.current_user.name), {"name": name, **said})
    except tk.NotAuthorized:
        return tk.abort(403)
    except tk.ValidationError as reason:
        errors = list(reason.error_summary.values())
        return certification_page(known, {**said, "acte": given["acte"]}, errors, UNPROCESSABLE)
    tk.h.flash_success(_done(given["acte"]))
    return tk.redirect_to("donneesqc_reference.certification", name=name)


def _done(act: str) -> str:
    return {
        "etat": tk._("The state was changed."),
        "attester": tk._("Your attestation was written down."),
        "tester": tk._("The tests are under way: their answers will be here in a minute."),
    }[act]
