"""Sets of reference on the portal, with who works on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.reference import jobs

from pipelines.matching.reference import rows_of
from pipelines.sources import load_sources
from tests.extension.catalogue.records import act, create_dataset

Rows = Sequence[dict[str, str]]


@dataclass(frozen=True)
class Library:
    """An organisation, its editor, the portal's pages."""

    app: CKANTestApp
    organization: str
    editor: str

    def call(self, action: str, /, account: str = "", **data: object) -> dict:
        """Return the result of an action done by the editor, or by another account."""
        user = model.User.get(account or self.editor)
        return tk.get_action(action)({"user": user.name, "auth_user_obj": user}, data)

    def dataset(self, name: str, rows: Rows, **fields: object) -> dict:
        """Create a dataset with a table; return it."""
        package = create_dataset(name=name, title=name, owner_org=self.organization, **fields)
        columns = [{"id": column, "type": "text"} for column in rows[0]]
        resource = {"package_id": package["id"], "name": "Table", "resource_type": "donnees"}
        act("datastore_create", resource=resource, fields=columns, records=list(rows))
        return act("package_show", id=package["id"])

    def declare(self, dataset: str, /, account: str = "", **said: object) -> dict:
        """Declare that a dataset is a reference, and have its register made."""
        usual = {
            "official": "Répertoire (données fictives)",
            "mandate": "Aucun",
            "steward": "Équipe d’essai",
            "dataset": dataset,
        }
        told = self.call("donneesqc_reference_declare", account, **{**usual, **said})
        jobs.refresh(told["name"])
        return told

    def replace(self, package: dict, rows: Rows) -> None:
        """Put other rows in the place of a table's."""
        (table,) = (item["id"] for item in package["resources"] if item["datastore_active"])
        act("datastore_delete", resource_id=table, force=True)
        columns = [{"id": column, "type": "text"} for column in rows[0]]
        act("datastore_create", resource_id=table, force=True, fields=columns, records=list(rows))
        found = tk.get_action("donneesqc_reference_list")({"ignore_auth": True}, {})
        (name,) = (item["name"] for item in found if item["dataset"] == package["name"])
        jobs.refresh(name)

    def real_set(self, source: str) -> str:
        """Publish one of the sets that come with the library; return the name that it has here."""
        card = next(item for item in load_sources() if item.name == source)
        assert card.reference
        name = unique(source)
        self.dataset(name, rows_of(source))
        shape = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in vars(card.reference.shape).items()
        }
        self.declare(
            name,
            shape=shape,
            vintage=card.partition,
            names=list(rows_of(source, "noms.csv")),
            gone=list(rows_of(source, "successions.csv")),
        )
        return name


def unique(name: str) -> str:
    """Return a name that no other test has."""
    return f"{name}-{uuid4().hex[:8]}"


def make_library(app: CKANTestApp) -> Library:
    """Create the organisation and its editor."""
    editor = factories.User()
    users = [{"name": editor["name"], "capacity": "editor"}]
    organization = factories.Organization(users=users)
    return Library(app, organization["name"], editor["name"])
