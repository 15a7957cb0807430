"""Send what a reader sees, or all, in the format chosen."""

import shutil
from typing import cast

import ckan.plugins.toolkit as tk
from ckan.lib.munge import munge_title_to_name
from ckan.types import Response
from ckanext.donneesqc.apart import Busy, Stopped
from ckanext.donneesqc.geo import exports, municipal
from ckanext.donneesqc.geo.views.blueprint import (
    MARKED,
    Shown,
    cached,
    maps,
    refused,
    sent,
    shown_layer,
)
from ckanext.donneesqc.geo.views.question import asked, level, said_filters, wanted
from flask import send_file

from pipelines.geo.filters import NotUnderstood, Wanted
from pipelines.geo.names import NEAR
from pipelines.geo.query import read_page
from pipelines.geo.summary import TERRITORY

TYPES = {
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "shp": "application/zip",
    "csv": "text/csv",
    "fgb": "application/octet-stream",
}
YEAR = 365 * 86_400


@maps.get(f"{MARKED}/<layer>/donnees")
@asked
def download(name: str, resource_id: str, mark: str, layer: str) -> Response:
    """Send the features that match in a format and a reference system."""
    shown = shown_layer(name, resource_id, mark, layer)
    kind = tk.request.args.get("format", "geojson")
    system = tk.request.args.get("scr", exports.SYSTEMS[0])
    if kind not in TYPES or system not in exports.SYSTEMS:
        raise NotUnderstood(kind)
    territories = _territories(shown)
    question = wanted()
    part = "" if question == Wanted() else "-extrait"
    title = munge_title_to_name(shown.layer["title"]) or name
    called = f"{title}{part}-{system}.{exports.SUFFIXES[kind]}"
    try:
        if question == Wanted():
            path = exports.whole(shown.path, kind, system, territories)
            return sent(path, shown.public, YEAR, mimetype=TYPES[kind], download_name=called)
        if not read_page(shown.path, question, [], (0, 1)).total:
            return refused(tk._("Nothing matches: there is nothing to download."), 404)
        how = (kind, system, territories)
        path = exports.chosen(shown.path, how, said_filters(), question.extent)
    except Busy:
        return refused(tk._("Other downloads are being prepared. Try again in a minute."), 503)
    except Stopped:
        return refused(tk._("This file can’t be made. Choose another format."), 503)
    answer = send_file(path, mimetype=TYPES[kind], as_attachment=True, download_name=called)
    shutil.rmtree(path.parent)  # it is open: what is sent of it stays until it is closed
    return cached(cast(Response, answer), False, 0)


def _territories(shown: Shown) -> exports.Territories:
    if shown.layer["geometry"] != TERRITORY:
        return exports.NONE
    wanted_level = level(shown.layer)
    found = municipal.polygons() if wanted_level == municipal.LEVEL else None
    return exports.Territories(wanted_level, str(found.folder / NEAR) if found else "")
