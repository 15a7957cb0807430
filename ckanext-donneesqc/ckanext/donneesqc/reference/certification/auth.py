"""Who may do what to a certification."""

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.donneesqc.reference import config
from ckanext.donneesqc.reference.certification import roles
from ckanext.donneesqc.reference.sets import find_set
from flask import has_request_context

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
    """Let the people who have a role, signed in: no machine attests anything, nor any token."""
    if context.get("user") in config.machines() or _by_token():
        return {"success": False, "msg": tk._("Sign in to attest: a token can’t.")}
    return _has_role(context, data_dict)


def donneesqc_probe_record(context: Context, data_dict: DataDict) -> AuthResult:
    """Let the portal's machines."""
    return {"success": roles.is_machine(context)}


def _by_token() -> bool:
    """Say whether who asks shows a token, as programs do."""
    header = tk.config["apitoken_header_name"]
    return has_request_context() and bool(tk.request.headers.get(header))


def _has_role(context: Context, data_dict: DataDict) -> AuthResult:
    known = find_set(data_dict["name"])
    return {"success": known is not None and bool(roles.roles_of(context, known))}
