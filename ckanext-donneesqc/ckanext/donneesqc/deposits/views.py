"""The pages of a dataset's versions and deposits, and the files that they lead to."""

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, Response
from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.model import Version
from flask import Blueprint, make_response, send_file

pages = Blueprint("donneesqc_deposits", __name__)

FOREVER = "public, max-age=31536000, immutable"
PRIVATE = "private, no-store"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "datapackage": "application/json",
}


@pages.get("/dataset/<name>/versions")
def versions(name: str) -> Response:
    """List the versions of a table."""
    return make_response("…")


@pages.get("/dataset/<name>/versions/<int:number>")
def version(name: str, number: int) -> Response:
    """Show one version."""
    return make_response("…")


@pages.get("/dataset/<name>/depots/<deposit_id>")
def deposit(name: str, deposit_id: str) -> Response:
    """Show a deposit to those who may write to the dataset."""
    return make_response("…")


@pages.get("/dataset/<name>/versions/<int:number>/brut/<publication>/<file_name>")
def raw(name: str, number: int, publication: str, file_name: str) -> Response:
    """Send a file as it came, from the version that it made."""
    package = _package(name)
    asked = {"dataset": name, "resource": tk.request.args.get("table", ""), "number": number}
    try:
        shown = tk.get_action("donneesqc_version_show")({}, asked)
    except (tk.ObjectNotFound, tk.ValidationError, tk.NotAuthorized):
        return tk.abort(404)
    if shown["withdrawn"]:
        return make_response(tk.render("deposits/withdrawn.html", {"version": shown}), 410)
    found = records.version_number(shown["resource"], number)
    part = found.parts.get("" if publication == "-" else publication)
    if part is None:
        return tk.abort(404)
    path = store.raw(package["id"], part)
    return _attached(path, package, "application/octet-stream", file_name, "public, max-age=86400")


@pages.get("/dataset/<name>/fichiers/<sha256>/<file_name>")
def derived(name: str, sha256: str, file_name: str) -> Response:
    """Send a file made from a version: its address changes with its content."""
    package = _package(name)
    form = _form_of(package["id"], sha256)
    path = store.derived(package["id"], sha256) if form else None
    if path is None or not path.exists():
        return tk.abort(404)
    return _attached(path, package, MEDIA[form], file_name, FOREVER)


def _package(name: str) -> dict:
    """Return the dataset, or answer 404 to whom may not see it."""
    try:
        return tk.get_action("package_show")(Context(), {"id": name})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404)


def _form_of(package_id: str, sha256: str) -> str | None:
    query = model.Session.query(Version).filter(
        Version.package_id == package_id, Version.withdrawn.is_(None)
    )
    wanted = query.filter(Version.files.contains([{"sha256": sha256}])).first()
    files = wanted.files if wanted else []
    return next((file["form"] for file in files if file["sha256"] == sha256), None)


def _attached(path, package: dict, kind: str, name: str, caching: str) -> Response:
    response = send_file(path, mimetype=kind, as_attachment=True, download_name=name)
    public = not package["private"] and package["state"] == "active"
    response.headers["Cache-Control"] = caching if public else PRIVATE
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not public:
        tk.request.environ["__no_cache__"] = True
    return response
