"""Read the capabilities of a WFS."""

from owslib.feature.wfs100 import ContentMetadata, WebFeatureService_1_0_0
from owslib.feature.wfs110 import WebFeatureService_1_1_0
from owslib.feature.wfs200 import WebFeatureService_2_0_0

from pipelines.geo.model import Extent
from pipelines.geo.services.address import Asked
from pipelines.geo.services.documents import Element, local_name, written
from pipelines.geo.services.extents import Box, extent_of
from pipelines.geo.services.model import WFS, Service, ServiceLayer
from pipelines.geo.services.pruning import TYPE, prune
from pipelines.geo.services.read_wms import LONGEST, TITLE, format_names
from pipelines.geo.services.soundness import SIDES, numbers
from pipelines.geo.services.words import plain

READERS = {
    "1.0.0": WebFeatureService_1_0_0,
    "1.1.0": WebFeatureService_1_1_0,
    "2.0.0": WebFeatureService_2_0_0,
}
PAGING = "ImplementsResultPaging"


def read(root: Element, asked: Asked) -> Service:
    """Return what a capabilities document says; raises Refusal and what OWSLib raises."""
    version = _version(root)
    left_out = prune(root, TYPE, asked.names)
    boxes = _old_boxes(root)
    _complete(root)
    found = READERS[version](asked.address, version, xml=written(root))
    about = getattr(found, "identification", None)
    return Service(
        kind=WFS,
        version=version,
        address=asked.address,
        title=plain(getattr(about, "title", ""), TITLE),
        abstract=plain(getattr(about, "abstract", ""), LONGEST),
        fees=plain(getattr(about, "fees", ""), LONGEST),
        constraints=plain(getattr(about, "accessconstraints", ""), LONGEST),
        layers=tuple(_layer(kind, boxes) for kind in found.contents.values()),
        left_out=left_out,
        formats=_formats(root),
        paged=_paged(root),
    )


def _version(root: Element) -> str:
    """Return the version that a service chose; its 2.0.2 is our 2.0.0."""
    said = root.get("version", "")
    return next((version for version in READERS if version[:3] == said[:3]), said)


def _layer(found: ContentMetadata, boxes: dict[str, tuple[Box, str]]) -> ServiceLayer:
    name = (found.id or "").strip()
    return ServiceLayer(
        name=name,
        title=plain(found.title, TITLE) or name,
        abstract=plain(found.abstract, LONGEST),
        extent=_extent(found, boxes),
        systems=tuple(system.id.strip() for system in found.crsOptions),
        queryable=True,
    )


def _extent(found: ContentMetadata, boxes: dict[str, tuple[Box, str]]) -> Extent | None:
    """Return the extent; 1.0.0 wants it in the type's own system, and services give degrees."""
    if found.id in boxes:
        box, system = boxes[found.id]
        return extent_of(box) or extent_of(box, system)
    return extent_of(found.boundingBoxWGS84) if found.boundingBoxWGS84 else None


def _old_boxes(root: Element) -> dict[str, tuple[Box, str]]:
    """Take the extents of 1.0.0 out: OWSLib would take degrees for metres."""
    found = {}
    for box in list(root.iter("{*}LatLongBoundingBox")):
        kind = box.getparent()
        west, south, east, north = numbers(map(box.get, SIDES))
        name = (kind.findtext("{*}Name") or "").strip()
        found[name] = ((west, south, east, north), kind.findtext("{*}SRS") or "")
        kind.remove(box)
    return found


def _complete(root: Element) -> None:
    """Give a title to types that have none, which 2.0.0 allows and OWSLib doesn't."""
    for kind in root.iter("{*}FeatureType"):
        if kind.find("{*}Title") is None:
            kind.append(kind.makeelement(kind[0].tag.replace("Name", "Title")))


def _formats(root: Element) -> tuple[str, ...]:
    """Return GetFeature's formats: an operation's parameter, a type's list, elements in 1.0.0."""
    said = [
        value.text
        for parameter in root.iter("{*}Parameter")
        if parameter.get("name", "").lower() == "outputformat" and _of_features(parameter)
        for value in parameter.iter("{*}Value")
    ]
    said += [format_.text for format_ in root.iter("{*}Format")]
    said += [local_name(element) for old in root.iter("{*}ResultFormat") for element in old]
    return format_names(said)


def _of_features(parameter: Element) -> bool:
    operation = parameter.getparent().get("name")
    return operation in (None, "GetFeature")


def _paged(root: Element) -> bool:
    said = (item for item in root.iter("{*}Constraint") if item.get("name") == PAGING)
    values = (
        value.text or "" for item in said for value in item.iter("{*}DefaultValue", "{*}Value")
    )
    return any(value.strip().upper() == "TRUE" for value in values)
