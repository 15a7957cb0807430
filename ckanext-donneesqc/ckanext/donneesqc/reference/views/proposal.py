"""Let an organisation propose one of its datasets as a reference."""

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, ErrorDict, Response
from ckanext.donneesqc.reference import register
from ckanext.donneesqc.reference.declarations import completed
from ckanext.donneesqc.reference.schema import MOST_NOTICE
from ckanext.donneesqc.reference.sets import said_of, set_of
from ckanext.donneesqc.reference.views.blueprint import checked_form, pages
from flask import make_response

UNPROCESSABLE = 422
ADDRESS = "/dataset/<dataset>/reference"
Said = dict[str, Any]
TEXTS = ("official", "mandate", "steward")


@pages.get(ADDRESS)
def proposal_form(dataset: str) -> Response:
    """Show the form, with what was declared before."""
    package = _package(dataset)
    return _form(package, _declared(package), {})


@pages.post(ADDRESS)
def propose(dataset: str) -> Response:
    """Declare the dataset, or show the form again with what is wrong."""
    given, package = checked_form(), _package(dataset)
    said: Said = {name: given.get(name, "").strip() for name in (*_declared(package),)}
    said["names"] = given.getlist("names")
    errors = _errors(said)
    if not errors:
        try:
            action = tk.get_action("donneesqc_reference_declare")
            told = action(Context(user=tk.current_user.name), _asked(package, said))
        except tk.ValidationError as reason:
            errors = reason.error_dict
        else:
            tk.h.flash_success(tk._("The dataset is declared as a reference."))
            return tk.redirect_to("donneesqc_reference.certification", name=told["name"])
    return _form(package, said, errors, UNPROCESSABLE)


def _package(dataset: str) -> model.Package:
    """Return a dataset that the person may change, and that has a table; 403 or 404 otherwise."""
    found = model.Package.get(dataset)
    if found is None or not tk.h.check_access("package_show", {"id": found.id}):
        return tk.abort(404)
    if not tk.h.check_access("package_update", {"id": found.id}):
        return tk.abort(403)
    return found


def _declared(package: model.Package) -> Said:
    said = completed({}, said_of(package.id))
    shape, promises = said["shape"], said["promises"]
    return {
        **{name: said.get(name, "") for name in TEXTS},
        "identifier": shape["identifier"],
        "name": shape["name"],
        "names": list(shape["names"]),
        "vintage": said["vintage"],
        "notice": str(said["notice"]),
        **{kind: tk.h.dq_number(promises[kind]) for kind in ("files", "api")},
    }


def _errors(said: Said) -> ErrorDict:
    found: ErrorDict = {}
    for name in (*TEXTS, "identifier", "name"):
        if not said[name]:
            found[name] = [tk._("“{label}” is missing.").format(label=labels()[name])]
    if said["identifier"] and said["identifier"] == said["name"]:
        found["name"] = [tk._("The names and the identifiers aren’t in the same column.")]
    for kind in ("files", "api"):
        share = _number(said[kind])
        if share is None or not 0 <= share <= 100:  # noqa: PLR2004 - percent
            found[kind] = [tk._("A promise is a percentage, such as 99.5.")]
    plain = said["notice"].isascii() and said["notice"].isdecimal()
    if not plain or len(said["notice"]) > len(str(MOST_NOTICE)):
        found["notice"] = [tk._("The notice is a number of days.")]
    return found


def labels() -> dict[str, str]:
    """Return what the form calls each field."""
    return {
        "official": tk._("Official source"),
        "mandate": tk._("Mandate: by what right it is published"),
        "steward": tk._("Steward: who answers for it"),
        "identifier": tk._("Column of the identifiers"),
        "name": tk._("Column of the names"),
        "vintage": tk._("Column of the vintages, if there is one"),
        "files": tk._("Promise: percentage of the time during which files answer"),
        "api": tk._("Promise: percentage of the time during which the API answers"),
        "notice": tk._("Days of notice before a breaking change"),
    }


def _asked(package: model.Package, said: Said) -> dict:
    """Return what the action is given; what the form doesn't ask stays as it was declared."""
    before = completed({}, said_of(package.id))
    shape = {
        **before["shape"],
        "identifier": said["identifier"],
        "name": said["name"],
        "names": said["names"],
    }
    return {
        **before,
        **{name: said[name] for name in (*TEXTS, "vintage")},
        "dataset": package.name,
        "shape": shape,
        "notice": int(said["notice"]),
        "promises": {kind: _number(said[kind]) for kind in ("files", "api")},
    }


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _form(package: model.Package, said: Said, errors: ErrorDict, status: int = 200) -> Response:
    data = {
        "pkg_dict": tk.get_action("package_show")({}, {"id": package.id}),
        "package": package,
        "said": said,
        "errors": errors,
        "labels": labels(),
        "columns": register.columns_of(package.id),
        "known": set_of(package.id),
    }
    return make_response(tk.render("reference/proposal.html", data), status)
