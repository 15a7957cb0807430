"""Have the map of a resource made: at once when it is small, by a worker otherwise."""

from datetime import timedelta

from ckanext.donneesqc.geo import config, files, jobs, maps
from ckanext.donneesqc.geo.model import Map, State, now

AGAIN = timedelta(minutes=2)  # after which a job is thought lost


def ensure(resource: dict, package: dict) -> Map | None:
    """Return the map of a resource's present file, which may be waiting; None without a file."""
    known = maps.current(resource)
    if known is not None and known.state != State.WAITING:
        return known
    file = files.file_of(resource)
    if file is None:
        return None
    if file.size <= config.at_once_size():
        maps.make(resource, package["id"])
        return maps.known_map(resource["id"])
    first = known is None
    known = maps.ask(resource, package["id"])
    if known is not None and (first or now() - known.asked > AGAIN):
        maps.touch(known)
        jobs.enqueue(resource["id"])
    return known
