"""Gather the rows of a table of territories: one feature for each territory, with its shape."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from pyogrio.raw import write_arrow

from pipelines.geo.filters import Wanted
from pipelines.geo.model import WGS84
from pipelines.geo.names import FID, GEOMETRY, TABLE
from pipelines.geo.query import KEYS, numeric_columns, read_groups
from pipelines.geo.reference import names_of
from pipelines.geo.territories import geometry_file

SETS = {"mrc": "mrc", "regions": "regions-administratives"}
OPERATIONS = {"somme": "sum", "moyenne": "avg"}


def gather(path: Path, level: str, wanted: Wanted, target: Path) -> None:
    """Write a GeoPackage of the territories that rows are in.

    Each has its `code`, its `nom`, how many rows it has (`lignes`) and, of each column of numbers,
    their sum and mean, by the column's name and « _somme » or « _moyenne ».
    """
    rows = {code: count for code, (_, count) in _groups(path, level, wanted, "", "count").items()}
    shapes = {code: shape for code, shape in _shapes(level) if code in rows}
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


def _shapes(level: str) -> Iterator[tuple[str, shapely.Geometry]]:
    content = json.loads(geometry_file(SETS[level]).read_text(encoding="utf-8"))
    for feature in content["features"]:
        yield feature["id"], shapely.from_geojson(json.dumps(feature["geometry"]))


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
