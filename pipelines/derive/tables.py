"""Scan normalised CSV files: the parts of one version of a table, one after another."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.derive.header import header_of

Descriptor = Mapping[str, Any]  # a field of a Table Schema, as Frictionless describes it


def scan_parts(parts: Sequence[Path], fields: Sequence[Descriptor]) -> pl.LazyFrame:
    """Return the rows of all parts in their order, every cell as text, a missing one as "".

    Raises ValueError for a part whose header isn't the names of the fields, in order.
    """
    names = [field["name"] for field in fields]
    for part in parts:
        if header_of(part) != names:
            raise ValueError(f"{part} doesn't have the columns {names}")
    empty = pl.LazyFrame(schema=dict.fromkeys(names, pl.String()))
    return pl.concat([_scan(part, names) for part in parts]) if parts else empty


def _scan(part: Path, names: list[str]) -> pl.LazyFrame:
    """Give the columns the names that Python reads: Polars would keep their doubled quotes."""
    return pl.scan_csv(
        part, infer_schema=False, new_columns=names, empty_string_is_null=False, glob=False
    )
