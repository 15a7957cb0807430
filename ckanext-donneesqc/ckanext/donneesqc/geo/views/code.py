"""Send the scripts and styles of maps."""

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.caching import kept
from ckanext.donneesqc.geo.code import FOLDER, compressed, mark, media_type
from ckanext.donneesqc.geo.views.blueprint import maps
from flask import make_response

FOREVER = "public, max-age=31536000, immutable"


@maps.get("/carte/code/<version>/<path:name>")
def code(version: str, name: str) -> Response:
    """Send a file, compressed if the browser likes; a page of another version must be reloaded."""
    content = compressed(name) if version == mark() else None
    if content is None:
        return tk.abort(404)
    zipped = "gzip" in tk.request.accept_encodings
    response = make_response(content if zipped else (FOLDER / name).read_bytes())
    response.headers["Content-Type"] = media_type(name)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return kept(response, FOREVER, True)
