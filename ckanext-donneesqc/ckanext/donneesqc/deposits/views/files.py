"""Send the files of versions: as they came, and as they were made from them."""

from pathlib import Path

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Response as Answer
from ckanext.donneesqc.caching import kept
from ckanext.donneesqc.deposits import records, shown, store, tables
from ckanext.donneesqc.deposits.model import Version
from ckanext.donneesqc.deposits.views.blueprint import about, dataset_of, page, pages
from flask import send_file

# its address has its content's hash; caches that many share ask again, for it may be withdrawn
FOREVER = "public, max-age=31536000, s-maxage=3600, immutable"
ASK_AGAIN = "public, no-cache"  # a raw file may be withdrawn; its tag makes asking cheap
BYTES = "application/octet-stream"
GONE = 410
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "datapackage": "application/json",
}


@pages.get("/dataset/<name>/versions/<int:number>/brut/<publication>/<file_name>")
def raw(name: str, number: int, publication: str, file_name: str) -> Answer:
    """Send a file as it came, from the version that it made; 410 and why once withdrawn."""
    package = dataset_of(name)
    asked = {"dataset": name, "resource": tk.request.args.get("table", ""), "number": number}
    try:
        version = tk.get_action("donneesqc_version_show")({}, asked)
    except (tk.ObjectNotFound, tk.ValidationError, tk.NotAuthorized):
        return tk.abort(404)
    if version["withdrawn"]:
        said = about(package, version["resource"], tables.tables_of(package)) | {"version": version}
        return page("deposits/withdrawn.html", said, GONE)
    found = records.version_number(version["resource"], number)
    part = records.parts_of(found).get("" if publication == "-" else publication)
    if part is None or part.file_name != file_name:
        return tk.abort(404)
    path = store.raw(package["id"], part.id)
    return _sent(path, package, BYTES, part.file_name, part.sha256, ASK_AGAIN)


@pages.get("/dataset/<name>/fichiers/<sha256>/<file_name>")
def derived(name: str, sha256: str, file_name: str) -> Answer:
    """Send a file made from a version: its address changes with its content."""
    package = dataset_of(name)
    file = _made(package["id"], sha256)
    if file is None:
        return tk.abort(404)
    form, content = file["form"], file["sha256"]
    download = shown.file_name(package["name"], form)
    return _sent(
        store.derived(package["id"], content), package, MEDIA[form], download, content, FOREVER
    )


def _made(package_id: str, sha256: str) -> dict | None:
    """Return a file of this content made from a version that readers may have."""
    query = model.Session.query(Version).filter(
        Version.package_id == package_id, Version.withdrawn.is_(None)
    )
    version = query.filter(Version.files.contains([{"sha256": sha256}])).first()
    files = version.files if version else []
    return next((file for file in files if file["sha256"] == sha256), None)


def _sent(path: Path, package: dict, kind: str, name: str, sha256: str, caching: str) -> Answer:
    """Answer with a file, whole or in part; nobody but its readers keeps a private one."""
    if not path.exists():
        return tk.abort(404)
    sent = send_file(path, mimetype=kind, as_attachment=True, download_name=name, etag=sha256)
    public = not package["private"] and package["state"] == "active"
    return kept(sent, caching, public)
