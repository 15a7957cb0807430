"""Gather the rows of a table of territories: one feature for each territory, with its shape."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from pyogrio.raw import write_arrow

from pipelines.geo.filters import Wanted
from pipelines.geo.model import WGS84
from pipelines.geo.names import FID, GEOMETRY, TABLE
from pipelines.geo.query import KEYS, numeric_columns, read_groups
from pipelines.geo.territories import geometry_file
from pipelines.matching.reference import names_of

SETS = {"mrc": "mrc", "regions": "regions-administratives", "municipalities": "municipalites"}
OPERATIONS = {"somme": "sum", "moyenne": "avg"}


@dataclass(frozen=True)
class Territories:
    """What rows are gathered by: `level`, and the `drawing` of the municipalities, GeoJSON."""

    level: str
    drawing: Path | None = None


def gather(path: Path, by: Territories, wanted: Wanted, target: Path) -> None:
    """Write a GeoPackage of the territories that rows are in.

    Each has its `code`, its `nom`, how many rows it has (`lignes`) and, of each column of numbers,
    their sum and mean, by the column's name and « _somme » or « _moyenne ».
    """
    level = by.level
    rows = {code: count for code, (_, count) in _groups(path, level, wanted, "", "count").items()}
    shapes = {code: shape for code, shape in _shapes(by) if code in rows}
    names = names_of(SETS[level])
    codes = sorted(shapes)
    columns: dict[str, pa.Array] = {
        "code": pa.array(codes, pa.string()),
        "nom": pa.array([names.get(code, "") for code in codes], pa.string()),
        "lignes": pa.array([rows[code] for code in codes], pa.int64()),
    }
    for name in numeric_columns(path):
        for suffix, operation in OPERATIONS.items():
            found = _groups(path, level, wanted, name, operation)
            values = [found.get(code, (None, 0))[0] for code in codes]
            columns[f"{name}_{suffix}"] = pa.array(values, pa.float64())
    _write(target, columns, np.array([shapes[code] for code in codes], dtype=object))


def _groups(
    path: Path, level: str, wanted: Wanted, column: str, operation: str
) -> dict[str, tuple]:
    key = KEYS[level]
    return read_groups(path, wanted, key, column or key, operation)


def _shapes(by: Territories) -> Iterator[tuple[str, shapely.Geometry]]:
    file = by.drawing or geometry_file(SETS[by.level])
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        yield feature["id"], shapely.make_valid(shape, method="structure", keep_collapsed=False)


def _write(target: Path, columns: dict[str, pa.Array], shapes: np.ndarray) -> None:
    wkb = pa.array(shapely.to_wkb(shapes), pa.binary())
    write_arrow(
        pa.table({**columns, GEOMETRY: wkb}),
        target,
        layer=TABLE,
        driver="GPKG",
        geometry_name=GEOMETRY,
        geometry_type="Unknown",
        crs=WGS84,
        layer_options={"FID": FID, "GEOMETRY_NAME": GEOMETRY},
    )
