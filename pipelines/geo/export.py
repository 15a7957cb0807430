"""Write features of a kept layer in the format and the reference system that a reader chose.

`python -m pipelines.geo.export` reads its task as JSON from its input: `path` (of the layer's
GeoPackage), `target`, `format`, `system`, `filters`, `extent`, `level` (of a table of territories:
mrc, regions or municipalities, "" of other layers), `drawing` (of municipalities: GeoJSON). It runs
in a process apart.
"""

import csv
import json
import os
import resource
import shutil
import sqlite3
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.raw import open_arrow, write_arrow
from pyproj import Transformer

from pipelines.geo.filters import Wanted, read_filters
from pipelines.geo.gathered import Territories, gather
from pipelines.geo.model import WGS84
from pipelines.geo.names import FID, GEOMETRY, TABLE
from pipelines.geo.query import read_ids
from pipelines.geo.repair import DIMENSIONS
from pipelines.geo.systems import AREA, Coordinates, Move

SYSTEMS = ("4326", "32198")
DRIVERS = {"geojson": "GeoJSON", "gpkg": "GPKG", "fgb": "FlatGeobuf", "shp": "ESRI Shapefile"}
FORMATS = (*DRIVERS, "csv")
BATCH = 20_000
NICENESS = 5
FILE, GROWTH = 1 << 30, 20  # octets of what is made: of small layers, and for each octet
CHOSEN, OURS = "dq_chosen", "dq_"
MARK = "\ufeff"
NAMES_FILE = "LISEZMOI-colonnes.csv"
LONGEST_NAME = 10  # letters of a column's name in a DBF


@dataclass(frozen=True)
class Export:
    """What to write: the layer's GeoPackage, which of its features, where, how.

    `territories`: of a table of these, which of them it is drawn by.
    """

    path: Path
    wanted: Wanted
    target: Path
    format: str
    system: str
    territories: Territories | None = None


def export(asked: Export, scratch: Path) -> None:
    """Write a file; in `scratch`, what it takes meanwhile. Raises ValueError for no such format.

    A table of territories is written row by row as CSV, territory by territory in what has shapes.
    """
    if asked.format not in FORMATS or asked.system not in SYSTEMS:
        raise ValueError(f"{asked.format} {asked.system}")
    with _chosen(asked, scratch) as (path, where):
        if asked.format == "csv":
            _write_csv(path, where, asked)
        elif asked.format == "shp":
            _write_shapefiles(path, where, asked, scratch)
        else:
            _write(path, where, asked, asked.target)


@contextmanager
def _chosen(asked: Export, scratch: Path) -> Iterator[tuple[Path, str | None]]:
    """Give the GeoPackage to read and the condition on its features: all of them, or a list."""
    if asked.territories and asked.format != "csv":
        gathered = scratch / "gathered.gpkg"
        gather(asked.path, asked.territories, asked.wanted, gathered)
        yield gathered, None
        return
    if asked.wanted == Wanted():
        yield asked.path, None
        return
    copy = scratch / "chosen.gpkg"
    shutil.copyfile(asked.path, copy)
    numbers = read_ids(asked.path, asked.wanted)
    with sqlite3.connect(copy) as connection:
        connection.execute(f"CREATE TABLE {CHOSEN} (id INTEGER PRIMARY KEY)")
        connection.executemany(f"INSERT INTO {CHOSEN} VALUES (?)", ((n,) for n in numbers))  # noqa: S608
    connection.close()
    yield copy, f"{FID} IN (SELECT id FROM {CHOSEN})"  # noqa: S608
    copy.unlink()


def _batches(
    path: Path, where: str | None, system: str, dimension: int | None = None
) -> Iterator[tuple[np.ndarray, pa.Table]]:
    """Give geometries in the system asked for, and attributes."""
    move = _move(system)
    how = {"layer": TABLE, "where": where, "batch_size": BATCH, "use_pyarrow": True}
    with open_arrow(path, **how) as (_, stream):
        for batch in stream:
            table = pa.Table.from_batches([batch])
            geometries = shapely.from_wkb(table.column(GEOMETRY).to_numpy())
            if dimension is not None:
                kept = shapely.get_dimensions(geometries) == dimension
                geometries, table = geometries[kept], table.filter(pa.array(kept))
            yield shapely.transform(geometries, move), table.drop_columns([GEOMETRY])


def _move(system: str) -> Move:
    """Return what brings coordinates of WGS 84 to a system, by the operation that it came by."""
    if f"EPSG:{system}" == WGS84:
        return lambda coordinates: coordinates
    transformer = Transformer.from_crs(
        WGS84,
        f"EPSG:{system}",
        always_xy=True,
        area_of_interest=AREA,  # type: ignore[arg-type] - pyproj has two classes of this name
        allow_ballpark=False,
    )

    def move(coordinates: Coordinates) -> Coordinates:
        return np.column_stack(transformer.transform(coordinates[:, 0], coordinates[:, 1]))

    return move


def _write(
    path: Path, where: str | None, asked: Export, target: Path, dimension: int | None = None
) -> None:
    """Write features with one of GDAL's drivers."""
    with open_arrow(path, layer=TABLE, use_pyarrow=True) as (_, stream):
        fields = [field for field in stream.schema if field.name != GEOMETRY]
    schema = pa.schema([*fields, pa.field(GEOMETRY, pa.binary())])

    def rows() -> Iterator[pa.RecordBatch]:
        for geometries, table in _batches(path, where, asked.system, dimension):
            wkb = pa.chunked_array([pa.array(shapely.to_wkb(geometries), pa.binary())])
            whole = pa.Table.from_arrays([*table.columns, wkb], schema=schema)
            yield from whole.combine_chunks().to_batches()

    write_arrow(
        pa.RecordBatchReader.from_batches(schema, rows()),
        target,
        layer=asked.target.stem,
        driver=DRIVERS[asked.format],
        geometry_name=GEOMETRY,
        geometry_type="Unknown",
        crs=f"EPSG:{asked.system}",
        layer_options=_options(asked, schema.names),
    )


