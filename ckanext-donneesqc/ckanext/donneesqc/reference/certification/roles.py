"""Who acts on a certification: an editor of the organisation, or who certifies for the portal."""

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context
from ckanext.donneesqc.reference import config
from ckanext.donneesqc.reference.model import ReferenceSet

from pipelines.certification.states import CERTIFIER, EDITOR


def is_certifier(context: Context) -> bool:
    """Say whether somebody certifies for the portal: a sysadmin, or an account so named."""
    user = model.User.get(context.get("user")) if context.get("user") else None
    return bool(user and (user.sysadmin or user.name in config.certifiers()))


def is_machine(context: Context) -> bool:
    """Say whether somebody is an account of the portal's machines, or who certifies."""
    return context.get("user") in config.machines() or is_certifier(context)


def roles_of(context: Context, known: ReferenceSet) -> list[str]:
    """Return the roles in which somebody may act on a set."""
    found = [CERTIFIER] if is_certifier(context) else []
    try:
        tk.check_access("package_update", context, {"id": known.package_id})
    except tk.NotAuthorized:
        return found
    return [*found, EDITOR]
