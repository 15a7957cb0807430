"""Who may see a map: who may see its resource. Who may have it made anew: who may change it."""

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["donneesqc_map_prepare", "donneesqc_map_show"]

ALLOWED: AuthResult = {"success": True}


@tk.auth_allow_anonymous_access
def donneesqc_map_show(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may see the resource."""
    return tk.check_access("resource_show", context, {"id": data_dict["resource"]}) and ALLOWED


def donneesqc_map_prepare(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may change the resource."""
    return tk.check_access("resource_update", context, {"id": data_dict["resource"]}) and ALLOWED
