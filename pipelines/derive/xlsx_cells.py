"""Turn columns of text into what a sheet of Excel holds without changing it."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from pipelines.derive.numbers import as_double
from pipelines.derive.parquet import FALSE, TRUE
from pipelines.derive.tables import Descriptor

DAY_ZERO = 25_569  # the number of January 1st, 1970 for Excel
# Before March 1st, 1900, Excel and LibreOffice don't give a day the same number.
FIRST_DAY = 61.0
A_DAY = 86_400_000  # milliseconds
MOMENT = r"T[0-9:]{8}(?:\.[0-9]{1,3}0*)?$"  # Excel's times stop at the millisecond
Cell = str | float | bool


class Kind(NamedTuple):
    """Hold how a type is kept: `value` is null where the text alone is exact; `look` shows it."""

    value: Callable[[pl.Expr], pl.Expr]
    look: str


def cells_of(frame: pl.DataFrame, field: Descriptor) -> list[Cell]:
    """Return the cells of one column: numbers, booleans, and texts for all that isn't exact."""
    texts = frame[field["name"]].to_list()
    kind = KINDS.get(field.get("type", "any"))
    if kind is None:
        return texts
    values = frame.select(kind.value(pl.col(field["name"]))).to_series().to_list()
    return [text if value is None else value for value, text in zip(values, texts, strict=True)]


def look_of(field: Descriptor) -> str:
    """Return the number format of the values of a column."""
    kind = KINDS.get(field.get("type", "any"))
    return kind.look if kind else TEXT


def _boolean(cell: pl.Expr) -> pl.Expr:
    return pl.when(cell.is_in(TRUE + FALSE)).then(cell.is_in(TRUE))


def _date(cell: pl.Expr) -> pl.Expr:
    day = cell.str.to_date("%Y-%m-%d", strict=False)
    return _since_1900(day.cast(pl.Int32) + pl.lit(float(DAY_ZERO)))


def _datetime(cell: pl.Expr) -> pl.Expr:
    local = pl.when(cell.str.contains(MOMENT)).then(cell)
    moment = local.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="ms", strict=False)
    return _since_1900(moment.cast(pl.Int64) / A_DAY + DAY_ZERO)


def _since_1900(number: pl.Expr) -> pl.Expr:
    return pl.when(number >= FIRST_DAY).then(number)


TEXT, GENERAL = "@", "General"
KINDS = {
    "integer": Kind(as_double, GENERAL),
    "number": Kind(as_double, GENERAL),
    "year": Kind(as_double, GENERAL),
    "boolean": Kind(_boolean, GENERAL),
    "date": Kind(_date, "yyyy-mm-dd"),
    "datetime": Kind(_datetime, "yyyy-mm-dd hh:mm:ss.000"),
}
