"""Start our portal and a vanilla CKAN on the same PostgreSQL, Redis and Solr, and fill both."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.ours import our_portal, stack_settings
from tests.bench.pages import catalogue
from tests.bench.portal import Portal
from tests.bench.vanilla import Vanilla, running

VANILLA_PORT = 9799
MARK = "jeu-1599"


@contextmanager
def portals() -> Iterator[tuple[Portal, Portal]]:
    """Yield (ours, vanilla), both up and holding the same datasets; stop both at the end."""
    with our_portal(stack_settings()) as ours:
        programs = ours.settings.envs / "ckan" / "bin"
        with running(Vanilla("vanilla", VANILLA_PORT, programs), ours) as peer:
            for portal in (ours.portal, peer):
                fill(portal)
                _check(portal)
            yield ours.portal, peer


def fill(portal: Portal) -> None:
    """Create the organisations, categories and datasets that are not there yet."""
    known = set(portal.call("package_list", {}))
    if MARK in known:
        return
    for name in set(catalogue.CATEGORIES) - set(portal.call("group_list", {})):
        portal.call("group_create", {"name": name, "title": name})
    there = set(portal.call("organization_list", {}))
    for organization in catalogue.organizations():
        if organization["name"] not in there:
            portal.call("organization_create", organization)
    for dataset in catalogue.datasets():
        if dataset.core["name"] not in known:
            portal.call("package_create", _fields(dataset, portal))


def _check(portal: Portal) -> None:
    """Make sure that a search finds, on either side: a portal that finds nothing is quick."""
    found = portal.call("package_search", {"q": "budget", "rows": 0})["count"]
    if found < catalogue.DATASETS / 2:
        raise RuntimeError(f"{portal.address}: {found} datasets found")


def _fields(dataset: catalogue.Dataset, portal: Portal) -> dict:
    if not portal.vanilla:
        return {**dataset.core, **dataset.extras}
    extras = [{"key": key, "value": value} for key, value in dataset.extras.items()]
    return {**dataset.core, "extras": extras}
