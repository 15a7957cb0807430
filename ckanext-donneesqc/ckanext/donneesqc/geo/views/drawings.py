"""Send what a browser draws: GeoJSON, tiles, the background."""

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.geo import municipal
from ckanext.donneesqc.geo.views.blueprint import (
    GONE,
    MARKED,
    cached,
    maps,
    refused,
    sent,
    shown_layer,
)
from flask import abort, make_response

from pipelines.geo.names import AFAR, NEAR
from pipelines.geo.territories import geometry_file, light_geometry

YEAR, DAY = 365 * 86_400, 86_400
TYPES = {".geojson": "application/geo+json", ".pmtiles": "application/vnd.pmtiles"}
BACKGROUNDS = ("regions-administratives", "mrc")
FROM_AFAR = "-simplifie"


@maps.get(f"{MARKED}/<layer>/dessin<suffix>")
def drawing(name: str, resource_id: str, mark: str, layer: str, suffix: str) -> Response:
    """Send a layer's drawing, whole or the part asked for; its address changes with its content."""
    shown = shown_layer(name, resource_id, mark, layer)
    path = shown.folder / shown.layer["drawing"]
    if path.suffix != suffix or suffix not in TYPES:
        return tk.abort(404)
    return sent(path, shown.public, YEAR, mimetype=TYPES[suffix])


@maps.get("/carte/fond/<name>.geojson")
def background(name: str) -> Response:
    """Send the polygons of the regions or of the MRC, or those to be seen from afar."""
    level = name.removesuffix(FROM_AFAR)
    if level not in BACKGROUNDS:
        return tk.abort(404)
    content = geometry_file(name).read_bytes() if level == name else light_geometry(level)
    response = make_response(content)
    response.headers["Content-Type"] = TYPES[".geojson"]
    response.add_etag()
    response.make_conditional(tk.request.environ)
    return cached(response, True, DAY)


@maps.get(f"/carte/fond/<mark>/<any('{NEAR}', '{AFAR}'):name>")
def municipalities(mark: str, name: str) -> Response:
    """Send the polygons of the municipalities; their address changes with them."""
    found = municipal.polygons()
    if found is None or found.mark != mark:
        return abort(refused(tk._("The map was made anew: reload the page."), GONE))
    return sent(found.folder / name, True, YEAR, mimetype=TYPES[".geojson"])
