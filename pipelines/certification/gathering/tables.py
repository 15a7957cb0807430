"""Read the rows of a table, and compare those of its file with those of the API."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

NUMBERS = ("integer", "number")


def read_rows(path: Path) -> pl.DataFrame:
    """Return the rows of a CSV file as text, "" for empty cells; none of what isn't a table."""
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8", truncate_ragged_lines=False)
    except (pl.exceptions.PolarsError, OSError):
        return pl.DataFrame()
    return frame.fill_null("")


def newest(table: pl.DataFrame, vintage: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of the newest vintage, and those of the others."""
    if vintage not in table.columns:
        return table, table.clear()
    here = table[vintage] == table[vintage].max()
    return table.filter(here), table.filter(~here)


def identities(table: pl.DataFrame, shape: Mapping[str, Any]) -> pl.DataFrame:
    """Return the identifier and the name of each entity, as columns `identifier` and `name`."""
    wanted = (shape["identifier"], shape["name"])
    if not {*wanted} <= {*table.columns}:
        return pl.DataFrame(schema={"identifier": pl.String, "name": pl.String})
    return table.select(identifier=pl.col(wanted[0]), name=pl.col(wanted[1]))


def content(rows: pl.DataFrame, vintage: str) -> str:
    """Return a hash of rows whatever their order, "" without any.

    A column with one value, such as the day of an extraction, isn't news; a vintage is.
    """
    told = [
        name
        for name in sorted(rows.columns)
        if name == vintage or rows.height == 1 or rows[name].n_unique() > 1
    ]
    if not told or not rows.height:
        return ""
    hashed = rows.select(told).hash_rows(seed=0).sort()
    return hashlib.sha256("\x1f".join(told).encode() + hashed.to_numpy().tobytes()).hexdigest()


def digest(rows: pl.DataFrame, fields: Sequence[Mapping[str, Any]]) -> str:
    """Return a hash of rows, whatever their order and the way in which numbers are written."""
    kinds = {str(field.get("name")): field.get("type") for field in fields}
    plain = rows.select(
        pl.col(name).cast(pl.Float64, strict=False).cast(pl.String).fill_null(pl.col(name))
        if kinds.get(name) in NUMBERS
        else pl.col(name)
        for name in sorted(rows.columns)
    )
    lines = plain.select(pl.concat_str(pl.all(), separator="\x1f")).to_series().sort()
    total = hashlib.sha256("\x1f".join(sorted(rows.columns)).encode())
    for line in lines:
        total.update(b"\x1e" + line.encode())
    return total.hexdigest()


def as_text(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pl.DataFrame:
    """Return what the API answered as text, "" for empty cells."""
    rows = [[_text(record.get(name)) for name in columns] for record in records]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell).removesuffix("T00:00:00")
