"""From a portal's public addresses to what is known of a reference dataset."""

from pipelines.certification.gathering.gather import gather
from pipelines.certification.gathering.site import Site, open_site

__all__ = ["Site", "gather", "open_site"]
