"""Keep of a service's capabilities what we read, before OWSLib copies it from layer to layer.

OWSLib stops at one malformed element of those that we don't read, and gives every layer a copy of
all the systems and styles of the groups around it.
"""

from collections.abc import Collection, Sequence

from pipelines.geo.services.documents import Element, local_name
from pipelines.geo.services.extents import MERCATOR, epsg
from pipelines.geo.services.soundness import remove, remove_unsound
from pipelines.messages import Refusal, shortened

MOST_LAYERS = 200
MOST_SYSTEMS, MOST_STYLES, MOST_BOXES = 40, 10, 10
ALWAYS = (*MERCATOR, "EPSG:4326", "CRS:84")
LAYER, TYPE = "Layer", "FeatureType"
SYSTEMS = ("CRS", "SRS", "OtherSRS", "OtherCRS")
READ = {
    LAYER: {
        "Layer", "Name", "Title", "Abstract", "CRS", "SRS", "EX_GeographicBoundingBox",
        "LatLonBoundingBox", "BoundingBox", "Style", "ScaleHint", "MinScaleDenominator",
        "MaxScaleDenominator",
    },
    TYPE: {
        "Name", "Title", "Abstract", "SRS", "DefaultSRS", "OtherSRS", "DefaultCRS", "OtherCRS",
        "LatLongBoundingBox", "WGS84BoundingBox", "OutputFormats",
    },
}  # fmt: skip
TOP = {
    "Service", "Capability", "ServiceIdentification", "OperationsMetadata", "FeatureTypeList",
    "Request", "Layer",
}  # fmt: skip
OPERATIONS = ("GetMap", "GetFeatureInfo", "GetFeature")


def prune(root: Element, tag: str, names: Sequence[str]) -> int:
    """Keep the layers (or feature types) that are named, all of them otherwise, at most 200.

    Returns how many more there are. Raises Refusal when there is none.
    """
    elements = list(root.iter(f"{{*}}{tag}"))
    wanted = _wanted([element for element in elements if _name(element)], names)
    kept = wanted[:MOST_LAYERS]
    chosen = set(kept)
    needed = {around for element in kept for around in (element, *element.iterancestors())}
    for element in elements:
        if element not in needed:
            remove(element)
            continue
        _clean(element, tag)
        if element not in chosen:  # a group around a layer: only its title counts
            remove(element.find("{*}Name"))
    _trim(root)
    return len(wanted) - len(kept)


def _trim(root: Element) -> None:
    """Leave of the rest of a document the service's own words, its operations and its formats."""
    _keep(root, TOP)
    for part in root.iterchildren("{*}Capability"):
        _keep(part, TOP)
    for request in root.iter("{*}Request"):
        _keep(request, OPERATIONS)
    for other in list(root.iter("{*}DCPType", "{*}ContactInformation")):
        remove(other)


def _wanted(elements: list[Element], names: Sequence[str]) -> list[Element]:
    if not elements:
        raise Refusal("geo-service-empty")
    if not names:
        return elements
    for same in (str, _folded):  # a prefix or a capital may differ
        asked = set(map(same, names))
        found = [element for element in elements if same(_name(element)) in asked]
        if found:
            return found
    raise Refusal("geo-service-no-layer", names=shortened(", ".join(names)))


def _folded(name: str) -> str:
    return name.rpartition(":")[2].casefold()


def _name(element: Element) -> str:
    return (element.findtext("{*}Name") or "").strip()


def _clean(element: Element, tag: str) -> None:
    """Leave in a layer what is read, in quantities that OWSLib may copy."""
    queryable = element.get("queryable", "").lower() in ("1", "true")
    element.attrib.clear()
    element.set("queryable", str(int(queryable)))
    _keep(element, READ[tag])
    remove_unsound(element)
    for name, most in (("Style", MOST_STYLES), ("BoundingBox", MOST_BOXES)):
        for child in element.findall(f"{{*}}{name}")[most:]:
            remove(child)
    _keep_systems(element)


def _keep(element: Element, names: Collection[str]) -> None:
    for child in list(element):
        if local_name(child) not in names:
            remove(child)


def _keep_systems(element: Element) -> None:
    """Keep the systems that maps need, and the first of the thousands that some services list."""
    seen: set[str] = set()
    for child in [child for child in element if local_name(child) in SYSTEMS]:
        chosen = []
        for system in (child.text or "").split():
            code = epsg(system)
            if code not in seen and (len(seen) < MOST_SYSTEMS or code in ALWAYS):
                seen.add(code)
                chosen.append(system)
        child.text = " ".join(chosen)
        if not chosen:
            remove(child)
