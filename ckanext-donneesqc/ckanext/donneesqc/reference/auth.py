"""Who may see a set: who may see its dataset. Who may declare it, or decide: who may change it."""

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.donneesqc.reference.sets import find_set

__all__ = [
    "donneesqc_entity_show",
    "donneesqc_error_report_create",
    "donneesqc_reference_declare",
    "donneesqc_reference_show",
    "donneesqc_succession_decide",
]

ALLOWED: AuthResult = {"success": True}


@tk.auth_allow_anonymous_access
def donneesqc_reference_show(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may see the dataset."""
    place = {"id": _package(data_dict["name"])}
    return tk.check_access("package_show", context, place) and ALLOWED


@tk.auth_allow_anonymous_access
def donneesqc_entity_show(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may see the dataset."""
    return donneesqc_reference_show(context, {"name": data_dict["set"]})


@tk.auth_allow_anonymous_access
def donneesqc_error_report_create(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may see the dataset."""
    return donneesqc_reference_show(context, data_dict)


def donneesqc_reference_declare(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may change the dataset."""
    return tk.check_access("package_update", context, {"id": data_dict["dataset"]}) and ALLOWED


def donneesqc_succession_decide(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who may change the dataset."""
    place = {"id": _package(data_dict["set"])}
    return tk.check_access("package_update", context, place) and ALLOWED


def _package(name: str) -> str:
    found = find_set(name)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no reference dataset of this name."))
    return found.package_id
