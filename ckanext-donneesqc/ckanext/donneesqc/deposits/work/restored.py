"""Find what a restored version would break of a table whose identifiers were promised to stay."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from ckanext.donneesqc.deposits import records
from ckanext.donneesqc.deposits.model import Deposit
from ckanext.donneesqc.deposits.signals import promised_identifiers
from ckanext.donneesqc.deposits.table.columns import primary_key
from ckanext.donneesqc.deposits.work.parts import compose, paths_of

from pipelines.history.schema_changes import breaking_changes


def count_breaks(deposit: Deposit) -> int:
    """Return how many breaking changes a restored version brings, 0 where nothing was promised."""
    promised = promised_identifiers(deposit.package_id, deposit.resource_id)
    live = records.live_version(deposit.resource_id)
    if promised is None or live is None:
        return 0
    made = compose(deposit)
    keys = primary_key(live.descriptor), primary_key(made.descriptor)
    found = breaking_changes(live.descriptor["fields"], made.descriptor["fields"], *keys)
    lost = {*promised["identifiers"]} - _newest(promised, paths_of(made))
    return len(found) + bool(lost)


def _newest(promised: Mapping, paths: Mapping[str, Path]) -> set[str]:
    """Return the identifiers of the newest vintage of some rows."""
    column, vintage = promised["column"], promised["vintage"]
    found = {(row.get(vintage, ""), row.get(column, "")) for row in _rows(paths)}
    newest = max((year for year, _ in found), default="")
    return {identifier for year, identifier in found if year == newest}


def _rows(paths: Mapping[str, Path]) -> Iterator[dict[str, str]]:
    for path in paths.values():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