def _options(asked: Export, names: Sequence[str]) -> dict[str, str]:
    if asked.format == "geojson":
        return {"RFC7946": "YES"} if asked.system == "4326" else {"COORDINATE_PRECISION": "2"}
    if asked.format == "gpkg":
        return {"FID": _other("fid", names), "GEOMETRY_NAME": _other("geom", names)}
    return {"ENCODING": "UTF-8"} if asked.format == "shp" else {}


def _other(name: str, names: Sequence[str]) -> str:
    """Return a name that no column has, whatever its capitals."""
    taken = {other.casefold() for other in names}
    while name in taken:
        name += "_"
    return name


def _write_shapefiles(path: Path, where: str | None, asked: Export, scratch: Path) -> None:
    """Write a zip of Shapefiles, one for each kind of geometry, and how its columns were called."""
    folder = scratch / "shapefiles"
    folder.mkdir()
    found = _dimensions(path, where)
    for dimension in found:
        suffix = f"_{DIMENSIONS[dimension]}" if len(found) > 1 else ""
        _write(path, where, asked, folder / f"{asked.target.stem}{suffix}.shp", dimension)
    _explain(pyogrio.read_info(path, layer=TABLE)["fields"], folder)
    with zipfile.ZipFile(asked.target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)


def _dimensions(path: Path, where: str | None) -> list[int]:
    found: set[int] = set()
    for geometries, _ in _batches(path, where, SYSTEMS[0]):
        found.update(np.unique(shapely.get_dimensions(geometries)).tolist())
    return sorted(found - {-1})


def _explain(names: Sequence[str], folder: Path) -> None:
    """Write which column is which, when a Shapefile cuts some names."""
    if all(len(name) <= LONGEST_NAME for name in names):
        return
    first = next(iter(sorted(folder.glob("*.shp"))))
    written = pyogrio.read_info(first)["fields"]
    with (folder / NAMES_FILE).open("w", encoding="utf-8", newline="") as file:
        file.write(MARK)
        writer = csv.writer(file)
        writer.writerow(["colonne", "nom complet"])
        writer.writerows(zip(written, names, strict=True))


def _write_csv(path: Path, where: str | None, asked: Export) -> None:
    """Write a table whose last columns say where: two coordinates of points, WKT of the rest.

    Rows of territories have none: the columns that name them are theirs.
    """
    names = [str(name) for name in pyogrio.read_info(path, layer=TABLE)["fields"]]
    if not _has_shapes(path):
        _write_rows(path, where, asked, [name for name in names if not name.startswith(OURS)])
        return
    points = _dimensions(path, where) == [0]
    places = _place_names(asked.system) if points else ("wkt",)
    with asked.target.open("w", encoding="utf-8", newline="") as file:
        file.write(MARK)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*names, *places])
        for geometries, table in _batches(path, where, asked.system):
            columns = [_cells(table.column(name)) for name in names]
            writer.writerows(zip(*columns, *_where(geometries, points), strict=True))


def _write_rows(path: Path, where: str | None, asked: Export, names: Sequence[str]) -> None:
    with asked.target.open("w", encoding="utf-8", newline="") as file:
        file.write(MARK)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        how = {"layer": TABLE, "where": where, "columns": names, "use_pyarrow": True}
        with open_arrow(path, **how) as (_, rows):
            for batch in rows:
                table = pa.Table.from_batches([batch])
                writer.writerows(zip(*(_cells(table.column(name)) for name in names), strict=True))


def _has_shapes(path: Path) -> bool:
    return pyogrio.read_info(path, layer=TABLE)["geometry_type"] is not None


def _place_names(system: str) -> tuple[str, str]:
    return ("longitude", "latitude") if system == "4326" else ("x_32198", "y_32198")


def _cells(column: pa.ChunkedArray) -> list[str]:
    return ["" if value is None else _cell(value) for value in column.to_pylist()]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _where(geometries: np.ndarray, points: bool) -> list[list[str]]:
    if not points:
        return [["" if text is None else text for text in shapely.to_wkt(geometries, 7)]]
    centres = shapely.centroid(geometries)
    return [
        ["" if np.isnan(value) else f"{value:.7f}".rstrip("0").rstrip(".") for value in values]
        for values in (shapely.get_x(centres), shapely.get_y(centres))
    ]


def main() -> None:
    """Answer the task on the input."""
    os.nice(NICENESS)
    asked = json.load(sys.stdin)
    extent = tuple(asked["extent"]) if asked["extent"] else None
    target = Path(asked["target"])
    most = max(FILE, GROWTH * Path(asked["path"]).stat().st_size)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    scratch = target.parent / "scratch"
    scratch.mkdir()
    wanted = Wanted(read_filters(asked["filters"]), extent)
    drawing = Path(asked["drawing"]) if asked["drawing"] else None
    territories = Territories(asked["level"], drawing) if asked["level"] else None
    how = (asked["format"], asked["system"], territories)
    export(Export(Path(asked["path"]), wanted, target, *how), scratch)
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
