"""What tests of maps act on: a dataset, an editor, files."""

import io
import json
from dataclasses import dataclass
from uuid import uuid4

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import CKANTestApp
from werkzeug.datastructures import FileStorage

from tests.extension.catalogue.records import create_dataset

PLACES = (
    ("Hôtel de ville de Québec", -71.2085, 46.8139, 120),
    ("Hôtel de ville de Montréal", -73.5540, 45.5089, 340),
    ("Hôtel de ville de Gatineau", -75.7130, 45.4290, None),
)


def geojson(places: tuple = PLACES) -> bytes:
    """Return points with a name and a number."""
    features = [
        {
            "type": "Feature",
            "properties": {"nom": name, "visites": visits},
            "geometry": {"type": "Point", "coordinates": [x, y]},
        }
        for name, x, y, visits in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@dataclass(frozen=True)
class Atlas:
    """A dataset, its organisation, the accounts that act on it, and the portal's pages."""

    app: CKANTestApp
    dataset: str
    organization: str
    editor: str

    def call(self, action: str, /, account: str = "", **data: object) -> dict:
        """Return the result of an action done by the editor, or by another account."""
        user = model.User.get(account or self.editor)
        return tk.get_action(action)({"user": user.name, "auth_user_obj": user}, data)

    def upload(self, content: bytes, name: str = "lieux.geojson", **fields: object) -> dict:
        """Add a file to the dataset; return its resource."""
        upload = FileStorage(io.BytesIO(content), filename=name)
        about = {"name": name, "format": "GeoJSON", "resource_type": "donnees", **fields}
        return self.call("resource_create", package_id=self.dataset, upload=upload, **about)

    def replace(self, resource: dict, content: bytes) -> dict:
        """Put another file in the place of a resource's."""
        upload = FileStorage(io.BytesIO(content), filename="lieux.geojson")
        return self.call("resource_patch", id=resource["id"], upload=upload)

    def base(self, resource: dict) -> str:
        """Return the address of a resource's map."""
        return f"/dataset/{self.dataset}/resource/{resource['id']}/carte"

    def state(self, resource: dict) -> dict:
        """Return what the portal says of a resource's map."""
        return self.app.get(f"{self.base(resource)}/etat.json").json


def make_atlas(app: CKANTestApp) -> Atlas:
    """Create the organisation, its editor and the dataset."""
    editor = factories.User()
    users = [{"name": editor["name"], "capacity": "editor"}]
    organization = factories.Organization(users=users)
    name = f"atlas-{uuid4().hex[:8]}"
    create_dataset(name=name, owner_org=organization["id"])
    return Atlas(app, name, organization["name"], editor["name"])
