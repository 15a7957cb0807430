"""Ask the sets' files and their API whether they answer, as a reader would."""

import errno
import socket
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from pipelines.certification.gathering.site import Site
from pipelines.certification.subject import API, FILES
from pipelines.fetch.deadline import Deadline, Watch
from pipelines.messages import Refusal

FIRST = {"Range": "bytes=0-1023"}
ANSWERED = (200, 206)
PAGE = b"<html"
SLOWEST, ALL = 20.0, 180.0  # seconds given to one address, to all sets
AT_ONCE = 8  # sets
CUT_OFF = (errno.ENETDOWN, errno.ENETUNREACH)


@dataclass(frozen=True)
class Target:
    """A set that everybody may see: its dataset, its table, the addresses of its files."""

    name: str
    dataset: str
    table: str
    files: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {**asdict(self), "files": list(self.files)}

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> "Target":
        """Return a target from what `told` gave."""
        return cls(said["name"], said["dataset"], said["table"], tuple(said["files"]))


def find_targets(site: Site) -> list[Target]:
    """Return the sets that everybody may see; raises Refusal when the portal doesn't answer.

    A set that only its organisation sees isn't probed: what nobody may have isn't down. One whose
    dataset isn't shown has no file that answers.
    """
    return [
        Target(said["name"], said["dataset"], said["table"], _files(site, said["dataset"]))
        for said in site.call("donneesqc_reference_list")
    ]


def _files(site: Site, dataset: str) -> tuple[str, ...]:
    try:
        package = site.call("package_show", id=dataset)
    except Refusal:
        return ()
    return tuple(str(item["url"]) for item in package["resources"] if item.get("hash"))


def is_cut_off(reason: BaseException | None) -> bool:
    """Tell whether who asks is cut off, rather than who is asked: no name is found, no network."""
    while reason is not None:
        if isinstance(reason, socket.gaierror):
            return True
        if isinstance(reason, OSError) and reason.errno in CUT_OFF:
            return True
        reason = reason.__cause__ or reason.__context__
    return False


def probe_all(site: Site, targets: Iterable[Target]) -> dict[str, dict[str, bool]]:
    """Return which files and API answer now, of each set that could be asked in time.

    One set that makes others wait, or that can't be asked, costs itself alone.
    """
    end = Deadline(ALL)

    def asked(target: Target) -> tuple[str, dict[str, bool]] | None:
        return (target.name, probe(site, target, end)) if end.left() else None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(filter(None, pool.map(asked, targets)))


def probe(site: Site, target: Target, end: Deadline | None = None) -> dict[str, bool]:
    """Return whether all files and the API of a set answer now.

    Only the beginning of each file is asked for; the page of an error isn't an answer, whatever its
    status.
    """
    end = end or Deadline(ALL)
    are_there = bool(target.files) and all(_answers(site, file, end) for file in target.files)
    return {FILES: are_there, API: _has_rows(site, target)}


def _answers(site: Site, address: str, end: Deadline) -> bool:
    watch = Watch(min(SLOWEST, end.left()))
    try:
        with (
            watch,
            site.client.stream(
                "GET", address, headers=FIRST, extensions={"trace": watch.trace}
            ) as answer,
        ):
            first = next(answer.iter_bytes(), b"")
    except (httpx.HTTPError, httpx.InvalidURL, Refusal, ValueError):
        return False
    whole = answer.status_code in ANSWERED and bool(first) and not watch.late
    return whole and PAGE not in first[:1024].lower()


def _has_rows(site: Site, target: Target) -> bool:
    try:
        asked = {"resource_id": target.table, "limit": 1, "include_total": False}
        return bool(site.call("datastore_search", **asked)["records"])
    except (Refusal, KeyError, TypeError):
        return False
