"""Take off a layer the malformed elements for which OWSLib would give up the whole service."""

from collections.abc import Iterable

from pipelines.geo.services.documents import Element, local_name

SIDES = ("minx", "miny", "maxx", "maxy")
SCALES = ("MinScaleDenominator", "MaxScaleDenominator")
BOXES = ("EX_GeographicBoundingBox", "WGS84BoundingBox")
FLAT_BOXES = ("BoundingBox", "LatLonBoundingBox", "LatLongBoundingBox")
LINK = "{http://www.w3.org/1999/xlink}href"
CORNERS = 4  # numbers of a box


def remove_unsound(element: Element) -> None:
    """Remove from a layer boxes and scales without their numbers, and styles without a legend."""
    for child in list(element):
        if not _sound(child):
            remove(child)


def remove(element: Element | None) -> None:
    """Take an element out of its document, if it is there and in one."""
    parent = None if element is None else element.getparent()
    if parent is not None:
        parent.remove(element)


def numbers(texts: Iterable[str | None]) -> tuple[float, ...]:
    """Return the numbers that texts are, none when one of them isn't a number."""
    try:
        return tuple(float(text or "") for text in texts)
    except ValueError:
        return ()


def _sound(child: Element) -> bool:
    name = local_name(child)
    if name in FLAT_BOXES:
        systems = name != "BoundingBox" or child.get("CRS") or child.get("SRS")
        return bool(systems and numbers(map(child.get, SIDES)))
    if name in BOXES:
        return len(numbers(" ".join(child.itertext()).split())) == CORNERS
    if name in SCALES:
        return bool(numbers([child.text]))
    return name != "Style" or _sound_style(child)


def _sound_style(style: Element) -> bool:
    """Tell whether a style has a name and a legend, of which only the address is kept."""
    legend = style.find("{*}LegendURL")
    link = None if legend is None else legend.find("{*}OnlineResource")
    if legend is None or link is None or not link.get(LINK):
        return False
    legend.attrib.clear()
    remove(legend.find("{*}Format"))
    return style.find("{*}Name") is not None or style.find("{*}Title") is not None
