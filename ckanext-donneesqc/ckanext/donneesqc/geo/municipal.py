"""The municipal polygons that the portal has: the map of a resource that its operator chose.

Tables that name municipalities are drawn by them, or by MRC while there are none. The last part of
a map's mark says by which ones it was made.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ckan import model
from ckanext.donneesqc.geo import config, files, store
from ckanext.donneesqc.geo.model import Map, State

OWN = "m"  # begins that part of a mark, and is all of it in the mark of the polygons' own map
LENT = "brought-municipalities/layer.gpkg"  # what is brought goes once a map is made
LEVEL = "municipalities"
NAMED = ("geo-territory-code-municipality", "geo-territory-name-municipality")


@dataclass(frozen=True)
class Polygons:
    """The polygons: a `mark` of their content, their resource, their layer and its folder."""

    mark: str
    resource: model.Resource
    folder: Path
    file: str


def polygons() -> Polygons | None:
    """Return the polygons as they are now, None unless everybody may see them."""
    known = model.Session.get(Map, config.municipal_polygons())
    resource = model.Session.get(model.Resource, config.municipal_polygons())
    if known is None or resource is None or not _is_public(resource):
        return None
    origin = files.origin_of(resource.as_dict())
    if known.state != State.READY or origin is None or not files.is_of(known.mark, origin):
        return None
    layer = next((layer for layer in known.layers if layer.get("municipalities")), None)
    if layer is None:
        return None
    folder = store.folder(known.resource_id, known.mark)
    return Polygons(layer["municipalities"], resource, folder, layer["file"])


def is_source(resource_id: str) -> bool:
    """Say whether a resource is the one that the operator chose."""
    return resource_id == config.municipal_polygons()


def marked(mark: str, resource_id: str) -> str:
    """Return the mark of a map with what says by which polygons it is made now."""
    return "-".join(filter(None, (mark, _wanted(resource_id))))


def task(mark: str, folder: Path) -> dict:
    """Return what the library must know to make the map of such a mark in a folder.

    The polygons are lent to it: they stay there while it reads them, even if they are withdrawn.
    """
    made_by, found = _made_by(mark), polygons()
    if made_by == OWN:
        return {"municipal": True}
    if found is None or made_by != f"{OWN}{found.mark}":
        return {}
    lent = folder / LENT
    lent.parent.mkdir()
    try:
        os.link(found.folder / found.file, lent)
    except FileNotFoundError:
        return {}
    return {"municipal_polygons": str(lent)}


def suits(known: Map) -> bool:
    """Say whether a map is drawn by the polygons that there are now, if it needs any."""
    if known.state != State.READY or not (is_source(known.resource_id) or names_some(known)):
        return True
    return _made_by(known.mark) == _wanted(known.resource_id)


def names_some(known: Map) -> bool:
    """Say whether a map is of a table that names municipalities."""
    found = (finding["code"] for layer in known.layers for finding in layer["findings"])
    return any(code in NAMED for code in found)


def unsuited() -> Iterator[str]:
    """Yield the resources whose maps aren't drawn by the polygons that there are now."""
    for known in model.Session.query(Map).filter(Map.state == State.READY):
        if not suits(known):
            yield known.resource_id


def _wanted(resource_id: str) -> str:
    if is_source(resource_id):
        return OWN
    found = polygons()
    return f"{OWN}{found.mark}" if found else ""


def _made_by(mark: str) -> str:
    last = mark.rpartition("-")[2]
    return last if last.startswith(OWN) else ""


def _is_public(resource: model.Resource) -> bool:
    package = resource.package
    return resource.state == package.state == "active" and not package.private
