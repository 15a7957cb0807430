"""Have the map of a resource made: at once when it is small, by a worker otherwise."""

from datetime import timedelta

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.geo import config, files, jobs, maps, municipal
from ckanext.donneesqc.geo.model import Map, State, now

AT_ONCE = 20  # seconds that a reader waits for a small file's map, before a worker makes it
AGAIN = timedelta(minutes=2)  # after which a job is thought lost


def ensure(resource: dict, package: dict) -> Map | None:
    """Return the map of a resource as it is now, which may be waiting; None without features.

    One of features that are elsewhere is shown as it was while it is made again.
    """
    origin = files.origin_of(resource)
    if origin is None:
        return None
    if files.is_table(resource) and not municipal.is_source(resource["id"]):
        _ensure_polygons()
    known = maps.current(resource)
    if known is not None and known.state != State.WAITING and not maps.is_old(known, origin):
        return known
    first = known is None
    if first and origin.kind == files.FILE and origin.size <= config.at_once_size():
        maps.make(resource, package["id"], AT_ONCE)
        made = maps.known_map(resource["id"])
        if made is None or made.state != State.WAITING:
            if made is not None and made.state == State.READY:
                jobs.enqueue(resource["id"])  # a worker lets the resource's page show it
            return made
    known = maps.ask(resource, package["id"])
    if known is not None and (first or now() - known.asked > AGAIN):
        maps.touch(known)
        jobs.enqueue(resource["id"])
    return known


def _ensure_polygons() -> None:
    """Have the municipal polygons drawn, if the operator chose some and there are none."""
    chosen = config.municipal_polygons()
    if not chosen or municipal.polygons():
        return
    try:
        resource = tk.get_action("resource_show")(jobs.site_context(), {"id": chosen})
    except tk.ObjectNotFound:
        return
    ensure(resource, {"id": resource["package_id"]})
