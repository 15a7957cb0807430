"""A set that a portal answers wrongly for is refused by the test of what is wrong, over HTTP."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.certification.gathering import open_site
from pipelines.certification.gathering.gather import gather
from pipelines.certification.judge import judge
from tests.journeys.between import HONEST, Fault, between
from tests.journeys.stack import Portal

NAME = "mrc"
ORIGINAL, ACTION = r"/resource/[^/]+/download/", "/api/3/action/"
VERSION_CSV = rf"/dataset/{NAME}/.*\.csv$"
PACKAGE, DATA_PACKAGE = f"{ACTION}package_show", r"datapackage\.json"
ERROR_PAGE = b"<!DOCTYPE html><title>Erreur</title><body>Revenez plus tard.</body>"


def swap(before: bytes, after: bytes) -> Callable[[bytes], bytes]:
    """Change some octets the first time that they are there."""

    def change(content: bytes) -> bytes:
        return content.replace(before, after, 1)

    return change


def edited(edit: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    """Change a JSON answer, in place."""

    def change(content: bytes) -> bytes:
        said = json.loads(content)
        edit(said)
        return json.dumps(said, ensure_ascii=False).encode()

    return change


def each_resource(**fields: object) -> Callable[[Any], object]:
    """Change what the portal says of each file."""
    return lambda said: [item.update(fields) for item in said["result"]["resources"]]


def each_column(edit: Callable[[dict], object]) -> Callable[[bytes], bytes]:
    """Change how each column is described."""
    return edited(lambda said: [edit(item) for item in said["resources"][0]["schema"]["fields"]])


def older(said: dict) -> None:
    """Make each version look two years older, and the set look yearly."""
    for item in said["result"]["results"]:
        item["created"] = f"2024{item['created'][4:]}"


FAULTS: dict[str, tuple[str, Fault]] = {
    "an octet": ("files-unchanged", Fault(ORIGINAL, swap(b"Rocher", b"Rochex"))),
    "no hash": ("files-unchanged", Fault(PACKAGE, edited(each_resource(hash="")))),
    "error page": ("files-are-what-they-say", Fault(ORIGINAL, lambda _: ERROR_PAGE)),
    "gone": ("files-answer", Fault(ORIGINAL, status=404)),
    "silent API": ("files-answer", Fault(f"{ACTION}datastore_search", status=503)),
    "a cell of the API": (
        "api-same-as-file",
        Fault(f"{ACTION}datastore_search", swap(b"Le Rocher-Perc", b"Le Rocher-perc")),
    ),
    "catalogue without files": (
        "catalogue-readable",
        Fault(r"\.ttl$", lambda text: text.replace(b"dcat:distribution", b"dcat:keyword")),
    ),
    "broken JSON-LD": ("catalogue-readable", Fault(r"\.jsonld$", lambda text: text[:-9])),
    "no pattern": (
        "identifier-form",
        Fault(DATA_PACKAGE, each_column(lambda item: item.pop("constraints", None))),
    ),
    "titles as descriptions": (
        "columns-described",
        Fault(DATA_PACKAGE, each_column(lambda item: item.update(description=item["title"]))),
    ),
    "no author": (
        "metadata-complete",
        Fault(PACKAGE, edited(lambda said: said["result"].update(author="\u200b"))),
    ),
    "no contact": ("contact", Fault(PACKAGE, edited(lambda said: said["result"].update(
        author_email="noreply@gouv.qc.ca")))),
    "unknown calendar": ("fresh", Fault(PACKAGE, edited(lambda said: said["result"].update(
        update_frequency="bientot")))),
    "row given twice": (
        "identifier-unique",
        Fault(VERSION_CSV, lambda text: text + text.splitlines(keepends=True)[-1]),
    ),
    "invisible character": (
        "identifier-form",
        Fault(VERSION_CSV, lambda text: re.sub(rb"(\n[^,]+,)02,", "\\1\u200b02,".encode(), text)),
    ),
    "region that there is not": (
        "references",
        Fault(
            r"/dataset/regions-administratives/.*\.csv$",
            lambda text: re.sub(rb"\n[^\n]*,11,[^\n]*", b"", text),
        ),
    ),
    "swapped axes": (
        "reference-system",
        Fault(
            r"download/.*\.geojson$",
            lambda text: re.sub(rb"\[(-?[\d.]+), ?(-?[\d.]+)\]", rb"[\2,\1]", text),
        ),
    ),
    "another encoding": (
        "text-utf8",
        Fault(ORIGINAL + r".*\.csv", lambda text: text.decode().encode("cp1252", "replace")),
    ),
    "files that were down": (
        "uptime-files",
        Fault(
            f"{ACTION}donneesqc_certification_show",
            edited(lambda said: said["result"]["uptimes"].update(
                files={"available": 8_000, "known": 8_640, "slots": 8_640})),
        ),
    ),
}  # fmt: skip


def failed(portal: Portal, fault: Fault, scratch: Path) -> set[str]:
    """Return the tests that the set fails, asked of a portal with a fault."""
    with between(portal.address, fault) as address, open_site(address) as site:
        results = judge(gather(site, NAME, scratch, datetime.now(UTC).date()))
    return {item.code for item in results if item.verdict.passed is False}


def test_without_a_fault_the_set_passes(portal: Portal, tmp_path: Path) -> None:
    assert failed(portal, HONEST, tmp_path) == set()


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_refused_by_its_own_test(
    portal: Portal, tmp_path: Path, name: str
) -> None:
    code, fault = FAULTS[name]
    assert code in failed(portal, fault, tmp_path)
