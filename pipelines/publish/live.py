"""Bring the live version of a table here, to compare a file with it before sending it."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx

from pipelines.publish.portal import Portal
from pipelines.publish.versions import Table, Version, list_versions

LARGEST = 300_000_000  # bytes: beyond, the portal alone counts the changes


def live_version(portal: Portal, table: Table) -> Version | None:
    """Return the live version of a table, None when readers see none; raises Refusal."""
    return next((known for known in list_versions(portal, table) if known.live), None)


def fetch_rows(portal: Portal, version: Version, folder: Path) -> Path | None:
    """Write a version's normalised CSV in the folder; None when it is too large or doesn't come.

    The token goes to the portal alone, whatever the file's address.
    """
    file = next((file for file in version.files if file.form == "csv"), None)
    if file is None or file.size > LARGEST:
        return None
    path = folder / "version-en-ligne.csv"
    return path if _download(portal, file.address, path) else None


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
