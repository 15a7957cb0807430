"""Declare on the portal what makes a dataset a reference."""

import csv
from collections.abc import Sequence
from dataclasses import asdict

from pipelines.fetch import Snapshot
from pipelines.matching.reference import GONE, NAMES
from pipelines.publish.portal import Portal
from pipelines.sources import Source
from pipelines.store import Store
from schemas import load_schema


def declare(portal: Portal, source: Source, snapshots: Sequence[Snapshot], store: Store) -> None:
    """Declare a reference dataset; other sources have nothing to declare.

    Its companions `noms.csv` and `successions.csv`, of the newest publication, say which other
    names its entities have or had, and which entities were gone before the first publication here.
    """
    if source.reference is None or not snapshots:
        return
    newest = max(snapshots, key=lambda item: item.publication)
    rows = {name: _rows(newest, name, store) for name in (NAMES, GONE)}
    said = {
        **asdict(source.reference),
        "dataset": source.name,
        "vintage": source.partition,
        "references": _references(source),
        "names": rows[NAMES],
        "gone": rows[GONE],
    }
    portal.call("donneesqc_reference_declare", said)


def _references(source: Source) -> list[dict[str, str]]:
    """Return which columns name entities of other sets, by the schema's foreign keys.

    Of a key of several columns, it is the one that is the code there.
    """
    keys = load_schema(source.schema).foreign_keys
    return [
        {"column": column, "set": key["reference"]["resource"]}
        for key in keys
        for column, named in zip(key["fields"], key["reference"]["fields"], strict=True)
        if named == "code"
    ]


def _rows(snapshot: Snapshot, name: str, store: Store) -> list[dict[str, str]]:
    found = next((item for item in snapshot.companions if item.file_name == name), None)
    if found is None:
        return []
    with store.path(found.sha256).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
