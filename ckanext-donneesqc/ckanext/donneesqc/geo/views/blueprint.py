"""What the addresses of maps share."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import quote

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.caching import kept
from ckanext.donneesqc.geo import config, municipal, store
from ckanext.donneesqc.geo.maps import known_map
from ckanext.donneesqc.geo.model import Map, State
from flask import Blueprint, abort, jsonify, make_response, send_file

maps = Blueprint("donneesqc_geo", __name__)
BASE = "/dataset/<name>/resource/<resource_id>/carte"
MARKED = f"{BASE}/<mark>"
GONE, HOUR = 410, 3600


@dataclass(frozen=True)
class Shown:
    """A layer that a reader may see, and whether everybody may."""

    map: Map
    layer: dict
    folder: Path
    public: bool

    @property
    def path(self) -> Path:
        """Return the GeoPackage of its features."""
        return self.folder / self.layer["file"]


def readable(name: str, resource_id: str) -> tuple[dict, dict]:
    """Return a dataset and its resource to those who may see them, or answer 404."""
    try:
        package = tk.get_action("package_show")({}, {"id": name})
        tk.check_access("donneesqc_map_show", {}, {"resource": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404)
    found = next((item for item in package["resources"] if item["id"] == resource_id), None)
    return (package, found) if found else tk.abort(404)


def shown_layer(name: str, resource_id: str, mark: str, layer: str) -> Shown:
    """Return a layer of a map, or answer 404; 410 when the map was made anew since."""
    package, _ = readable(name, resource_id)
    known = known_map(resource_id)
    if known is not None and (known.mark != mark or not municipal.suits(known)):
        return abort(refused(tk._("The map was made anew: reload the page."), GONE))
    if known is None or known.state != State.READY:
        return tk.abort(404)
    found = next((item for item in known.layers if item["name"] == layer), None)
    if found is None:
        return tk.abort(404)
    return Shown(known, found, store.folder(resource_id, mark), is_public(package))


def is_public(package: dict) -> bool:
    """Say whether everybody may see a dataset."""
    return not package["private"] and package["state"] == "active"


def refused(sentence: str, status: int) -> Response:
    """Answer that a question has no answer, in words."""
    return make_response(jsonify({"error": sentence}), status)


def sent(path: Path, public: bool, seconds: int, **named: str) -> Response:
    """Send a file of a map: nginx does it, where there is one, and serves parts of it too.

    `named`: mimetype, and download_name for a file to keep.
    """
    if not config.accel():
        name = named.get("download_name")
        response = send_file(
            path, named["mimetype"], as_attachment=name is not None, download_name=name
        )
        return cached(cast(Response, response), public, seconds)
    response = make_response()
    place = quote(path.relative_to(config.folder()).as_posix())
    response.headers["X-Accel-Redirect"] = f"{config.accel()}/{place}"
    response.headers["Content-Type"] = named["mimetype"]
    if "download_name" in named:
        response.headers.set("Content-Disposition", "attachment", filename=named["download_name"])
    return cached(response, public, seconds)


def cached(response: Response, public: bool, seconds: int) -> Response:
    """Let browsers keep an answer that everybody may see, and nobody keep another.

    Caches that many share ask again within an hour: a file may be withdrawn.
    """
    return kept(response, f"public, max-age={seconds}, s-maxage={min(seconds, HOUR)}", public)
