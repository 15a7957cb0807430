"""Read normalised CSV files: the parts of one version of a table, one after another."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

Descriptor = Mapping[str, Any]  # a field of a Table Schema, as Frictionless describes it


def header_of(part: Path) -> list[str]:
    """Return the names of a part's columns; [] for a file without any."""
    with part.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file), [])


def scan_part(part: Path) -> pl.LazyFrame:
    """Return the rows of a part, every cell as text, a missing one as ""."""
    names = header_of(part)  # Polars would keep the doubled quotes of a name
    return pl.scan_csv(
        part, infer_schema=False, new_columns=names, empty_string_is_null=False, glob=False
    )


def scan_parts(parts: Sequence[Path], fields: Sequence[Descriptor]) -> pl.LazyFrame:
    """Return the rows of all parts in their order, every cell as text, a missing one as "".

    Raises ValueError for a part whose header isn't the names of the fields, in order.
    """
    names = [field["name"] for field in fields]
    for part in parts:
        if header_of(part) != names:
            raise ValueError(f"{part} doesn't have the columns {names}")
    empty = pl.LazyFrame(schema=dict.fromkeys(names, pl.String()))
    return pl.concat([scan_part(part) for part in parts]) if parts else empty
