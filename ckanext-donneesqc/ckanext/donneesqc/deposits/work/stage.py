"""checked → staged: load the version into a table that nobody sees yet, and count what changes."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.identity import is_of_another
from ckanext.donneesqc.deposits.model import Deposit
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table import staging
from ckanext.donneesqc.deposits.table.columns import filters, primary_key
from ckanext.donneesqc.deposits.work.parts import (
    Composition,
    aligned,
    compose,
    paths_of,
    paths_of_version,
)
from ckanext.donneesqc.deposits.work.quarantine import quarantine

from pipelines.history.differences import Changes, count_changes


def stage(deposit: Deposit) -> None:
    """Load the version that the deposit brings, beside the one that readers see."""
    if is_of_another(deposit):
        quarantine(deposit, "deposit-foreign-table")
        return
    made = compose(deposit)
    before = paths_of_version(records.live_version(deposit.resource_id))
    folder = store.scratch(deposit.package_id, "stage")
    with ThreadPoolExecutor(1) as pool:
        key = primary_key(made.descriptor)
        counted = pool.submit(_count, before, made, key)
        parts = aligned(made, folder)
        staging.stage(load_of(deposit, made, parts))
        deposit.changes = asdict(counted.result())
    store.forget(folder)
    records.move(deposit, State.STAGED)


def _count(before: Mapping[str, Path], made: Composition, key: Sequence[str]) -> Changes:
    """Count what changes; in a first version every row is new."""
    return count_changes(before, paths_of(made), key) if before else Changes(added=made.rows)


def load_of(deposit: Deposit, made: Composition, parts: list) -> staging.Load:
    """Return what to load of a deposit."""
    partition = deposit.facts.get("partition")
    found = [*filters(made.descriptor), *([partition] if partition else [])]
    return staging.Load(deposit.resource_id, deposit.id, parts, made.descriptor, found)
