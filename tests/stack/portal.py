"""Ask a stack's portal what it holds."""

import hashlib
from dataclasses import dataclass

import httpx
from embedded.credentials import token_file
from embedded.settings import Settings


@dataclass(frozen=True)
class Holdings:
    """What a portal holds: datasets, each resource's bytes, each table's rows."""

    datasets: tuple[str, ...]
    files: dict[str, str]
    tables: dict[str, str]


def action(settings: Settings, name: str, /, **values: str | int | bool) -> dict:
    """Call one of CKAN's actions with the pipeline's token; return its result."""
    token = token_file(settings).read_text(encoding="utf-8").strip()
    address = f"{settings.portal}/api/3/action/{name}"
    answer = httpx.post(address, json=values, headers={"Authorization": token}, timeout=120)
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


def holdings(settings: Settings) -> Holdings:
    """Read everything that readers can get from the portal, as hashes."""
    found = action(settings, "package_search", rows=1000, sort="name asc")
    resources = [resource for dataset in found["results"] for resource in dataset["resources"]]
    return Holdings(
        datasets=tuple(dataset["name"] for dataset in found["results"]),
        files={resource["id"]: _file_hash(settings, resource) for resource in resources},
        tables={
            resource["id"]: _table_hash(settings, resource["id"])
            for resource in resources
            if resource["datastore_active"]
        },
    )


def _file_hash(settings: Settings, resource: dict) -> str:
    # The address names the port of the stack that published it; the path is the same everywhere.
    path = httpx.URL(resource["url"]).path
    answer = httpx.get(f"{settings.portal}{path}", timeout=120)
    assert answer.status_code == 200, resource["url"]
    return hashlib.sha256(answer.content).hexdigest()


def _table_hash(settings: Settings, resource_id: str) -> str:
    total, offset = hashlib.sha256(), 0
    while True:
        page = action(
            settings, "datastore_search", resource_id=resource_id, sort="_id", offset=offset,
            limit=10000, records_format="csv",
        )  # fmt: skip
        if not page["records"]:
            return total.hexdigest()
        total.update(page["records"].encode())
        offset += 10000
