"""The pages of deposits, for those who may change the dataset."""

import json
from pathlib import PurePath

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.deposits import store
from ckanext.donneesqc.deposits.states import ACTIVE
from ckanext.donneesqc.deposits.views.blueprint import (
    CONFLICT,
    edited_dataset,
    page,
    page_number,
    pager,
    pages,
    private,
    protect,
    sentences,
)
from flask import make_response, send_file
from markupsafe import Markup

from pipelines.deposit import PAGE, REPORT

SHOWN = 20
NO_CONTENT = 204
FILES = {"html": (PAGE, "text/html"), "json": (REPORT, "application/json")}
MOVING = set(ACTIVE)


@pages.get("/dataset/<name>/depots")
def deposits(name: str) -> Response:
    """List the deposits of a dataset, newest first."""
    package = edited_dataset(name)
    asked = {"dataset": name, "limit": SHOWN, "offset": (page_number() - 1) * SHOWN}
    found = tk.get_action("donneesqc_deposit_list")({}, asked)
    links = pager("donneesqc_deposits.deposits", found["results"], found["count"], SHOWN, name=name)
    shown = {"pkg_dict": package, "found": found, "page": links}
    return private(page("deposits/deposits.html", shown))


@pages.get("/dataset/<name>/depots/<deposit_id>")
def deposit(name: str, deposit_id: str) -> Response:
    """Show where a deposit is, and its report."""
    return _deposit_page(name, deposit_id, [], 200)


@pages.get("/dataset/<name>/depots/<deposit_id>/avancement")
def progress(name: str, deposit_id: str) -> Response:
    """Send the part of the page that moves, or nothing when the page shows it already (`vu`)."""
    package = edited_dataset(name)
    found = _deposit(package, deposit_id)
    if tk.request.args.get("vu") == mark_of(found):
        return private(make_response("", NO_CONTENT))
    return private(page("deposits/snippets/deposit.html", _shown(package, found, [])))


@pages.post("/dataset/<name>/depots/<deposit_id>/<any(reprendre, annuler):deed>")
def act(name: str, deposit_id: str, deed: str) -> Response:
    """Try a deposit again at once, or cancel it."""
    protect()
    found = _deposit(edited_dataset(name), deposit_id)
    action = {"reprendre": "donneesqc_deposit_resume", "annuler": "donneesqc_deposit_cancel"}[deed]
    try:
        tk.get_action(action)({}, {"id": found["id"]})
    except tk.ValidationError as error:
        return _deposit_page(name, deposit_id, sentences(error), CONFLICT)
    return tk.redirect_to("donneesqc_deposits.deposit", name=name, deposit_id=found["id"])


@pages.get("/dataset/<name>/depots/<deposit_id>/rapport.<any(html, json):form>")
def report(name: str, deposit_id: str, form: str) -> Response:
    """Send the report of a deposit's check as a file."""
    package = edited_dataset(name)
    found = _deposit(package, deposit_id)
    if not found["report_address"]:
        return tk.abort(404)
    kept, kind = FILES[form]
    path = store.prepared(package["id"], found["id"]) / kept
    download = f"{PurePath(found['file_name']).stem}-rapport.{form}"
    sent = send_file(path, mimetype=kind, as_attachment=True, download_name=download)
    return private(sent)


def mark_of(found: dict) -> str:
    """Return what changes when the page of a deposit does."""
    problem = found["problem"] or {}
    return json.dumps(
        [found["state"], found["since"], problem.get("code"), problem.get("retry_at")]
    )


def _deposit_page(name: str, deposit_id: str, errors: list[str], status: int) -> Response:
    package = edited_dataset(name)
    shown = _shown(package, _deposit(package, deposit_id), errors)
    return private(page("deposits/deposit.html", shown, status))


def _deposit(package: dict, deposit_id: str) -> dict:
    """Return a deposit of this dataset; answers 404 for another's."""
    try:
        found = tk.get_action("donneesqc_deposit_show")({}, {"id": deposit_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404)
    return found if found["dataset"] == package["name"] else tk.abort(404)


def _shown(package: dict, found: dict, errors: list[str]) -> dict:
    language, body = _report_of(package, found)
    return {
        "pkg_dict": package,
        "deposit": found,
        "errors": errors,
        "moving": found["state"] in MOVING,
        "mark": mark_of(found),
        "report": body,
        "report_language": language,
    }


def _report_of(package: dict, found: dict) -> tuple[str, Markup]:
    """Return the language of a report and what it says, without the frame of a page of its own.

    The report escapes every word of the file, so its own marks are the only ones.
    """
    if not found["report_address"]:
        return "", Markup("")
    text = (store.prepared(package["id"], found["id"]) / PAGE).read_text(encoding="utf-8")
    language = text.partition('lang="')[2].partition('"')[0]
    inside = text.partition("<main>")[2].partition("</main>")[0]
    return language, Markup(inside)  # noqa: S704
