"""The view « Carte » of a resource."""

import ckan.plugins.toolkit as tk
from ckan.types import Context

VIEW, TITLE = "donneesqc_map", "Carte"  # a worker has no reader, hence no language


def offer(context: Context, resource_id: str) -> None:
    """Let a resource have the view, if it hasn't."""
    views = tk.get_action("resource_view_list")(context, {"id": resource_id})
    if any(view["view_type"] == VIEW for view in views):
        return
    tk.get_action("resource_view_create")(
        Context(**context), {"resource_id": resource_id, "view_type": VIEW, "title": TITLE}
    )
