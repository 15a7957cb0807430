"""Read the sets that a table refers to, and whether each is certified."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.certification.gathering import tables
from pipelines.certification.gathering.site import Site
from pipelines.certification.gathering.versions import versions_and_rows
from pipelines.certification.states import CERTIFIED
from pipelines.messages import Refusal

Facts = Mapping[str, Any]


def referred(
    site: Site, name: str, descriptor: Facts, scratch: Path
) -> tuple[dict[str, pl.DataFrame], frozenset[str]]:
    """Return the newest rows of the sets that the table of `name` points to, of those there are.

    Also the names of those that aren't certified today.
    """
    found, uncertified = {}, set()
    keys = descriptor.get("foreignKeys", ())
    for other in {key["reference"]["resource"] for key in keys} - {"", name}:
        try:
            said = site.call("donneesqc_reference_show", name=other)
            state = site.call("donneesqc_certification_show", name=other)["state"]
        except Refusal:
            continue
        folder = scratch / other
        folder.mkdir()
        _, rows = versions_and_rows(site, said, folder)
        found[other] = tables.newest(rows, said["vintage_column"])[0]
        if state != CERTIFIED:
            uncertified.add(other)
    return found, frozenset(uncertified)
