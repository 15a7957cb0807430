"""Ask a set's files and its API whether they answer, as a reader would."""

from collections.abc import Mapping
from typing import Any

import httpx

from pipelines.certification.gathering.site import Site
from pipelines.certification.subject import API, FILES
from pipelines.messages import Refusal

FIRST = {"Range": "bytes=0-1023"}
ANSWERED = (200, 206)
PAGE = b"<html"


def probe(site: Site, said: Mapping[str, Any]) -> dict[str, bool]:
    """Return whether the files and the API of a set answer now.

    `said`: what `donneesqc_reference_show` answers. Only the beginning of each file is asked for;
    the page of an error isn't an answer, whatever its status.
    """
    try:
        package = site.call("package_show", id=said["dataset"])
        files = [str(item["url"]) for item in package["resources"] if item.get("hash")]
    except Refusal:
        return {FILES: False, API: _has_rows(site, said)}
    are_there = bool(files) and all(_answers(site, file) for file in files)
    return {FILES: are_there, API: _has_rows(site, said)}


def _answers(site: Site, address: str) -> bool:
    try:
        with site.client.stream("GET", address, headers=FIRST) as answer:
            first = next(answer.iter_bytes(), b"")
    except (httpx.HTTPError, httpx.InvalidURL, Refusal):
        return False
    return answer.status_code in ANSWERED and bool(first) and PAGE not in first[:1024].lower()


def _has_rows(site: Site, said: Mapping[str, Any]) -> bool:
    try:
        asked = {"resource_id": said["table"], "limit": 1, "include_total": False}
        return bool(site.call("datastore_search", **asked)["records"])
    except (Refusal, KeyError):
        return False
