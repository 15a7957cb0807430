"""Build each style sheet and script once, at its first page, not to look at its files again."""

from functools import cache

import ckan.plugins.toolkit as tk
from ckan.lib import webassets_tools


def keep_addresses() -> None:
    """Keep the addresses of assets until the portal starts again; in debug they may change.

    Webassets would read every asset of a page at each of its requests, to see whether it changed.
    """
    if tk.config["debug"]:
        return
    for bundle in webassets_tools.env:
        bundle.urls = cache(bundle.urls)
