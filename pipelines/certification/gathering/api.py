"""Ask the API of a table for its rows, and compare them with those of its file."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from pipelines.certification.gathering import tables
from pipelines.certification.gathering.site import OK, Site
from pipelines.certification.subject import Answered
from pipelines.messages import Refusal

ALL = 10_000  # rows of a table up to which all of them are asked
SAMPLE, AT_ONCE = 1_000, 250  # identifiers of a larger one, asked some at a time
PAGE = 10_000
OWN = "_id"  # the column that the DataStore adds
Facts = Mapping[str, Any]


def ask(site: Site, live: Facts, rows: pl.DataFrame, identifier: str) -> Answered:
    """Return how many rows the API and the file have, and a hash of the same rows of each.

    `live`: the version in force; of a table of more than 10 000 rows, those of a thousand
    identifiers spread evenly are compared.
    """
    if not live or not rows.height:
        return Answered()
    wanted = sample(rows, identifier)
    try:
        records = list(_records(site, live["resource"], identifier, wanted))
        asked = {"resource_id": live["resource"], "limit": 0}
        total = site.call("datastore_search", **asked)["total"]
    except Refusal:
        return Answered()
    total_only = Answered(status=OK, rows=total, file_rows=rows.height)
    if not records or records[0].keys() - {OWN} != {*rows.columns}:
        return total_only  # what one has and the other lacks can't be the same
    fields, columns = live.get("fields", []), rows.columns
    held = rows if wanted is None else rows.filter(pl.col(identifier).is_in(wanted))
    return replace(
        total_only,
        digest=tables.digest(tables.as_text(records, columns), fields),
        file_digest=tables.digest(held.select(columns), fields),
    )


def sample(rows: pl.DataFrame, identifier: str) -> list[str] | None:
    """Return the identifiers whose rows are compared, None for all rows."""
    if rows.height <= ALL or identifier not in rows.columns:
        return None
    places = [rank * rows.height // SAMPLE for rank in range(SAMPLE)]
    return rows[identifier].gather(places).unique(maintain_order=True).to_list()


def _records(
    site: Site, resource: str, identifier: str, wanted: list[str] | None
) -> Iterator[Facts]:
    asked = {"resource_id": resource, "limit": PAGE, "include_total": False}
    if wanted is None:
        yield from site.call("datastore_search", **asked)["records"]
        return
    for start in range(0, len(wanted), AT_ONCE):
        filters = {identifier: wanted[start : start + AT_ONCE]}
        yield from site.call("datastore_search", **asked, filters=filters)["records"]
