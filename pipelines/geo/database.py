"""Look into a GeoPackage before GDAL does: nothing in it may be computed while it is read.

A view or a computed column is a program of the file's author, that may never end.
"""

import sqlite3
import string
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipelines.messages import Refusal

COMPUTED = 2  # what SQLite's table_xinfo says of a generated column, or more
STEPS, MOST_STEPS = 100_000, 2_000  # of SQLite's machine: a few seconds
SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
LARGEST_SHAPE = 64 << 20  # octets


@dataclass(frozen=True)
class Contents:
    """Name the layers of a GeoPackage that may be read, and its views, which aren't."""

    layers: tuple[str, ...]
    views: tuple[str, ...]


def look_into(path: Path) -> Contents:
    """Return what a GeoPackage holds.

    Raises Refusal for another SQLite database, for a damaged one, and for computed columns.
    """
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as base:
            _limit(base)
            return _contents(base)
    except sqlite3.DatabaseError as reason:
        raise Refusal("geo-unreadable") from reason


def _limit(base: sqlite3.Connection) -> None:
    """Stop a question that has no end, and forbid functions that a schema might call."""
    spent = iter(range(MOST_STEPS))
    base.set_progress_handler(lambda: int(next(spent, None) is None), STEPS)
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA query_only = ON")


def _contents(base: sqlite3.Connection) -> Contents:
    asked = "SELECT name, type FROM sqlite_master WHERE type != 'index'"
    kinds = {_folded(name): kind for name, kind in base.execute(asked)}
    if kinds.get("gpkg_contents") != "table" or kinds.get("gpkg_geometry_columns") != "table":
        raise Refusal("geo-database-other")
    if any(kind == "view" and name.startswith(("gpkg_", "rtree_")) for name, kind in kinds.items()):
        raise Refusal("geo-computed", layer="gpkg_")
    asked = "SELECT table_name, column_name FROM gpkg_geometry_columns"
    layers = [(str(name), str(column)) for name, column in base.execute(asked)]
    views = tuple(name for name, _ in layers if kinds.get(_folded(name)) == "view")
    kept = [(name, column) for name, column in layers if kinds.get(_folded(name)) == "table"]
    for name, column in kept:
        _check(base, name, column)
    if views and not kept:
        raise Refusal("geo-computed", layer=", ".join(views))
    return Contents(tuple(name for name, _ in kept), views)


def _check(base: sqlite3.Connection, table: str, column: str) -> None:
    if any(hidden >= COMPUTED for hidden in _hidden(base, table)):
        raise Refusal("geo-computed", layer=table)
    asked = f"SELECT max(length({_quoted(column)})) FROM {_quoted(table)}"  # noqa: S608 - quoted
    largest = base.execute(asked).fetchone()[0] or 0
    if largest > LARGEST_SHAPE:
        raise Refusal("geo-heavy-shape", megabytes=largest >> 20)


def _hidden(base: sqlite3.Connection, table: str) -> Iterator[int]:
    rows = base.execute(f"PRAGMA table_xinfo({_quoted(table)})")
    return (int(row[-1]) for row in rows)


def _folded(name: str) -> str:
    """Return a name as SQLite compares names: only the capitals of ASCII don't count."""
    return name.translate(SMALL)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
