"""Write the parts of a table as one typed Parquet file."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.derive.numbers import PLAIN, as_double
from pipelines.derive.tables import Descriptor, scan_parts

PRECISION = 38
ROW_GROUP = 1 << 17
TRUE, FALSE = ("True", "true"), ("False", "false")
NOT_FINITE = ("NaN", "INF", "-INF", "Infinity", "-Infinity")
SECONDS = "%Y-%m-%dT%H:%M:%S%.f"
MOMENT = r"T[0-9:]{8}(?:\.[0-9]{1,6})?"


class Storage(NamedTuple):
    """Hold one way to store a column: `make` is given what `measures` find over all of its cells.

    `make` returns the typed column, None when a cell wouldn't keep its value.
    """

    measures: tuple[pl.Expr, ...]
    make: Callable[..., pl.Expr | None]


def write_parquet(parts: Sequence[Path], fields: Sequence[Descriptor], target: Path) -> None:
    """Write every row in its order, each column in the type of its field; no value is rounded.

    A missing cell is null. integer is Int64, year Int32, boolean, date and datetime (in UTC when
    every cell has an offset) their own; number is an exact Decimal of at most 38 digits, else
    Float64 when every cell survives it. A column that fits none of these, or of another type, is
    String. Raises ValueError for a part whose header isn't the names of the fields.
    """
    rows = scan_parts(parts, fields)
    typed = [column.alias(name) for name, column in _typed_columns(rows, fields).items()]
    rows.select(typed).sink_parquet(
        target, compression="zstd", row_group_size=ROW_GROUP, engine="streaming"
    )


def _typed_columns(rows: pl.LazyFrame, fields: Sequence[Descriptor]) -> dict[str, pl.Expr]:
    """Return each column in the first storage of its type that keeps every value, else as text.

    Reads the table again only for columns that their first storage doesn't suit.
    """
    columns = {field["name"]: _cell(field["name"]) for field in fields}
    ways = {field["name"]: STORAGES.get(field.get("type", "any"), ()) for field in fields}
    for rank in range(max(map(len, ways.values()), default=0)):
        asked = {name: way[rank](columns[name]) for name, way in ways.items() if way[rank:]}
        for name, column in _made(rows, asked).items():
            columns[name], ways[name] = column, ()
    return columns


def _made(rows: pl.LazyFrame, storages: Mapping[str, Storage]) -> dict[str, pl.Expr]:
    """Return the columns that their storage suits, in one reading of the table."""
    if not storages:
        return {}
    named = [
        measure.alias(f"{place} {name}")
        for name, storage in storages.items()
        for place, measure in enumerate(storage.measures)
    ]
    values = iter(rows.select(named).collect(engine="streaming").row(0))
    made = {
        name: storage.make(*(next(values) for _ in storage.measures))
        for name, storage in storages.items()
    }
    return {name: column for name, column in made.items() if column is not None}


def _cell(name: str) -> pl.Expr:
    return pl.when(pl.col(name) != "").then(pl.col(name))


def _if_all_fit(cell: pl.Expr, typed: pl.Expr) -> Storage:
    fits = (typed.is_not_null() | cell.is_null()).all()
    return Storage((fits,), lambda fit: typed if fit else None)


def _int64(cell: pl.Expr) -> Storage:
    return _if_all_fit(cell, cell.cast(pl.Int64, strict=False))


def _int32(cell: pl.Expr) -> Storage:
    return _if_all_fit(cell, cell.cast(pl.Int32, strict=False))


def _decimal(cell: pl.Expr) -> Storage:
    """Store as many decimals as the longest cell has."""
    whole = cell.str.extract(r"^-?0*([0-9]*)").str.len_bytes().max()
    decimals = cell.str.extract(r"\.([0-9]+)$").str.len_bytes().max()

    def make(plain: bool, whole: int | None, decimals: int | None) -> pl.Expr | None:
        scale = decimals or 0
        fits = plain and (whole or 0) + scale <= PRECISION
        return cell.cast(pl.Decimal(PRECISION, scale)) if fits else None

    return Storage((cell.str.contains(PLAIN).all(), whole, decimals), make)


def _float64(cell: pl.Expr) -> Storage:
    not_finite = pl.when(cell.is_in(NOT_FINITE)).then(cell.cast(pl.Float64, strict=False))
    return _if_all_fit(cell, pl.coalesce(not_finite, as_double(cell)))


def _boolean(cell: pl.Expr) -> Storage:
    return _if_all_fit(cell, pl.when(cell.is_in(TRUE + FALSE)).then(cell.is_in(TRUE)))


def _date(cell: pl.Expr) -> Storage:
    return _if_all_fit(cell, cell.str.to_date("%Y-%m-%d", strict=False))


def _local(cell: pl.Expr) -> Storage:
    moment = pl.when(cell.str.contains(f"{MOMENT}$")).then(cell)
    return _if_all_fit(cell, moment.str.to_datetime(SECONDS, time_unit="us", strict=False))


def _with_offset(cell: pl.Expr) -> Storage:
    moment = pl.when(cell.str.contains(f"{MOMENT}(?:Z|[+-][0-9:]+)$")).then(cell)
    typed = moment.str.to_datetime(f"{SECONDS}%#z", time_unit="us", strict=False)
    return _if_all_fit(cell, typed)


STORAGES: dict[str, tuple[Callable[[pl.Expr], Storage], ...]] = {
    "integer": (_int64, _decimal),
    "number": (_decimal, _float64),
    "year": (_int32,),
    "boolean": (_boolean,),
    "date": (_date,),
    "datetime": (_local, _with_offset),
}
