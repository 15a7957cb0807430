"""Bring the live version of a table here, to compare a file with it before sending it."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

from pipelines.publish.portal import Portal
from pipelines.publish.versions import Table, Version, list_versions

LARGEST = 300_000_000  # bytes: beyond, the portal alone counts the changes


@dataclass(frozen=True)
class Live:
    """Hold the live version; `path` is its normalised CSV, None when it can't be had."""

    version: Version
    path: Path | None


def fetch_live(portal: Portal, table: Table, folder: Path) -> Live | None:
    """Return the live version of a table, its CSV written in the folder; None for an empty table.

    The token goes to the portal alone, whatever the file's address. Raises Refusal when the portal
    can't say its versions; a file that doesn't come is only missing.
    """
    version = next((known for known in list_versions(portal, table) if known.live), None)
    if version is None:
        return None
    file = next((file for file in version.files if file.form == "csv"), None)
    if file is None or file.size > LARGEST:
        return Live(version, None)
    path = folder / "version-en-ligne.csv"
    return Live(version, path if _download(portal, file.address, path) else None)


def _download(portal: Portal, address: str, path: Path) -> bool:
    url = urljoin(f"{portal.address}/", address)
    if urlsplit(url)[:2] != urlsplit(portal.address)[:2]:
        return False
    try:
        with portal.client.stream("GET", url) as answer, path.open("wb") as file:
            if answer.status_code != httpx.codes.OK:
                return False
            for chunk in answer.iter_bytes():
                file.write(chunk)
    except httpx.HTTPError:
        return False
    return True
