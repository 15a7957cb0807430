"""Who may deposit: an editor of the dataset's organisation. Who may read versions: its readers."""

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.donneesqc.deposits.accounts import account_of

__all__ = [
    "donneesqc_deposit_cancel",
    "donneesqc_deposit_create",
    "donneesqc_deposit_list",
    "donneesqc_deposit_part_add",
    "donneesqc_deposit_resume",
    "donneesqc_deposit_show",
    "donneesqc_deposit_submit",
    "donneesqc_version_diff",
    "donneesqc_version_list",
    "donneesqc_version_restore",
    "donneesqc_version_show",
    "donneesqc_version_withdraw",
]


def _editor(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may change the dataset."""
    return tk.check_access("package_update", context, {"id": data_dict["dataset"]}) and ALLOWED


def _reader(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may see the dataset."""
    return tk.check_access("package_show", context, {"id": data_dict["dataset"]}) and ALLOWED


ALLOWED: AuthResult = {"success": True}
donneesqc_deposit_create = donneesqc_deposit_part_add = donneesqc_deposit_submit = _editor
donneesqc_deposit_show = donneesqc_deposit_resume = donneesqc_deposit_cancel = _editor
donneesqc_version_restore = donneesqc_version_withdraw = _editor
donneesqc_version_list = tk.auth_allow_anonymous_access(_reader)
donneesqc_version_show = donneesqc_version_diff = donneesqc_version_list


def donneesqc_deposit_list(context: Context, data_dict: DataDict) -> AuthResult:
    """Let accounts list the deposits of what they may change; the action chooses them."""
    if data_dict.get("dataset"):
        return _editor(context, data_dict)
    # CKAN 2.12 takes the anonymous, and a token that it doesn't know, for an account
    return ALLOWED if account_of(context) else {"success": False}
