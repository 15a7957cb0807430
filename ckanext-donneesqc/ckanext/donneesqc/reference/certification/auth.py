"""Who may do what to a certification."""

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.donneesqc.reference import config
from ckanext.donneesqc.reference.certification import roles
from ckanext.donneesqc.reference.sets import find_set

__all__ = [
    "donneesqc_attestation_create",
    "donneesqc_certification_log",
    "donneesqc_certification_move",
    "donneesqc_certification_run",
    "donneesqc_probe_record",
]


@tk.auth_allow_anonymous_access
def donneesqc_certification_log(context: Context, data_dict: DataDict) -> AuthResult:
    """Let everybody see the log of a set that they may see, and the hashes of all of it."""
    if not data_dict.get("name"):
        return {"success": True}
    return {"success": bool(tk.check_access("donneesqc_reference_show", context, data_dict))}


def donneesqc_certification_move(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who have a role; the state says which."""
    return _has_role(context, data_dict)


def donneesqc_certification_run(context: Context, data_dict: DataDict) -> AuthResult:
    """Let those who have a role, and the portal's machines."""
    return {"success": True} if roles.is_machine(context) else _has_role(context, data_dict)


def donneesqc_attestation_create(context: Context, data_dict: DataDict) -> AuthResult:
    """Let the people who have a role: no machine attests anything."""
    if context.get("user") in config.machines():
        return {"success": False}
    return _has_role(context, data_dict)


def donneesqc_probe_record(context: Context, data_dict: DataDict) -> AuthResult:
    """Let the portal's machines."""
    return {"success": roles.is_machine(context)}


def _has_role(context: Context, data_dict: DataDict) -> AuthResult:
    known = find_set(data_dict["name"])
    return {"success": known is not None and bool(roles.roles_of(context, known))}
