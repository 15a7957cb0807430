"""Turn a valid table of text into the schema's types."""

import polars as pl

from pipelines.decode import ROW
from schemas import Field, TableSchema

PRECISION = 38
SIMPLE = {
    "string": pl.String,
    "integer": pl.Int64,
    "year": pl.Int32,
    "date": pl.Date,
    "datetime": pl.Datetime,
}
BOOLEANS = {"true": True, "True": True, "TRUE": True, "1": True}


def typed_frame(frame: pl.DataFrame, schema: TableSchema) -> pl.DataFrame:
    """Return the columns in the schema's types, missing cells null, `_row` kept.

    Numbers become exact decimals. Raises polars' own error for a cell that isn't of its type: call
    it on a table that `validate` found valid.
    """
    missing = frame.with_columns(
        pl.when(pl.col(field.name) != "").then(pl.col(field.name)).alias(field.name)
        for field in schema.fields
    )
    return missing.select(ROW, *(_typed(missing, field) for field in schema.fields))


def _typed(frame: pl.DataFrame, field: Field) -> pl.Series:
    cells = frame[field.name]
    match field.type:
        case "number":
            return cells.str.to_decimal(scale=_scale(cells))
        case "boolean":
            return cells.replace_strict(BOOLEANS, default=False, return_dtype=pl.Boolean).set(
                cells.is_null(), None
            )
        case "date":
            return cells.str.to_date("%Y-%m-%d")
        case "datetime":
            return cells.str.to_datetime("%Y-%m-%dT%H:%M:%S")
        case kind:
            return cells.cast(SIMPLE.get(kind, pl.String))


def _scale(cells: pl.Series) -> int:
    """Return how many decimals the longest cell has."""
    decimals = cells.str.extract(r"\.(\d+)$").str.len_chars().max()
    return int(decimals or 0)  # type: ignore[arg-type]
