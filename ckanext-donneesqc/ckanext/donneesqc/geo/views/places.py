"""Find the place that a reader types."""

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.geo.views.blueprint import cached, maps
from flask import jsonify

from pipelines.geo.places import Place, find_places

DAY, LONGEST = 86_400, 100


@maps.get("/carte/lieux")
def places() -> Response:
    """Send the regions, MRC and municipalities whose name has what is typed."""
    typed = tk.request.args.get("q", "")[:LONGEST]
    found = [
        {"name": place.name, "kind": _kind(place), "bounds": place.bounds}
        for place in find_places(typed)
    ]
    return cached(jsonify({"places": found}), True, DAY)


def _kind(place: Place) -> str:
    """Say what a place is, and in which region."""
    kinds = {"region": tk._("administrative region"), "mrc": tk._("MRC")}
    kind = kinds.get(place.kind, place.kind.lower())
    return f"{kind}, {place.within}" if place.within else kind
