"""Bring valid publications to the portal, writing only what differs from what is there."""

from pipelines.publish.dataset import Published, publish
from pipelines.publish.portal import Portal, open_portal
from pipelines.publish.provenance import Checked

__all__ = ["Checked", "Portal", "Published", "open_portal", "publish"]
