"""Make datasets as the portal has them, for the tests of this room."""

import ckan.plugins.toolkit as tk

CATEGORY = {"name": "gouvernement-finances", "title": "Gouvernement et finances"}
ORGANIZATION = {"name": "sct", "title": "Secrétariat du Conseil du trésor"}


def dataset(**fields: object) -> dict:
    """Return the least metadata that the form accepts, with these fields besides."""
    return {
        "name": "budget-de-depenses",
        "title": "Budget de dépenses",
        "notes": "Crédits par portefeuille.",
        "owner_org": ORGANIZATION["name"],
        "extras_organisation_principale": "gouvernement-du-quebec",
        "license_id": "cc-by",
        "update_frequency": "annual",
        "ext_spatial": "province-quebec",
        "language": "FR",
        **fields,
    }


def act(action: str, **data: object) -> dict:
    """Call an action as the site itself, to whom everything is allowed."""
    site = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return tk.get_action(action)({"user": site["name"], "ignore_auth": True}, data)


def create_organization() -> dict:
    """Create the organisation that `dataset` names."""
    return act("organization_create", **ORGANIZATION)


def create_dataset(**fields: object) -> dict:
    """Create a dataset on the portal and return it as the API shows it."""
    return act("package_create", **dataset(**fields))
