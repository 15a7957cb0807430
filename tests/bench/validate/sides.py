"""The two sides of each comparison: ours from the file to the report, Frictionless the same."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
from frictionless import Checklist, Package, Schema

from pipelines.decode import open_table
from pipelines.validate import check, report_of
from tests.bench.validate.inputs import REFERENCES, SCHEMA

EVERY = 2**31
COMPARED = ("type", "rowNumber", "fieldNumber", "cell", "note", "cells")


def ours(path: Path, limit: int | None = 1000) -> dict:
    """Return our report on a file: opened, decoded, checked."""
    with tempfile.TemporaryDirectory() as scratch:
        table = open_table(path, Path(scratch))
        found = check(table, Schema.from_descriptor(SCHEMA), REFERENCES, name="table", limit=limit)
        return report_of(found, "table")


def theirs(path: Path) -> dict:
    """Return Frictionless's report on a file, every error counted and listed."""
    name, frame = next(iter(REFERENCES.items()))
    fields = [{"name": column, "type": "string"} for column in frame.columns]
    reference = [frame.columns, *map(list, frame.rows())]
    package = Package.from_descriptor(
        {
            "resources": [
                {"name": "table", "path": path.name, "schema": SCHEMA},
                {"name": name, "data": reference, "schema": {"fields": fields}},
            ],
        },
        basepath=str(path.parent),
    )
    found = package.get_resource("table").validate(Checklist(), limit_errors=EVERY)
    return found.to_descriptor()


def reading(path: Path) -> None:
    """Read every cell of a file, as fast as Polars does."""
    cells = pl.scan_csv(path, infer_schema=False).select(pl.all().str.len_bytes().sum())
    cells.collect(engine="streaming")


def errors(found: dict) -> list[tuple[str, ...]]:
    """Return a report's errors in one order, so that two can be compared."""
    listed = (error for task in found["tasks"] for error in task["errors"])
    return sorted(tuple(str(error.get(name)) for name in COMPARED) for error in listed)


def seconds(work: Callable[[], object]) -> float:
    """Return how long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
