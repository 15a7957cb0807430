"""Make maps in the background."""

from collections.abc import Callable

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context
from ckanext.donneesqc.geo import datasets, maps, municipal, offered
from ckanext.donneesqc.geo.erasing import erase_stale
from ckanext.donneesqc.geo.model import State

QUEUE = "donneesqc_maps"
LONGEST = 4000  # seconds


def enqueue(resource_id: str) -> None:
    """Have a worker make the map of a resource."""
    _enqueue(make, resource_id)


def enqueue_dataset(package_id: str) -> None:
    """Have a worker make the maps that a dataset lacks."""
    _enqueue(make_lacking, package_id)


def make(resource_id: str) -> None:
    """Make the map of a resource, if it is still there, and let readers see it."""
    try:
        resource = tk.get_action("resource_show")(site_context(), {"id": resource_id})
    except tk.ObjectNotFound:
        return
    maps.make(resource, resource["package_id"])
    known = maps.known_map(resource_id)
    if known is not None and known.state == State.READY:
        offered.offer(site_context(), resource_id)
    if municipal.is_source(resource_id):
        _enqueue_unsuited()
    model.Session.remove()


def make_lacking(package_id: str) -> None:
    """Make the maps of a dataset's files that have none; erase those of files that are gone."""
    try:
        package = tk.get_action("package_show")(site_context(), {"id": package_id})
    except tk.ObjectNotFound:
        return
    erase_stale(package_id)
    for resource in datasets.lacking(package):
        make(resource["id"])
    if any(municipal.is_source(resource["id"]) for resource in package["resources"]):
        _enqueue_unsuited()


def site_context() -> Context:
    """Return a new context of the site's own account: actions write into the one they are given."""
    site = tk.get_action("get_site_user")(Context(ignore_auth=True), {})
    return Context(user=site["name"], ignore_auth=True)


def _enqueue_unsuited() -> None:
    """Have the maps made anew that aren't drawn by the municipal polygons that there are now."""
    for resource_id in list(municipal.unsuited()):
        enqueue(resource_id)


def _enqueue(job: Callable[[str], None], identifier: str) -> None:
    tk.enqueue_job(
        job, [identifier], title=job.__name__, queue=QUEUE, rq_kwargs={"timeout": LONGEST}
    )
