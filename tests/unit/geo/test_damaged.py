"""A file that is cut, damaged or absurd ends with a reason, in bounded memory."""

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyogrio.raw import write

from pipelines.geo.reasons import REASONS
from pipelines.messages import Refusal
from tests.unit.geo.layers import layers_of, write_points, zip_folder
from tests.unit.geo.test_formats import KML

FORMS = (
    "gpkg", "fgb", "gml", "geojson", "geojsonl", "kml", "csv", "shp", "shp.zip", "gdb.zip",
    "mif.zip",
)  # fmt: skip
MANY = 3_000
LIMIT = 2_000 << 20  # octets of memory


def whole(folder: Path, form: str) -> Path:
    """Write 3 000 places in a format."""
    if form == "kml":
        path = folder / "a.kml"
        path.write_text(KML)
        return path
    points = [(-73 + number / MANY, 46 + number / MANY) for number in range(MANY)]
    if form in ("csv", "geojsonl"):
        rows = "".join(f"{y},{x},nom {x}\n" for x, y in points)
        lines = "".join(f"{shapely.to_geojson(shapely.Point(place))}\n" for place in points)
        path = folder / f"a.{form}"
        path.write_text(f"lat,lon,nom\n{rows}" if form == "csv" else lines)
        return path
    inside = folder / "inside"
    inside.mkdir()
    target = write_points(inside / f"a.{form.removesuffix('.zip')}", points)
    return zip_folder(folder / "a.zip", inside) if form.endswith(".zip") else target


def read_or_refused(path: Path) -> int | str:
    """Return how many features a file has, or the code of why it has no map."""
    try:
        return sum(layer.features for layer in layers_of(path))
    except Refusal as refusal:
        return refusal.code if refusal.code in REASONS else pytest.fail(refusal.code)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("share", [0.10, 0.50, 0.99])
def test_a_file_that_is_cut_says_so(tmp_path: Path, form: str, share: float) -> None:
    path = whole(tmp_path, form)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    found = read_or_refused(path)
    if form not in ("csv", "geojsonl"):  # formats of lines have no end to miss
        assert isinstance(found, str)


@pytest.mark.parametrize("form", ["shp.zip", "gdb.zip", "mif.zip"])
@pytest.mark.parametrize(
    "suffix", [".shp", ".dbf", ".shx", ".mif", ".mid", ".gdbtable", ".gdbtablx"]
)
@pytest.mark.parametrize("share", [0.10, 0.50, 0.99])
def test_a_part_that_is_cut_never_gives_a_whole_map(
    tmp_path: Path, form: str, suffix: str, share: float
) -> None:
    whole(tmp_path, form)
    parts = [item for item in (tmp_path / "inside").rglob("*") if item.suffix == suffix]
    for part in parts:
        part.write_bytes(part.read_bytes()[: int(part.stat().st_size * share)])
    path = zip_folder(tmp_path / "a.zip", tmp_path / "inside")
    found = read_or_refused(path)
    if parts and suffix in (".shp", ".mif"):
        assert isinstance(found, str)


@pytest.mark.parametrize("form", ["gpkg", "fgb", "shp", "geojson", "gml", "kml", "gdb.zip"])
@pytest.mark.parametrize("seed", range(12))
def test_damaged_octets_never_raise_anything_but_a_reason(
    tmp_path: Path, form: str, seed: int
) -> None:
    chance = random.Random(seed)
    path = whole(tmp_path, form)
    if form == "gdb.zip":
        damaged = chance.choice(
            [item for item in (tmp_path / "inside").rglob("*") if item.is_file()]
        )
    else:
        damaged = path
    content = bytearray(damaged.read_bytes())
    if content:
        for _ in range(20):
            spread = 200 if seed % 2 else len(content)
            content[chance.randrange(min(spread, len(content)))] = chance.randrange(256)
    damaged.write_bytes(bytes(content))
    if form == "gdb.zip":
        path = zip_folder(tmp_path / "a.zip", tmp_path / "inside")
    read_or_refused(path)


ABSURD = {
    "nested-values": '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
    '"properties":{"a":' + "[" * 100_000 + "]" * 100_000 + "}}]}",
    "nested-coordinates": '{"type":"Polygon","coordinates":' + "[" * 500_000 + "]" * 500_000 + "}",
    "nested-objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "endless-number": '{"type":"Point","coordinates":[' + "9" * 1_000_000 + ",1]}",
    "nested-collections": '{"type":"GeometryCollection","geometries":[' * 5_000 + "]}" * 5_000,
    "no-end": '{"type":"FeatureCollection","features":[' + '{"type":"Feature",' * 100_000,
    "long-key": '{"type":"Feature","properties":{"' + "a" * 5_000_000 + '":1},"geometry":null}',
}


@pytest.mark.parametrize("name", ABSURD)
def test_absurd_geojson_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(ABSURD[name])
    assert isinstance(read_or_refused(path), str)


@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_100_000_columns_are_refused(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    if form == "csv":
        names = ",".join(f"c{number}" for number in range(100_000))
        path.write_text(f"lat,lon,{names}\n45,-73{',1' * 100_000}\n")
    else:
        columns = {f"c{number}": 1 for number in range(100_000)}
        point = {"type": "Point", "coordinates": [-73, 46]}
        path.write_text(json.dumps({"type": "Feature", "properties": columns, "geometry": point}))
    assert read_or_refused(path) in ("geo-many-columns", "geo-table-unreadable")


PROGRAM = """
import sys
from pathlib import Path
from pipelines.geo.prepare import prepare
from pipelines.messages import Refusal
folder = Path(sys.argv[2]); (folder / "s").mkdir(parents=True)
try:
    print(sum(layer.features for layer in prepare(Path(sys.argv[1]), "a", folder, folder / "s")))
except Refusal as refusal:
    print(refusal.code)
status = Path("/proc/self/status").read_text()  # ru_maxrss would count the parent's memory too
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def apart(path: Path) -> tuple[str, int]:
    """Read a file in a process of its own: what came of it, and its memory in octets."""
    command = [sys.executable, "-c", PROGRAM, str(path), str(path.parent / "maps")]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found, memory = run.stdout.split()
    return found, int(memory) << 10


@pytest.mark.parametrize("form", ["gpkg", "fgb", "shp"])
def test_a_shape_of_10_million_vertices_is_refused(tmp_path: Path, form: str) -> None:
    turns = np.linspace(0, 2 * np.pi, 10_000_000, endpoint=False)
    ring = shapely.linearrings(np.column_stack((np.cos(turns) - 73, np.sin(turns) + 47)))
    shape = np.array([shapely.to_wkb(shapely.polygons(ring))], dtype=object)
    path = tmp_path / f"a.{form}"
    write(path, shape, [np.array([1])], ["a"], geometry_type="Polygon", crs="EPSG:4326")
    found, memory = apart(path)
    assert found == "geo-heavy-shape"
    assert memory < LIMIT


def test_a_geojson_shape_of_millions_of_vertices_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    with path.open("w") as file:
        file.write('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},')
        file.write('"geometry":{"type":"LineString","coordinates":[')
        for _ in range(100):
            file.write("[-73.123456,46.123456]," * 50_000)
        file.write("[-73,46]]}}]}")
    found, memory = apart(path)
    assert found in REASONS
    assert memory < LIMIT


def test_an_enormous_cell_is_refused_or_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    with path.open("w") as file:
        file.write('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"')
        for _ in range(200):
            file.write("x" * (1 << 20))
        file.write('"},"geometry":{"type":"Point","coordinates":[-73,46]}}]}')
    _, memory = apart(path)
    assert memory < LIMIT
