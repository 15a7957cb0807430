"""Bring attributes to the few types that a map's table has."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

FALLBACK = "cp1252"  # what text that isn't UTF-8, where it must be, most often is


def readable_schema(schema: pa.Schema, geometry: str) -> pa.Schema:
    """Return the columns that a reader can read, each in the type that it is kept in."""
    kept = [
        field for field in schema if field.name != geometry and not pa.types.is_binary(field.type)
    ]
    return pa.schema([pa.field(field.name, _kept_type(field.type)) for field in kept])


def readable(table: pa.Table, geometry: str) -> pa.Table:
    """Return the attributes in those types; lists are written as their text."""
    schema = readable_schema(table.schema, geometry)
    columns = [_cast(table.column(field.name), field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def with_sound_text(table: pa.Table) -> tuple[pa.Table, np.ndarray]:
    """Return a table whose text is all UTF-8, and which rows had text that wasn't."""
    broken = np.zeros(table.num_rows, dtype=bool)
    columns = [_sound(column, broken) for column in table.columns]
    return pa.Table.from_arrays(columns, schema=table.schema), broken


def _sound(column: pa.ChunkedArray, broken: np.ndarray) -> pa.ChunkedArray:
    if column.type != pa.string():
        return column
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        octets = column.cast(pa.binary()).to_pylist()
        texts = [None if cell is None else _decoded(cell) for cell in octets]
        broken |= [cell is not None and _decoded(cell).encode() != cell for cell in octets]
        return pa.chunked_array([pa.array(texts, pa.string())])
    return column


def _decoded(cell: bytes) -> str:
    try:
        return cell.decode()
    except UnicodeDecodeError:
        return cell.decode(FALLBACK, "replace")


def _kept_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_boolean(kind) or pa.types.is_date(kind):
        return kind
    if pa.types.is_integer(kind):
        return pa.int64()
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return pa.float64()
    return pa.timestamp("ms") if pa.types.is_timestamp(kind) else pa.string()


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_floating(column.type):  # JSON has no word for what isn't finite
        finite = pc.call_function("is_finite", [column])
        column = pc.call_function("if_else", [finite, column, pa.scalar(None, column.type)])
    if column.type == kind:
        return column
    if pa.types.is_nested(column.type):
        return pa.chunked_array([[None if v is None else str(v) for v in column.to_pylist()]], kind)
    if pa.types.is_timestamp(kind):
        local = pc.call_function("local_timestamp", [column]) if column.type.tz else column
        return pc.cast(local, kind, safe=False)
    return pc.cast(column, kind)
