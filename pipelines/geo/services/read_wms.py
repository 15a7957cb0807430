"""Read the capabilities of a WMS."""

import math
from collections.abc import Iterable, Iterator

from owslib.map.wms111 import ContentMetadata as Older
from owslib.map.wms111 import WebMapService_1_1_1
from owslib.map.wms130 import ContentMetadata as Newer
from owslib.map.wms130 import WebMapService_1_3_0

from pipelines.geo.model import Extent
from pipelines.geo.services.address import Asked, checked
from pipelines.geo.services.documents import Element, local_name, written
from pipelines.geo.services.extents import extent_of
from pipelines.geo.services.model import WMS, Service, ServiceLayer
from pipelines.geo.services.pruning import LAYER, prune
from pipelines.geo.services.soundness import numbers
from pipelines.geo.services.words import plain
from pipelines.messages import Refusal

NEWEST, OLDER = "1.3.0", "1.1.1"
DIAGONAL = math.sqrt(2)  # of a pixel: what ScaleHint measures, in metres
PIXEL = 0.00028  # metres, by the standard
LONGEST = 4000  # characters of an abstract
TITLE, LONGEST_NAME = 200, 100
Found = Older | Newer


def read(root: Element, asked: Asked) -> Service:
    """Return what a capabilities document says; raises Refusal and what OWSLib raises."""
    left_out = prune(root, LAYER, asked.names)
    recent = local_name(root) == "WMS_Capabilities"
    reader = WebMapService_1_3_0 if recent else WebMapService_1_1_1
    version = NEWEST if recent else OLDER
    found = reader(asked.address, version=version, xml=written(root))
    about = found.identification
    offered = {operation.name: operation.formatOptions for operation in found.operations}
    return Service(
        kind=WMS,
        version=version,
        address=asked.address,
        title=plain(about.title, TITLE),
        abstract=plain(about.abstract, LONGEST),
        fees=plain(about.fees, LONGEST),
        constraints=plain(about.accessconstraints, LONGEST),
        layers=tuple(_layer(layer) for layer in found.contents.values()),
        left_out=left_out,
        formats=format_names(offered.get("GetMap", ())),
        info_formats=format_names(offered.get("GetFeatureInfo", ())),
    )


def format_names(said: Iterable[str | None]) -> tuple[str, ...]:
    """Return the names of formats, each once, but for those too long to be one."""
    names = ((text or "").strip() for text in said)
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= LONGEST_NAME))


def _layer(found: Found) -> ServiceLayer:
    name = found.name or ""
    around = tuple(_around(found))[:-1]  # the outermost is the service's own heading
    minimum, maximum = _scales(found)
    return ServiceLayer(
        name=name,
        title=plain(found.title, TITLE) or name,
        abstract=plain(found.abstract, LONGEST),
        path=tuple(reversed(around)),
        extent=_extent(found),
        systems=tuple(sorted(found.crsOptions)),
        queryable=bool(found.queryable),
        legend=_legend(found),
        minimum_scale=minimum,
        maximum_scale=maximum,
    )


def _around(found: Found) -> Iterator[str]:
    """Yield the titles of the groups that a layer is in, the nearest first."""
    while found.parent:
        found = found.parent
        yield plain(found.title or found.name, TITLE)


def _extent(found: Found) -> Extent | None:
    """Return the geographic extent, the one in another system when there is none."""
    own = extent_of(found.boundingBoxWGS84) if found.boundingBoxWGS84 else None
    # OWSLib has put the eastings of 1.3.0 first
    boxes = found.crs_list if isinstance(found, Newer) else [found.boundingBox]
    extents = (extent_of(box[:4], box[4] or "") for box in boxes if box)
    return own or next(filter(None, extents), None)


def _scales(found: Found) -> tuple[float | None, float | None]:
    if isinstance(found, Newer):
        said = (found.min_scale_denominator, found.max_scale_denominator)
        minimum, maximum = (None if item is None else _positive(item.text) for item in said)
        return minimum, maximum
    hint = found.scaleHint or {}
    return _denominator(_positive(hint.get("min"))), _denominator(_positive(hint.get("max")))


def _denominator(hint: float | None) -> float | None:
    return hint / DIAGONAL / PIXEL if hint else None


def _positive(text: str | None) -> float | None:
    found = numbers([text])
    return found[0] if found and 0 < found[0] < math.inf else None


def _legend(found: Found) -> str:
    """Return the address of the image that explains the default style."""
    inherited = found.parent.styles if found.parent else {}
    own = [style for name, style in found.styles.items() if name not in inherited]
    for style in (*own, *found.styles.values()):
        if style.get("legend"):
            return _safe(style["legend"].strip())
    return ""


def _safe(address: str) -> str:
    try:
        return checked(address, "geo-service-address")
    except Refusal:
        return ""
