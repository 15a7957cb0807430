"""Reach the running stack: the portal's API, what Airflow does, the DataStore's own tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg2
from embedded.settings import Settings

PATIENCE = httpx.Timeout(120.0)


@dataclass(frozen=True)
class Portal:
    """The portal as a program meets it; `token` is empty for an anonymous program."""

    address: str
    client: httpx.Client
    token: str = ""

    def post(self, action: str, data: dict[str, Any]) -> httpx.Response:
        """Send an action's data and return the answer, whatever it is."""
        headers = {"Authorization": self.token} if self.token else {}
        url = f"{self.address}/api/3/action/{action}"
        return self.client.post(url, json=data, headers=headers)

    def call(self, action: str, data: dict[str, Any] | None = None) -> Any:
        """Return the result of an action that must succeed."""
        answer = self.post(action, data or {})
        assert answer.is_success, f"{action}: {answer.status_code} {answer.text[:500]}"
        return answer.json()["result"]

    def dataset(self, name: str) -> dict[str, Any]:
        """Return a dataset with its resources."""
        return self.call("package_show", {"id": name})

    def resource(self, dataset: str, role: str, publication: str = "") -> dict[str, Any]:
        """Return a dataset's resource by its role and, for an original, its publication."""
        return next(
            item
            for item in self.dataset(dataset)["resources"]
            if item["role"] == role and publication in ("", item.get("publication"))
        )

    def rows(self, dataset: str) -> list[dict[str, Any]]:
        """Return every row of a dataset's table."""
        table = self.resource(dataset, "normalise")["id"]
        wanted = {"resource_id": table, "limit": 32000, "sort": "_id"}
        return self.call("datastore_search", wanted)["records"]


@contextmanager
def open_portal(address: str, token: str = "") -> Iterator[Portal]:
    """Open the portal with a client of its own."""
    with httpx.Client(timeout=PATIENCE, follow_redirects=True) as client:
        yield Portal(address, client, token)


def secret(settings: Settings, name: str) -> str:
    """Read one of the stack's generated secrets."""
    return (settings.secrets / name).read_text(encoding="utf-8").strip()


def row_versions(settings: Settings, table: str) -> list[tuple[int, str]]:
    """Return (`_id`, `xmin`) of each row of a DataStore table: a row rewritten has another xmin."""
    with (
        psycopg2.connect(
            host="127.0.0.1",
            port=settings.ports.postgres,
            user="ckan",
            password=secret(settings, "postgres_ckan_password"),
            dbname="datastore",
        ) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(f'SELECT _id, xmin::text FROM "{table}" ORDER BY _id')
        return cursor.fetchall()


def stored_files(store: Path) -> dict[str, tuple[int, int]]:
    """Return each raw file, and what is known of it, with its size and time of last change."""
    return {
        str(path.relative_to(store)): (path.stat().st_size, path.stat().st_mtime_ns)
        for folder in ("raw", "snapshots")
        for path in sorted((store / folder).rglob("*"))
        if path.is_file()
    }
