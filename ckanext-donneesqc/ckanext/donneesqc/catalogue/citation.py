"""Say how to cite a dataset so that a reader finds the same data again, and can check them."""

import re
from dataclasses import dataclass

import ckan.plugins.toolkit as tk

SHA256 = re.compile(r"[0-9a-f]{64}")
# The file that a citation's hash is about: the normalised table first, then the newest original.
ROLES = ("normalise", "original")


@dataclass(frozen=True)
class Citation:
    """What identifies a dataset as it is today.

    `modified` is an ISO 8601 time in UTC, as CKAN keeps it; `sha256` is that of the file called
    `file`, both empty when no file has one.
    """

    organization: str
    title: str
    version: str
    modified: str
    address: str
    site: str
    file: str
    sha256: str


def cite(package: dict) -> Citation:
    """Gather a dataset's citation; without a version, its last change is what identifies it."""
    resource = _cited_resource(package["resources"])
    return Citation(
        organization=(package.get("organization") or {}).get("title", ""),
        title=package["title"] or package["name"],
        version=package.get("version") or "",
        modified=_last_change(package, resource),
        address=tk.h.url_for("dataset.read", id=package["name"], qualified=True, locale="default"),
        site=tk.config["ckan.site_title"],
        file=resource.get("name", ""),
        sha256=resource.get("hash", ""),
    )


def _cited_resource(resources: list[dict]) -> dict:
    """Choose the file to check, by role then by newest publication; {} when none has a hash."""
    hashed = [item for item in resources if SHA256.fullmatch(item.get("hash") or "")]
    for role in ROLES:
        ours = [item for item in hashed if item.get("role") == role]
        if ours:
            return max(ours, key=lambda item: item.get("publication") or "")
    return hashed[0] if hashed else {}


def _last_change(package: dict, resource: dict) -> str:
    return resource.get("last_modified") or package["metadata_modified"]
