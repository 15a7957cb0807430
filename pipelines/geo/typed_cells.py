"""Give the cells of a table the types that its columns have."""

from collections.abc import Sequence

import polars as pl
import pyarrow as pa

from pipelines.conform.rules import TYPE_RULES
from pipelines.decode.batches import FileTable
from pipelines.describe.census import Census
from pipelines.describe.names import column_names

TRUE = ("true", "True", "TRUE")
ARROW = {
    "boolean": pa.bool_(),
    "year": pa.int64(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "datetime": pa.timestamp("ms"),
}
# what a schema may make of what was seen, without losing a cell
WIDER = {("integer", "year"), ("number", "year"), ("number", "integer")}


def column_types(table: FileTable, fields: Sequence[dict] | None = None) -> list[str]:
    """Return the Table Schema type of each column, as the whole table shows it.

    `fields` decide where every cell agrees: a code of digits that they call a string stays text.
    """
    censuses = [Census(label) for label in table.labels]
    for batch in table.batches():
        for position, census in enumerate(censuses):
            census.see(batch.frame[f"column_{position}"])
    wanted = {str(field.get("name")): str(field.get("type", "")) for field in fields or ()}
    names = column_names(table.labels)
    return [
        _type(wanted.get(label) or wanted.get(name) or "", census.kind.type)
        for label, name, census in zip(table.labels, names, censuses, strict=True)
    ]


def _type(wanted: str, seen: str) -> str:
    return wanted if wanted == "string" or (wanted, seen) in WIDER else seen


def arrow_schema(labels: Sequence[str], types: Sequence[str]) -> pa.Schema:
    """Return the columns of a layer made of these."""
    pairs = zip(labels, types, strict=True)
    return pa.schema([pa.field(label, ARROW.get(kind, pa.string())) for label, kind in pairs])


def typed(cells: pl.Series, kind: str) -> pa.ChunkedArray:
    """Return the cells in a type that all of them are of, once their form is mended."""
    cell = pl.col("cell")
    filled = pl.when(cell != "").then(cell)
    if kind not in ARROW:
        return _arrow(cells, filled, kind)
    filled = filled.str.strip_chars()
    for rule in TYPE_RULES:
        if rule.applies(kind):
            filled = rule.repair(filled)
    return _arrow(cells, _cast(filled, kind), kind)


def _cast(cell: pl.Expr, kind: str) -> pl.Expr:
    if kind == "boolean":
        return cell.is_in(TRUE)
    if kind == "date":
        return cell.str.to_date("%Y-%m-%d", strict=False)
    if kind == "datetime":
        return cell.str.to_datetime("%Y-%m-%dT%H:%M:%S", time_unit="ms", strict=False)
    return cell.cast(pl.Float64 if kind == "number" else pl.Int64, strict=False)


def _arrow(cells: pl.Series, made: pl.Expr, kind: str) -> pa.ChunkedArray:
    found = cells.alias("cell").to_frame().select(made).to_series().to_arrow()
    return pa.chunked_array([found.cast(ARROW.get(kind, pa.string()))])
