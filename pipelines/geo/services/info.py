"""Ask a WMS what is at a place of the map."""

import json
import re
from collections.abc import Iterator

from pipelines.fetch.deadline import Deadline
from pipelines.geo.services.address import with_parameters
from pipelines.geo.services.asking import Answer, Web, answer_of, understood
from pipelines.geo.services.documents import Element, NotXMLError, local_name, read_xml
from pipelines.geo.services.mercator import box_around
from pipelines.geo.services.model import Service, ServiceLayer
from pipelines.geo.services.wms import NEWEST, map_parameters
from pipelines.geo.services.words import plain
from pipelines.messages import Refusal

LARGEST, LONGEST = 2, 10.0  # megabytes, seconds
SQUARE, MIDDLE = 101, 50  # pixels
MOST_FEATURES, MOST_VALUES, LONGEST_VALUE = 10, 100, 1000
PREFERRED = (r"json", r"gml", r"(text|application)/xml", r"text/plain", r"text/html")
PAGE = ("html", "body", "table", "div", "p", "span", "ul", "h1", "h2", "h3")
GML = "opengis.net/gml"  # in its elements: where a feature is, not what it is
LONGEST_NAME = 100
Found = tuple[tuple[str, str], ...]


def feature_info(
    service: Service, layer: str, place: tuple[float, float], z: int, web: Web
) -> tuple[Found, ...]:
    """Return the features at a longitude and latitude, each as names and values of plain text.

    `z`: the zoom of the map that was clicked. A text without names comes as one value named "".
    Raises Refusal for a layer that can't be asked, and for what the service refuses.
    """
    found = service.layer(layer)
    if not found.queryable:
        raise Refusal("geo-service-not-queryable", layer=found.title)
    column, row = ("I", "J") if service.version == NEWEST else ("X", "Y")
    parameters = {
        **map_parameters(service, found, box_around(place, z, SQUARE), SQUARE, "GetFeatureInfo"),
        "QUERY_LAYERS": found.name,
        "INFO_FORMAT": _format(service, found),
        "FEATURE_COUNT": str(MOST_FEATURES),
        column: str(MIDDLE),
        row: str(MIDDLE),
    }
    address = with_parameters(service.address, parameters.items())
    answer = understood(answer_of(web, address, LARGEST, Deadline(LONGEST)))
    return tuple(_cut(values) for values in _features(answer) if values)[:MOST_FEATURES]


def _format(service: Service, layer: ServiceLayer) -> str:
    for wanted in PREFERRED:
        for said in service.info_formats:
            if re.search(wanted, said, re.IGNORECASE):
                return said
    raise Refusal("geo-service-not-queryable", layer=layer.title)


def _cut(values: list[tuple[str, str]]) -> Found:
    return tuple(
        (plain(name, LONGEST_VALUE), plain(value, LONGEST_VALUE))
        for name, value in values[:MOST_VALUES]
    )


def _features(answer: Answer) -> list[list[tuple[str, str]]]:
    """Read an answer by its content, whatever the service calls it."""
    text = answer.content.strip()
    try:
        if text.startswith(b"{"):
            return list(_of_json(text))
        if text.startswith(b"<"):
            return list(_of_xml(read_xml(text)))
    except (NotXMLError, ValueError, TypeError, AttributeError, RecursionError):
        pass  # HTML, and what only looks like JSON
    return list(_of_text(text.decode("utf-8", "replace")))


def _of_json(text: bytes) -> Iterator[list[tuple[str, str]]]:
    for feature in json.loads(text).get("features") or ():
        properties = feature.get("properties") or feature.get("attributes") or {}
        yield [(name, _said(value)) for name, value in properties.items()]


def _said(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _of_xml(root: Element) -> Iterator[list[tuple[str, str]]]:
    """Yield the elements that hold values: attributes in ArcGIS's answers, texts in GML."""
    if local_name(root).lower() in PAGE:
        raise NotXMLError
    for element in root.iter("{*}*"):
        if local_name(element) == "FIELDS":
            yield list(element.attrib.items())
        elif GML not in element.tag:
            yield [
                (local_name(child), child.text.strip())
                for child in element
                if not len(child) and GML not in child.tag and (child.text or "").strip()
            ]


def _of_text(text: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the groups of « name = value » lines; the whole text when there is none."""
    if text.lstrip().startswith("<"):
        yield [("", plain(text))] if plain(text) else []
        return
    group: list[tuple[str, str]] = []
    groups = [group]
    for line in text.splitlines():
        name, equals, value = (part.strip() for part in line.partition("="))
        if equals and 0 < len(name) <= LONGEST_NAME:
            group.append((name, value.strip("'")))
        elif group:
            group = []
            groups.append(group)
    if any(groups):
        yield from groups
    elif not re.search(r"no features were found|returned no results", text, re.IGNORECASE):
        yield [("", text)] if text.strip() else []
