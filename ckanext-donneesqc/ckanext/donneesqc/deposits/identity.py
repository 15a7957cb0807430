"""Keep the id of a table for the dataset that has, or had, this table: its rows answer to it."""

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.deposits import tables
from ckanext.donneesqc.deposits.model import Deposit


def refuse_foreign_tables(package: dict) -> None:
    """Refuse a dataset that takes the id of another's table. Raises ValidationError."""
    found = [item["id"] for item in package.get("resources") or () if item.get("id")]
    if found and tables.taken(package["id"], found):
        model.Session.rollback()
        said = tk._("This identifier is that of another dataset's table: choose another.")
        raise tk.ValidationError({"id": [said]})


def is_of_another(deposit: Deposit) -> bool:
    """Return whether readers of another dataset would see what a deposit loads."""
    resource = model.Session.get(model.Resource, deposit.resource_id)
    return resource is not None and resource.package_id != deposit.package_id
