"""Write the Atom feeds in the reader's language, each entry leading to a page."""

from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.views.feed import CKANFeed
from ckanext.donneesqc.catalogue.dcat import described_title

PAGES = ("previous_page", "next_page", "first_page", "last_page")


class PortalFeed(CKANFeed):
    """A feed of the portal; CKAN's says it is in English and leads to the API alone.

    CKAN's addresses of other pages of the feed lead nowhere: they are left out.
    """

    def __init__(self, title: str, link: str, description: str, **facts: Any) -> None:
        said = tk._("Datasets created or updated lately")
        facts |= {**dict.fromkeys(PAGES), "language": tk.h.lang()}
        super().__init__(title, link, said, **facts)
        self._latest: datetime | None = None

    def add_item(self, package: dict, **entry: Any) -> None:
        """Add a dataset, a made-up one under a title that says so."""
        page = tk.url_for(f"{package['type']}.read", id=package["name"], qualified=True)
        del entry["enclosure"]  # the API's answer, which would stand as a second page
        super().add_item(**{**entry, "link": page, "title": described_title(package)})
        updated = entry["updated"].replace(tzinfo=UTC)
        self._latest = max(filter(None, (self._latest, updated)))

    def writeString(self, encoding: str) -> str:  # noqa: N802 - CKAN's name
        """Write the feed, as old as its newest entry."""
        if self._latest:
            self.updated(self._latest)
        return super().writeString(encoding)
