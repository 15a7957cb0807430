"""Cut a layer into vector tiles with tippecanoe: one PMTiles file."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyogrio
from pyogrio.raw import open_arrow, write_arrow

from pipelines.geo.model import WGS84
from pipelines.geo.names import FID, GEOMETRY, TABLE

LARGEST_TILE = 250_000  # octets
# zooms of the last tiles: at 14 a step is 0.6 m; browsers enlarge them beyond
SHALLOWEST, DEEPEST = 5, 14
PIECES, FEW = 4, 5_000  # into which a feature, and a layer besides, may be cut
CLUSTER = 40  # pixels of a tile of 256
WITH_US = ("setpriv", "--pdeathsig", "KILL")  # who stops this process stops the tiles too
COMMON = (
    "--force",
    "--quiet",
    "--projection=EPSG:4326",
    "--layer=layer",
    f"--maximum-tile-bytes={LARGEST_TILE}",
    f"--use-attribute-for-id={FID}",
    "--drop-rate=1",
)
# at the largest zoom each point is alone
POINTS = (
    f"--cluster-distance={CLUSTER}",
    "--cluster-densest-as-needed",
)
# at the largest zoom shapes are as they are
SHAPES = (
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
    how = ways(path, geometry)
    command = [*WITH_US, str(_program()), *how, f"--output={target}", str(flat)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    flat.unlink()
    return target


def ways(path: Path, geometry: str) -> list[str]:
    """Return how tippecanoe is to cut a kept layer: its options."""
    zoom = _deepest(path)
    if geometry == "point":
        return [*COMMON, *POINTS, f"--maximum-zoom={zoom}", f"--cluster-maxzoom={zoom - 1}"]
    return [*COMMON, *SHAPES, f"--maximum-zoom={zoom}"]


def _deepest(path: Path) -> int:
    """Return the largest zoom at which what a layer covers isn't cut into too many pieces."""
    _, bounds = pyogrio.read_bounds(path, layer=TABLE)
    west, south, east, north = bounds[:, np.isfinite(bounds).all(axis=0)]
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


def _program() -> Path:
    return Path(sys.executable).with_name("tippecanoe")
