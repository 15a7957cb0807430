"""What tests of deposits act on: a dataset, an editor, files, and the worker's work."""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckanext.donneesqc.deposits.work import loop
from werkzeug.datastructures import FileStorage

from tests.extension.catalogue.records import create_dataset

KEYED = {
    "fields": [
        {"name": "id", "type": "integer"},
        {"name": "nom", "type": "string", "title": "Nom", "description": "Nom du projet"},
        {"name": "montant", "type": "number"},
    ],
    "primaryKey": ["id"],
}
FIRST = "id,nom,montant\n1,École,10.50\n2,Collège,20\n3,Université,\n"
SECOND = "id,nom,montant\n1,École,10.5\n2,Cégep,20\n4,Aréna,7\n"


@dataclass(frozen=True)
class World:
    """A dataset and the names of the accounts that act on it."""

    dataset: str
    package_id: str
    organization: str
    editor: str
    schema: dict = field(default_factory=lambda: KEYED)

    def call(self, action: str, /, account: str = "", **data: object) -> dict:
        """Return the result of an action done by the editor, or by another account."""
        user = model.User.get(account or self.editor)
        context = {"user": user.name, "auth_user_obj": user}
        return tk.get_action(action)(context, data)

    def create(self, content: str | bytes, name: str = "projets.csv", **asked: object) -> dict:
        """Announce a file."""
        octets = content if isinstance(content, bytes) else content.encode()
        return self.call(
            "donneesqc_deposit_create",
            dataset=self.dataset,
            file_name=name,
            size=len(octets),
            sha256=hashlib.sha256(octets).hexdigest(),
            **{"table_schema": self.schema, **asked},
        )

    def add_part(self, deposit: str, offset: int, octets: bytes) -> dict:
        """Send a part."""
        part = FileStorage(io.BytesIO(octets), filename="part")
        return self.call("donneesqc_deposit_part_add", id=deposit, offset=offset, upload=part)

    def send(self, content: str | bytes, name: str = "projets.csv", **asked: object) -> dict:
        """Send a whole file and submit it; return what the last action said."""
        octets = content if isinstance(content, bytes) else content.encode()
        made = self.create(octets, name, **asked)
        if made["state"] != "receiving":
            return made
        self.add_part(made["id"], made["received"], octets[made["received"] :])
        return self.call("donneesqc_deposit_submit", id=made["id"])

    def publish(self, content: str | bytes, name: str = "projets.csv", **asked: object) -> dict:
        """Send a file, do the worker's work, return the deposit."""
        sent = self.send(content, name, **asked)
        work()
        return self.call("donneesqc_deposit_show", id=sent["id"])

    def versions(self) -> list[dict]:
        """Return the versions, newest first."""
        return self.call("donneesqc_version_list", dataset=self.dataset)["results"]

    def resource(self) -> dict:
        """Return the table's resource."""
        package = self.call("package_show", id=self.dataset)
        return next(item for item in package["resources"] if item.get("role") == "normalise")

    def rows(self, **asked: object) -> list[dict]:
        """Return the live table's rows, without their numbers."""
        found = self.call("datastore_search", resource_id=self.resource()["id"], **asked)
        return [
            {key: value for key, value in row.items() if key not in ("_id", "rank")}
            for row in found["records"]
        ]


def make_world() -> World:
    """Create an organisation with an editor, and a dataset without files."""
    editor = factories.User()
    member = {"name": editor["name"], "capacity": "editor"}
    organization = factories.Organization(users=[member], title="Ministère des Essais")
    package = create_dataset(
        name=f"projets-{uuid4().hex[:12]}", title="Projets d’essai", owner_org=organization["id"]
    )
    return World(package["name"], package["id"], organization["name"], editor["name"])


def work() -> None:
    """Do all that the worker has to do now, what follows publishing included."""
    while loop.work_once():
        pass
    while loop.follow_up():
        pass


def numbers(versions: Iterable[dict]) -> list[int]:
    """Return the versions' numbers."""
    return [version["number"] for version in versions]
