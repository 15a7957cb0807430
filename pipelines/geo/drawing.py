"""Make what a browser draws of a layer: GeoJSON of a small one, tiles of a large one."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyogrio
import shapely

from pipelines.geo.model import Column
from pipelines.geo.names import GEOMETRY, TABLE
from pipelines.geo.tiles import make_tiles

SMALL = 10_000  # features
LIGHT = 1_000_000  # octets
DECIMALS = 1e-6  # degrees: 0.1 m
MOST_COLUMNS, FEW = 12, 30
COLOURED = ("integer", "number", "boolean")


def draw(path: Path, columns: Sequence[Column], geometry: str, drawn: int, target: Path) -> Path:
    """Write the drawing of a kept layer beside `target`, by its name with the suffix it needs."""
    shown = drawn_columns(columns)
    if drawn <= SMALL:
        small = target.with_suffix(".geojson")
        if _write_small(path, shown, small):
            return small
        small.unlink()
    return make_tiles(path, shown, geometry, target.with_suffix(".pmtiles"))


def drawn_columns(columns: Sequence[Column]) -> list[str]:
    """Return the columns by which features may be coloured: the first dozen of them."""
    found = (
        column.name
        for column in columns
        if column.filled and (column.kind in COLOURED or 0 < len(column.values) <= FEW)
    )
    return list(found)[:MOST_COLUMNS]


def _write_small(path: Path, columns: Sequence[str], target: Path) -> bool:
    """Write all features; return whether they are light enough to be sent whole."""
    size = 0
    with target.open("w", encoding="utf-8") as file:
        size += file.write('{"type":"FeatureCollection","features":[\n')
        for number, feature in enumerate(_features(path, columns)):
            size += file.write((",\n" if number else "") + feature)
            if size > LIGHT:
                return False
        file.write("\n]}\n")
    return True


def _features(path: Path, columns: Sequence[str]) -> Iterator[str]:
    meta, table = pyogrio.read_arrow(path, layer=TABLE, columns=list(columns), return_fids=True)
    geometries = shapely.from_wkb(table.column(GEOMETRY).to_numpy())
    rounded = shapely.set_precision(geometries, DECIMALS, mode="pointwise")
    texts = shapely.to_geojson(rounded)
    fids = table.column(meta["fid_column"]).to_pylist()
    rows = table.select(list(columns)).to_pylist() if columns else [{}] * len(fids)
    for fid, text, row in zip(fids, texts, rows, strict=True):
        if text is not None:
            properties = json.dumps(
                row, ensure_ascii=False, separators=(",", ":"), default=str, allow_nan=False
            )
            yield f'{{"type":"Feature","id":{fid},"properties":{properties},"geometry":{text}}}'
