"""Sites of others that tests of maps ask: one that answers what it is told to, one with a WMS."""

import json

from tests.extension.geo.atlas import Atlas
from tests.unit.fetch.ministry import Answer, serve
from tests.unit.geo.live import PNG, Parameters, Plays, made_up, xml

SITE = "https://carto.exemple.qc.ca"
FOUND = {"features": [{"properties": {"nom": "Pont Laviolette"}}]}
IMAGE = serve(PNG, Content_Type="image/png")
ANSWERS = {
    "GetMap": IMAGE,
    "GetLegendGraphic": IMAGE,
    "GetFeatureInfo": serve(json.dumps(FOUND).encode(), Content_Type="application/json"),
}


def service_of_images() -> Plays:
    """Return how a site answers that has a WMS, and tiles of a background."""
    content = made_up("mapserver-wms-1.3.0", dtd="x.dtd")

    def play(said: Parameters) -> Answer:
        return xml(content) if said["REQUEST"] == "GetCapabilities" else ANSWERS[said["REQUEST"]]

    return Plays({"/wms": play, "/fond/7/45/37.png": lambda _: IMAGE})


def linked(atlas: Atlas, address: str, form: str = "GeoJSON") -> dict:
    """Add a resource that is elsewhere to the dataset."""
    about = {"name": "lieux", "format": form, "resource_type": "donnees", "url": address}
    return atlas.call("resource_create", package_id=atlas.dataset, **about)
