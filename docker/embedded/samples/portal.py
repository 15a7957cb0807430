"""The answers of the ministries' CKAN portal, `package_show`, and the addresses of their files."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

PORTAL = "https://www.donneesquebec.ca/recherche"
FOLDER = "donneesquebec/recherche"


@dataclass(frozen=True)
class Resource:
    """One resource; `content` is None when it is only listed, never fetched."""

    id: str
    name: str
    file_name: str
    modified: str
    content: bytes | None
    format: str = "CSV"


@dataclass(frozen=True)
class Dataset:
    """One dataset of the portal; `id` is what its addresses begin with."""

    id: str
    name: str
    title: str
    organization: tuple[str, str]
    resources: tuple[Resource, ...]
    fictional: bool = False

    @property
    def address(self) -> str:
        """Return what the addresses of all its files begin with."""
        return f"{PORTAL}/dataset/{self.id}/"

    def file_address(self, resource: Resource) -> str:
        """Return the address of one file."""
        return f"{self.address}resource/{resource.id}/download/{resource.file_name}"


def files(dataset: Dataset) -> dict[str, bytes]:
    """Return path → content of all that the portal serves for one dataset."""
    served = {
        f"{FOLDER}/api/3/action/package_show/{dataset.name}.json": _package_show(dataset),
    }
    for resource in dataset.resources:
        if resource.content is not None:
            path = dataset.file_address(resource).removeprefix(PORTAL)
            served[f"{FOLDER}{path}"] = resource.content
    return served


def detours(datasets: Iterable[Dataset], base: str) -> list[dict[str, str | bool]]:
    """Return what sends the portal's addresses to `base`, invented datasets marked."""
    target = f"{base}/{FOLDER}"
    invented = [
        {
            "from": dataset.address,
            "to": dataset.address.replace(PORTAL, target),
            "fictional": True,
        }
        for dataset in datasets
        if dataset.fictional
    ]
    return [{"from": PORTAL, "to": target, "fictional": False}, *invented]


def _package_show(dataset: Dataset) -> bytes:
    name, title = dataset.organization
    result = {
        "id": dataset.id,
        "name": dataset.name,
        "title": dataset.title,
        "type": "dataset",
        "state": "active",
        "private": False,
        "license_id": "cc-by",
        "language": "FR",
        "organization": {"name": name, "title": title, "type": "organization"},
        "num_resources": len(dataset.resources),
        "resources": [_resource(dataset, resource) for resource in dataset.resources],
    }
    answer = {"help": f"{PORTAL}/api/3/action/help_show?name=package_show", "success": True}
    return json.dumps({**answer, "result": result}, ensure_ascii=False, indent=1).encode()


def _resource(dataset: Dataset, resource: Resource) -> dict[str, str | int | None]:
    return {
        "id": resource.id,
        "package_id": dataset.id,
        "name": resource.name,
        "format": resource.format,
        "resource_type": "donnees",
        "url": dataset.file_address(resource),
        "url_type": "upload",
        "last_modified": resource.modified,
        "size": None if resource.content is None else len(resource.content),
        "state": "active",
    }
