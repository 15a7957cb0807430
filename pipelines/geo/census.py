"""Learn what the columns of a kept layer hold, one column at a time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyogrio

from pipelines.geo.model import Column
from pipelines.geo.names import TABLE

FEW = 30  # values that a list of choices may have
LONGEST = 200  # characters of a value that is shown in such a list
KINDS = {
    pa.bool_(): "boolean",
    pa.int64(): "integer",
    pa.int32(): "integer",
    pa.float64(): "number",
    pa.date32(): "date",
}


def census(path: Path) -> tuple[Column, ...]:
    """Return what each attribute of a kept layer holds."""
    names = pyogrio.read_info(path, layer=TABLE)["fields"]
    return tuple(_column(path, str(name)) for name in names)


def column_values(path: Path, name: str) -> pa.ChunkedArray:
    """Return one attribute of every feature, in order."""
    _, table = pyogrio.read_arrow(path, layer=TABLE, columns=[name], read_geometry=False)
    return table.column(name)


def _column(path: Path, name: str) -> Column:
    values = column_values(path, name)
    kind = _kind(values.type)
    series = pl.Series(name, pl.from_arrow(values))
    if kind == "text":
        series = series.replace("", None)
    filled = series.drop_nulls()
    if kind == "number":
        filled = filled.drop_nans()
    distinct = filled.n_unique()
    extremes = {} if kind in ("text", "boolean") else _extremes(filled)
    values = tuple(_values(filled)) if 0 < distinct <= FEW and kind != "number" else ()
    return Column(name, kind, len(filled), distinct, values, **extremes)


def _kind(kind: pa.DataType) -> str:
    return "datetime" if pa.types.is_timestamp(kind) else KINDS.get(kind, "text")


def _extremes(filled: pl.Series) -> dict[str, float | str | None]:
    if filled.is_empty():
        return {}
    low, high = filled.min(), filled.max()
    if isinstance(low, date) and isinstance(high, date):  # a datetime is one too
        return {"minimum": low.isoformat(), "maximum": high.isoformat()}
    if isinstance(low, int | float) and isinstance(high, int | float):
        return {"minimum": low, "maximum": high}
    return {}


def _values(filled: pl.Series) -> Iterator[tuple[str, int]]:
    counted = filled.cast(pl.String).value_counts(sort=True)
    for value, count in counted.iter_rows():
        yield value[:LONGEST], count
