"""Tell the browser what there is to draw."""

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.geo import described, making
from ckanext.donneesqc.geo.views.blueprint import BASE, cached, maps, readable
from flask import jsonify


@maps.get(f"{BASE}/etat.json")
def state(name: str, resource_id: str) -> Response:
    """Say whether a map can be seen, and where its parts are; have it made if it isn't yet."""
    package, resource = readable(name, resource_id)
    known = making.ensure(resource, package)
    return cached(jsonify(described.describe(known, package, resource)), False, 0)


@maps.get(BASE)
def embedded(name: str, resource_id: str) -> str:
    """Show a map alone."""
    package, resource = readable(name, resource_id)
    return tk.render("geo/embedded.html", {"package": package, "resource": resource})
