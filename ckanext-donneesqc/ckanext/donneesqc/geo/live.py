"""Say what a map of live images shows: its layers, with the addresses of their parts."""

import math
from pathlib import Path

import ckan.plugins.toolkit as tk

from pipelines.geo.services.images import service_in
from pipelines.geo.services.model import ServiceLayer
from pipelines.geo.services.relay import HERE, LEGEND, TILE

WHOLE = 559_082_264.0287178  # scale denominator of the world on one image of 256 pixels
SIZE = 256  # pixels
MAP = 1  # levels of images ahead of the map's zooms, which count in images of 512 pixels
HALF = 0.5  # images of a level are drawn from half a zoom before it


def image_layers(kept: list[dict], folder: Path, place: dict[str, str]) -> list[dict]:
    """Return the layers of the service whose description is in a folder; the first one is shown."""
    service = service_in(folder)
    return [_layer(layer, live, place) for layer, live in zip(kept, service.layers, strict=True)]


def _layer(layer: dict, live: ServiceLayer, place: dict[str, str]) -> dict:
    def address(asked: str) -> str:
        return tk.h.url_for("donneesqc_geo.live", **place, layer=layer["name"], asked=asked)

    return {
        "name": layer["name"],
        "title": live.title,
        "group": " › ".join(live.path),
        "description": live.abstract,
        "geometry": layer["geometry"],
        "features": 0,
        "drawn": 0,
        "extent": layer["extent"],
        "columns": [],
        "shown": layer["name"] == "layer-1",
        "drawing": {
            "kind": layer["geometry"],
            "address": f"{address(TILE)}/{{z}}/{{x}}/{{y}}",
            "size": SIZE,
            **_zooms(live),
        },
        "legend": address(LEGEND),
        "here": f"{address(HERE)}/" if live.queryable else "",
    }


def _zooms(live: ServiceLayer) -> dict[str, float]:
    """Return between which zooms of the map the service draws a layer."""
    found = {}
    if live.maximum_scale:
        found["minzoom"] = math.ceil(math.log2(WHOLE / live.maximum_scale)) - MAP - HALF
    if live.minimum_scale:
        found["maxzoom"] = math.floor(math.log2(WHOLE / live.minimum_scale)) - MAP + HALF
    return {name: min(max(zoom, 0.0), 24.0) for name, zoom in found.items()}
