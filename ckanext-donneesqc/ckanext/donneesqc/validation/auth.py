"""Who may have a file checked."""

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["donneesqc_file_check"]


@tk.auth_allow_anonymous_access
def donneesqc_file_check(context: Context, data_dict: DataDict) -> AuthResult:
    """Let anybody have a file checked, and read the report whose token they were given."""
    return {"success": True}
