"""Read a table whose columns say where its rows are, as a layer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from pipelines.decode import open_table
from pipelines.decode.batches import FileTable
from pipelines.geo.coordinates import read_degrees, read_pairs
from pipelines.geo.keys import MOST_COLUMNS
from pipelines.geo.model import WGS84, Finding
from pipelines.geo.place_columns import DEGREES, METRES, PAIR, SHAPE, PlaceColumns, place_columns
from pipelines.geo.reading import Geometries, Part, Reading
from pipelines.geo.shapes_in_cells import is_shape, read_shapes, said_system
from pipelines.geo.typed_cells import arrow_schema, column_types, typed
from pipelines.geo.unpack import Source
from pipelines.messages import Refusal, shortened

SHOWN = 8
READABLE = 0.5  # of the cells that are filled, for a column to be one of coordinates


@dataclass(frozen=True)
class _Open:
    """A table that is open: which columns give the place, which are kept, their types."""

    table: FileTable
    place: PlaceColumns
    kept: tuple[int, ...]
    types: tuple[str, ...]


def read_table(source: Source, scratch: Path, fields: Sequence[dict] | None = None) -> Reading:
    """Open a table as a layer; `fields` of a Table Schema decide the types of its columns.

    Raises Refusal when no columns give a place, or when the file is no table.
    """
    table = open_table(source.path, scratch)
    if len(table.labels) > MOST_COLUMNS:
        raise Refusal("geo-many-columns", count=len(table.labels), most=MOST_COLUMNS)
    place = _place(table)
    types = column_types(table, fields)
    left = place.columns if place.kind == SHAPE else ()
    kept = tuple(position for position in range(len(types)) if position not in left)
    opened = _Open(table, place, kept, tuple(types))
    labels = [table.labels[position] or f"colonne_{position + 1}" for position in kept]
    names = [table.labels[position] for position in place.columns]
    return Reading(
        name=table.form.sheet if len(table.form.sheets) > 1 else source.name,
        schema=arrow_schema(labels, [types[position] for position in kept]),
        system=_system(opened),
        parts=lambda: _parts(opened),
        findings=(Finding("geo-columns-used", {"columns": ", ".join(map(shortened, names))}),),
        hint=place.hint,
    )


def _place(table: FileTable) -> PlaceColumns:
    """Return the first columns that are named and filled as coordinates are."""
    first = _first(table)
    for place in place_columns(table.labels):
        if first is not None and _is_readable(place, first):
            return place
    names = [shortened(label) for label in table.labels if label][:SHOWN]
    raise Refusal("geo-table-without-place", columns=", ".join(names) or "–")


def _first(table: FileTable) -> pl.DataFrame | None:
    frames = (_filled(batch.frame) for batch in table.batches())
    return next((frame for frame in frames if frame.height), None)


def _is_readable(place: PlaceColumns, frame: pl.DataFrame) -> bool:
    columns = [frame[f"column_{position}"].fill_null("") for position in place.columns]
    filled = min(int((column.str.strip_chars() != "").sum()) for column in columns)
    if place.kind == SHAPE:
        read = sum(is_shape(cell) for cell in columns[0])
    elif place.kind == PAIR:
        read = min(len(part.drop_nulls()) for part in read_pairs(columns[0]))
    else:
        read = min(len(read_degrees(column).drop_nulls()) for column in columns)
    return read > 0 and read >= READABLE * filled


def _system(opened: _Open) -> CRS | None:
    """Return the system that coordinates in degrees are in, or that a geometry says."""
    words = opened.place.hint.split()
    if opened.place.kind in (DEGREES, PAIR):
        on_nad83 = "EPSG:4617" if "csrs" in words else "EPSG:4269"
        return CRS(on_nad83 if any(word.startswith("nad83") for word in words) else WGS84)
    first = _first(opened.table)
    if opened.place.kind == METRES or first is None:
        return None
    cells = first[f"column_{opened.place.columns[0]}"].drop_nulls()
    code = next((said_system(cell) for cell in cells if is_shape(cell)), None)
    try:
        return CRS.from_epsg(code) if code else None
    except CRSError:
        return None


def _parts(opened: _Open) -> Iterator[Part]:
    schema = arrow_schema(
        [str(position) for position in opened.kept], [opened.types[item] for item in opened.kept]
    )
    for batch in opened.table.batches():
        frame = _filled(batch.frame)
        if frame.height:
            columns = [typed(frame[f"column_{item}"], opened.types[item]) for item in opened.kept]
            attributes = pa.Table.from_arrays(columns, schema=schema)
            geometries = _geometries(opened.place, frame)
            unread = shapely.is_missing(geometries) & _has_cells(opened.place, frame)
            yield Part(geometries, attributes, {"geo-place-unread": unread})


def _filled(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that aren't blank."""
    return frame.filter(pl.any_horizontal(pl.col("^column_.*$").fill_null("") != ""))


def _has_cells(place: PlaceColumns, frame: pl.DataFrame) -> np.ndarray:
    """Tell the rows that say something of their place."""
    cells = (pl.col(f"column_{position}").fill_null("") for position in place.columns)
    return frame.select(pl.any_horizontal(cell != "" for cell in cells)).to_series().to_numpy()


def _geometries(place: PlaceColumns, frame: pl.DataFrame) -> Geometries:
    columns = [frame[f"column_{position}"] for position in place.columns]
    if place.kind == SHAPE:
        return read_shapes(columns[0].to_list())
    if place.kind == PAIR:
        y, x = read_pairs(columns[0])
    else:
        x, y = map(read_degrees, columns)
    found = np.full(len(x), None, dtype=object)
    known = (x.is_not_null() & y.is_not_null()).to_numpy()
    coordinates = np.column_stack((x.to_numpy(), y.to_numpy()))[known]
    found[known] = shapely.points(coordinates)
    return found
