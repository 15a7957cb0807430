"""Say what a map shows, in the words of the page and with the addresses of its parts."""

from collections.abc import Callable, Iterator, Sequence

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.geo import config, municipal, store
from ckanext.donneesqc.geo.dictionary import Words, described_columns
from ckanext.donneesqc.geo.live import SIZE, image_layers
from ckanext.donneesqc.geo.model import Map, State

from pipelines.geo.classes import written
from pipelines.geo.model import Layer, read_layer
from pipelines.geo.names import AFAR, NEAR
from pipelines.geo.summary import RASTER, TERRITORY, summary, summary_of_images
from pipelines.geo.territories import vintages
from pipelines.messages import catalogue, message

NUMBERS = ("integer", "number")
UNBROKEN_HYPHEN = "\u2011"
LEVELS = {"regions": "regions-administratives", "mrc": "mrc"}


def describe(known: Map | None, package: dict, resource: dict) -> dict:
    """Return what the browser needs to know of a map."""
    told = {
        "title": tk.h.resource_display_name(resource),
        "background": _background(known),
        "places": tk.h.url_for("donneesqc_geo.places"),
    }
    if known is None:
        return {**told, "state": State.NONE, "mark": "", **_reason({"code": "geo-no-file"})}
    told |= {"state": known.state, "mark": known.mark}
    if known.state == State.NONE:
        return {**told, **_reason(known.reason or {})}
    if known.state == State.WAITING:
        return told
    place = {"name": package["name"], "resource_id": resource["id"]}
    layers, words = [read_layer(layer) for layer in known.layers], described_columns(resource)
    several = len(layers) > 1
    return {
        **told,
        "summary": list(_summaries(layers)),
        "notices": [line for layer in layers for line in _notices(layer, several)],
        "layers": _layers(known, {**place, "mark": known.mark}, words, told["title"]),
    }


def language() -> str:
    """Return the page's language: fr or en."""
    return "en" if tk.h.lang().startswith("en") else "fr"


def _reason(reason: dict) -> dict:
    code, values = reason.get("code", "geo-unreadable"), reason.get("values", {})
    advice = f"{code}-advice"
    return {
        "reason": {
            "code": code,
            "sentence": message(code, language(), **values),
            "advice": message(advice, language(), **values) if advice in catalogue() else "",
        }
    }


def _summaries(layers: Sequence[Layer]) -> Iterator[str]:
    if layers[0].geometry == RASTER:
        yield from summary_of_images(layers, language())
        return
    for layer in layers:
        yield from _summary(layer, len(layers) > 1)


def _summary(layer: Layer, several: bool) -> Iterator[str]:
    """Say how many features a layer has and where, under its name when it isn't alone."""
    said = " ".join(summary(layer, language()))
    yield f"{layer.title} – {said}" if several else said


def _notices(layer: Layer, several: bool) -> Iterator[str]:
    """Say what was found and mended in a layer, and how it came to WGS 84."""
    said = [message(found.code, language(), **found.values) for found in layer.findings]
    for sentence in (*said, *_change_of_datum(layer)):
        yield f"{layer.title} – {sentence}" if several else sentence


def _change_of_datum(layer: Layer) -> Iterator[str]:
    system = layer.system
    if not system.operation:
        return
    code = "geo-operation" if system.accuracy is not None else "geo-operation-unknown"
    values = {"system": system.name, "operation": system.operation}
    metres = {} if system.accuracy is None else {"metres": written(system.accuracy, 0, language())}
    yield message(code, language(), **values, code=system.operation_code or "PROJ", **metres)


def _layers(known: Map, place: dict[str, str], words: Words, title: str) -> list[dict]:
    """Describe the layers; one that is alone has the title of its file, whose name says less."""
    if known.layers[0]["geometry"] == RASTER:
        return image_layers(known.layers, store.folder(known.resource_id, known.mark), place)
    layers = [_layer(layer, place, words) for layer in known.layers]
    return layers if len(layers) > 1 else [{**layers[0], "title": title}]


def _layer(layer: dict, place: dict[str, str], words: Words) -> dict:
    def address(part: str, **more: str) -> str:
        return tk.h.url_for(f"donneesqc_geo.{part}", **place, layer=layer["name"], **more)

    return {
        "name": layer["name"],
        "title": layer["title"],
        "geometry": layer["geometry"],
        "features": layer["features"],
        "drawn": layer["drawn"],
        "extent": layer["extent"],
        "drawing": _drawing(layer, address),
        "level": layer.get("level", ""),
        "columns": [_column(column, layer, words) for column in layer["columns"]],
        "rows": address("rows"),
        "shape": address("shapes"),
        "classes": address("classes"),
        "download": address("download"),
    }


def _drawing(layer: dict, address: Callable[..., str]) -> dict[str, str]:
    if layer["geometry"] == TERRITORY:
        return {"kind": TERRITORY, "level": layer["drawing"]}
    kind = layer["drawing"].rpartition(".")[2]
    return {"kind": kind, "address": address("drawing", suffix=f".{kind}")}


def _column(column: dict, layer: dict, words: Words) -> dict:
    said = words.get(column["name"], {})
    return {
        **column,
        "title": said.get("title") or column["name"],
        "description": said.get("description", ""),
        "colourable": _colours(column, layer),
    }


def _colours(column: dict, layer: dict) -> bool:
    """Say whether a map can be coloured by a column.

    Territories are by what their rows add up to, or by how many they are when a table has no
    number: those of its fullest column.
    """
    if layer["geometry"] == TERRITORY:
        numbers = [item for item in layer["columns"] if item["kind"] in NUMBERS]
        fullest = max(layer["columns"], key=lambda item: item["filled"])
        return column in (numbers or [fullest])
    return column["name"] in layer["drawn_columns"]


def _ground(name: str) -> dict[str, str]:
    """Return the addresses of polygons: from afar, then near."""
    sizes = {"afar": f"{name}-simplifie", "near": name}
    return {key: tk.h.url_for("donneesqc_geo.background", name=size) for key, size in sizes.items()}


def _municipalities(credit: str) -> dict:
    """Return the addresses of the municipalities' polygons, and whom these are from."""
    found = municipal.polygons()
    if found is None:
        return {}
    names = {"afar": AFAR, "near": NEAR}
    said = {
        "resource": found.resource.name or found.resource.id,
        "dataset": found.resource.package.title or found.resource.package.name,
        "date": (found.resource.last_modified or found.resource.created).date().isoformat(),
    }
    own = message("geo-background-municipalities", language(), **said)
    return {
        municipal.LEVEL: {
            key: tk.h.url_for("donneesqc_geo.municipalities", mark=found.mark, name=name)
            for key, name in names.items()
        },
        "credit": f"{credit} {own}",
    }


def _background(known: Map | None) -> dict:
    # a vintage isn't cut at the end of a line
    years = {name: year.replace("-", UNBROKEN_HYPHEN) for name, year in vintages().items()}
    told = {
        **{level: _ground(name) for level, name in LEVELS.items()},
        "credit": message("geo-background-credit", language(), **years),
    }
    if known is not None and any(layer["drawing"] == municipal.LEVEL for layer in known.layers):
        told |= _municipalities(told["credit"])
    if config.background_tiles():
        address = tk.h.url_for("donneesqc_geo.background_tile", z=0, x=0, y=0)
        told["tiles"] = {
            "template": f"{address.removesuffix('0/0/0')}{{z}}/{{x}}/{{y}}",
            "size": SIZE,
            "credit": config.background_credit(),
        }
    return told
