"""Send what live services answer: images of their layers, legends, what is at a place.

Where nginx is in front, it asks the service `map-services`: the portal doesn't wait for others.
"""

import functools
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.apart import Busy, Places
from ckanext.donneesqc.geo import config, described
from ckanext.donneesqc.geo.views.blueprint import MARKED, cached, maps, refused, shown_layer
from flask import make_response

from pipelines.geo.services.relay import BACKGROUND, OK, Relay, open_relay
from pipelines.geo.summary import RASTER

ASKED = re.compile(r"[a-z]+(/-?\d+(\.\d+)?)*")  # « ici/12/-72.5/46.3 »
HOUR, DAY = 3600, 86_400
AT_ONCE = 3  # questions that the portal asks itself, without nginx


@maps.get(f"{MARKED}/<layer>/en-direct/<path:asked>")
def live(name: str, resource_id: str, mark: str, layer: str, asked: str) -> Response:
    """Send one image of a layer, its legend, or what it has at a place."""
    shown = shown_layer(name, resource_id, mark, layer)
    if shown.layer["geometry"] != RASTER or not ASKED.fullmatch(asked):
        return tk.abort(404)
    place = shown.folder.relative_to(config.folder()).as_posix()
    return _sent(f"{place}/{shown.layer['drawing']}/{asked}", shown.public, HOUR)


@maps.get("/carte/fond/<int:z>/<int:x>/<int:y>")
def background_tile(z: int, x: int, y: int) -> Response:
    """Send one image of the background that the portal's operator chose."""
    template = config.background_tiles()
    if not template:
        return tk.abort(404)
    return _sent(f"{BACKGROUND}/{z}/{x}/{y}", True, DAY, template)


def _sent(path: str, public: bool, seconds: int, template: str = "") -> Response:
    if not config.services_accel():
        return _asked(path, public, seconds, template)
    said = urlencode(
        {"langue": described.language(), **({"gabarit": template} if template else {})}
    )
    response = make_response()
    del response.headers["Content-Type"]  # the answer has its own
    response.headers["X-Accel-Redirect"] = f"{config.services_accel()}/{quote(path)}?{said}"
    return cached(response, public, seconds)


def _asked(path: str, public: bool, seconds: int, template: str) -> Response:
    try:
        with Places(config.folder(), "service", AT_ONCE).hold():
            told = relay_of(config.folder()).tell(path, template, described.language())
    except Busy:
        return refused(tk._("The portal is busy. Try again in a minute."), 503)
    response = make_response(told.content, told.status)
    response.headers["Content-Type"] = told.media
    return cached(response, public and told.status == OK, seconds)


@functools.cache
def relay_of(folder: Path) -> Relay:
    """Return what answers for the maps of a folder."""
    return open_relay(folder)
