"""Our portal with the sets that the bench asks for, and how it is spoken to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from embedded import testbed

from pipelines.publish import Portal as Link
from pipelines.publish import open_portal
from tests.bench.ours import VAR, Ours, empty, our_portal, stack_settings
from tests.bench.portal import Portal
from tests.bench.publish.client import make_organization, wait_until
from tests.bench.reference.inputs import publish_embedded

VANILLA = "vanilla"  # the stock CKAN that runs beside it
SETS = ("regions-administratives", "mrc", "municipalites")


@dataclass(frozen=True)
class Site:
    """The portal, asked where CKAN listens, and the link of a client that comes through nginx."""

    ours: Ours
    link: Link

    @property
    def portal(self) -> Portal:
        return self.ours.portal


@contextmanager
def site() -> Iterator[Site]:
    """Give our portal, new, with the territories published; nothing is left of it but its logs."""
    settings = stack_settings(VAR / "reference")
    with (
        testbed.empty_place(settings),
        empty(settings.var / VANILLA),
        our_portal(settings) as ours,
    ):
        make_organization(ours.portal)
        found = Site(ours, open_portal(settings.portal, ours.portal.token))
        publish_embedded(found.link, SETS)
        wait_until(lambda: all(_has_register(found, name) for name in SETS), 1)
        yield found


def _has_register(found: Site, name: str) -> bool:
    known = found.portal.call("donneesqc_reference_show", {"name": name})
    versions = found.portal.call("donneesqc_version_list", {"dataset": name})["results"]
    return known["entities"] > 0 and all(version["finished"] for version in versions)
