"""The tables to publish: a million rows, the same with one in a hundred changed, small ones."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tests.bench.validate.inputs import NOTES, SCHEMA, clean, write, write_clean

CHANGED_ONE_IN, MOVED = 100, 100
SEARCHED = NOTES[2]
DESCRIPTOR = {
    "fields": [
        {**card, "constraints": {**card["constraints"], "pattern": "[0-9]{5}"}}
        if card["name"] == "municipalite"
        else card
        for card in SCHEMA["fields"]
    ],
    "primaryKey": ["id"],
}
TYPES = {
    "id": "int8",
    "code": "text",
    "nom": "text",
    "municipalite": "text",
    "date": "date",
    "montant": "numeric",
    "quantite": "int8",
    "etat": "text",
    "code_postal": "text",
    "annee": "int4",
    "actif": "bool",
    "note": "text",
}


@dataclass(frozen=True)
class Table:
    """A file to publish, what a reader who searches `SEARCHED` finds in it, its changes."""

    path: Path
    rows: int
    found: int
    changes: dict[str, int]


def schema_file(folder: Path) -> Path:
    """Write the Table Schema, for the command; the API is given the same object."""
    path = folder / "schema.json"
    path.write_text(json.dumps(DESCRIPTOR), encoding="utf-8")
    return path


def first(folder: Path, rows: int) -> Table:
    """Write the table as it is published first."""
    path = write_clean(folder / "table.csv", rows)
    return Table(path, rows, _found(clean(rows)), {"added": rows, "changed": 0, "removed": 0})


def reloaded(folder: Path, rows: int) -> Table:
    """Write it with one row in a hundred changed, a hundred gone and a hundred new ones."""
    kept = clean(rows).head(rows - MOVED)
    quantity = pl.col("quantite").cast(pl.Int64)
    touched = pl.int_range(pl.len()) % CHANGED_ONE_IN == 0
    other = pl.when(touched).then((quantity + 1) % 1000).otherwise(quantity).cast(pl.String)
    frame = pl.concat([kept.with_columns(other.alias("quantite")), clean(MOVED, rows)])
    count = -(-kept.height // CHANGED_ONE_IN)
    changes = {"added": MOVED, "changed": count, "removed": MOVED}
    return Table(write(folder / "changed.csv", frame), rows, _found(frame), changes)


def small(folder: Path, files: int, rows: int) -> Iterator[Path]:
    """Write small tables, no two of which have a row in common."""
    for number in range(files):
        yield write(folder / f"lot-{number:04}.csv", clean(rows, number * rows))


def _found(frame: pl.DataFrame) -> int:
    return frame.filter(pl.col("note") == SEARCHED).height
