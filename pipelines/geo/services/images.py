"""Keep what a WMS says of itself, and answer for it: images of a layer, its legend, what is where.

The portal keeps the service's description beside its map; the images stay where they are.
"""

import json
from dataclasses import asdict, replace
from pathlib import Path

from pipelines.geo.model import Finding, Layer, System
from pipelines.geo.services.address import host_of
from pipelines.geo.services.extents import MERCATOR, epsg
from pipelines.geo.services.model import Service, ServiceLayer, kept_service
from pipelines.geo.summary import RASTER
from pipelines.messages import Refusal

KEPT = "service.json"
MOST_LAYERS = 20
MERCATOR_NAME = "WGS 84 / Pseudo-Mercator"


def keep_service(service: Service, folder: Path) -> list[Layer]:
    """Write a service's description in a folder; return its layers that Web maps can show.

    Those that aren't offered in Web Mercator, and those beyond 20, are counted. Raises Refusal.
    """
    able = [layer for layer in service.layers if _drawable(layer)]
    if not able:
        raise Refusal("geo-service-no-mercator", layer=service.layers[0].title)
    kept = replace(
        service,
        layers=tuple(able[:MOST_LAYERS]),
        left_out=service.left_out + len(service.layers) - len(able[:MOST_LAYERS]),
    )
    said = json.dumps(asdict(kept), ensure_ascii=False)
    (folder / KEPT).write_text(said, encoding="utf-8")
    layers = [_layer(rank, layer) for rank, layer in enumerate(kept.layers)]
    return [replace(layers[0], findings=tuple(_findings(kept))), *layers[1:]]


def service_in(folder: Path) -> Service:
    """Return the service whose description is in a folder."""
    return kept_service(json.loads((folder / KEPT).read_text(encoding="utf-8")))


def _drawable(layer: ServiceLayer) -> bool:
    return any(epsg(system) in MERCATOR for system in layer.systems)


def _layer(rank: int, layer: ServiceLayer) -> Layer:
    """Return a layer of images; `drawing` is its rank in the service's description."""
    return Layer(
        name=f"layer-{rank + 1}",
        title=layer.title,
        geometry=RASTER,
        features=0,
        drawn=0,
        extent=layer.extent,
        system=System("EPSG:3857", MERCATOR_NAME),
        columns=(),
        findings=(),
        territories={},
        file=KEPT,
        drawing=str(rank),
    )


def _findings(service: Service) -> list[Finding]:
    """Return what readers should know: where images come from, under which conditions."""
    said = {"geo-service-fees": service.fees, "geo-service-constraints": service.constraints}
    told = [
        Finding(code, {"words": words})
        for code, words in said.items()
        if words and words.lower() not in ("none", "no", "aucun", "aucune", "n/a", "-")
    ]
    live = Finding("geo-service-live", {"host": host_of(service.address)})
    return [live, *told, *service.findings()]
