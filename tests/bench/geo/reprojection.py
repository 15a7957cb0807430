"""Time the reprojection of a million vertices, beside pyproj on the same arrays."""

import gc
import statistics
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS
from pyproj.transformer import TransformerGroup

from pipelines.geo.__main__ import MANY
from pipelines.geo.model import WGS84
from pipelines.geo.repair import moved
from pipelines.geo.systems import AREA, way_to_wgs84
from pipelines.geo.tally import Tally
from tests.bench.table import Measure
from tests.bench.validate.sides import seconds

VERTICES = 1_000_000
LOT, BORDER = 5, 200  # vertices of a lot, of a real layer's outline (an MRC's has 166)
RADIUS = 20.0  # metres
ROUNDS = 7
BAR = 1.5
SEED = 20260901
SYSTEMS = {  # system: west, south, east, north of where the vertices are, in metres
    "EPSG:32198": (-600_000, 150_000, 300_000, 700_000),
    "EPSG:32188": (200_000, 4_990_000, 400_000, 5_200_000),
}
SHAPES = {  # what is drawn of rings, and how many vertices each has
    "outlines": (shapely.polygons, BORDER),
    "lines": (shapely.linestrings, BORDER),
    "lots": (shapely.polygons, LOT),
    "separate points": (lambda rings: shapely.points(rings.reshape(-1, 2)), LOT),
}


@dataclass(frozen=True)
class Task:
    """Geometries of a system, and the coordinates of the same vertices in the same order."""

    system: CRS
    shapes: np.ndarray
    x: np.ndarray
    y: np.ndarray


def reprojection() -> Iterator[Measure]:
    """Yield one measure a system and a shape: geometries in, the same in WGS 84 out, checked.

    Python's collector is set as the process that makes maps sets its own.
    """
    gc.set_threshold(MANY)
    for code, extent in SYSTEMS.items():
        for name, (shape, corners) in SHAPES.items():
            shapes = shape(_rings(extent, corners))
            x, y = shapely.get_coordinates(shapes).T
            task = Task(CRS(code), shapes, np.ascontiguousarray(x), np.ascontiguousarray(y))
            mine, theirs = _medians(task)
            work = f"reprojection of 1 M vertices, {code}, {name}, against pyproj alone"
            yield Measure("geo", work, mine * 1000, theirs * 1000, BAR)


def _rings(extent: tuple[float, float, float, float], corners: int) -> np.ndarray:
    """Return closed rings: polygon, vertex, axis."""
    random, count = np.random.default_rng(SEED), VERTICES // corners
    west, south, east, north = extent
    middles = np.column_stack(
        (random.uniform(west, east, count), random.uniform(south, north, count))
    )
    turns = np.linspace(0, 2 * np.pi, corners)
    turns[-1] = 0  # the last vertex is the first one
    return middles[:, None, :] + RADIUS * np.column_stack((np.cos(turns), np.sin(turns)))


def _medians(task: Task) -> tuple[float, float]:
    """Return the medians of both, in seconds; raise when they don't give the same places."""
    way = way_to_wgs84(task.system)
    # The operation that ours chose, so that the same is computed
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Best transformation is not available")
        group = TransformerGroup(
            task.system, WGS84, always_xy=True, area_of_interest=AREA, allow_ballpark=False
        )
    alone = group.transformers[0]
    placed = shapely.get_coordinates(moved(task.shapes, way.move, Tally()))
    expected = np.column_stack(alone.transform(task.x, task.y))
    if not np.allclose(placed, expected, rtol=0, atol=1e-12):
        raise AssertionError(f"expected: the same places from {task.system.name}")
    times = [
        (
            seconds(lambda: moved(task.shapes, way.move, Tally())),
            seconds(lambda: alone.transform(task.x, task.y)),
        )
        for _ in range(ROUNDS)
    ]
    mine, theirs = map(statistics.median, zip(*times, strict=True))
    return mine, theirs
