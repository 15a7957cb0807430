"""Give the sets that the portal publishes to the engines that read them: checks, forms, maps."""

import csv
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.reference import successions
from ckanext.donneesqc.reference.entities import entities_of
from ckanext.donneesqc.reference.model import EntityRecord
from ckanext.donneesqc.reference.sets import find_set, is_public

from pipelines.matching.reference import DATA, GONE, NAMES, PUBLISHED

AT_ONCE = 5_000  # rows read
NAME_COLUMNS, GONE_COLUMNS = ("code", "nom", "nature", "statut"), ("code", "nom", "successeur")


def folder() -> Path:
    """Return where the sets are, a folder each."""
    return Path(tk.config["ckan.storage_path"], "reference")


def offer() -> None:
    """Tell the processes that this one starts where the sets are."""
    os.environ[PUBLISHED] = str(folder())


def write(name: str) -> None:
    """Write a set that everybody may see, in place of what was there; take off another."""
    known, place = find_set(name), folder() / name
    if known is None or not is_public(known):
        shutil.rmtree(place, ignore_errors=True)
        return
    place.mkdir(parents=True, exist_ok=True)
    columns = [column["name"] for column in known.columns]
    rows = entities_of(name).with_entities(EntityRecord.cells).yield_per(AT_ONCE)
    _replace(place / DATA, columns, (row.cells for row in rows))
    _replace(place / NAMES, NAME_COLUMNS, known.names)
    _replace(place / GONE, GONE_COLUMNS, successions.gone_rows(name))


def _replace(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table beside a file, then put it in the file's place."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=path.parent, prefix=".", delete=False
    ) as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    Path(file.name).replace(path)
