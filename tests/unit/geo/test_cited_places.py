"""Named places of the real files are where others than their publishers say that they are.

Distances are in the azimuthal equidistant projection centred on the place that others give.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
import yaml
from pyproj import CRS, Transformer

from pipelines.geo.model import WGS84
from pipelines.geo.names import GEOMETRY, TABLE
from pipelines.geo.prepare import prepare
from tests.unit.geo.layers import zip_of

PLACES = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "geo" / "places.yaml").read_text("utf-8")
)
FEWEST = 3  # places of a file


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a place for the layers, each kept once."""
    return tmp_path_factory.mktemp("cited")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['file']} {place['value']}")
def test_a_named_place_is_where_others_say(real_files: Path, folder: Path, place: dict) -> None:
    shape = _shape(_kept(real_files / "geographie" / place["file"], folder), place)
    away = _away(shape, place)
    if place["within"] == "outside":
        assert away > 0
    else:
        assert away <= (0 if place["within"] == "inside" else float(place["within"]))


def test_every_real_file_has_three_places(real_files: Path) -> None:
    counts = {place["file"]: 0 for place in PLACES}
    for place in PLACES:
        counts[place["file"]] += 1
    without_shapes = {"autres/hydro_consommation_par_mrc.json"}
    files = (real_files / "geographie" / "autres").iterdir()
    assert {f"autres/{item.name}" for item in files} - without_shapes <= set(counts)
    assert min(counts.values()) >= FEWEST


@cache
def _kept(path: Path, folder: Path) -> Path:
    """Return the GeoPackage of a real file's layer; a Shapefile goes in a zip."""
    own = folder / path.stem
    scratch = own / "scratch"
    scratch.mkdir(parents=True)
    if path.suffix == ".shp":
        beside = {item.name: item.read_bytes() for item in path.parent.iterdir()}
        path = zip_of(own / "a.zip", beside)
    (layer,) = prepare(path, path.name, own, scratch)
    return own / layer.file


def _shape(path: Path, place: dict) -> shapely.Geometry:
    """Return the shape of the features that have the place's name, all of them together."""
    _, table = pyogrio.read_arrow(path, layer=TABLE)
    names = [str(value) for value in table.column(place["column"]).to_pylist()]
    chosen = np.array([name == str(place["value"]) for name in names])
    if "row" in place:
        chosen &= np.arange(len(chosen)) == place["row"]
    assert chosen.any()
    return shapely.union_all(shapely.from_wkb(table.column(GEOMETRY).to_numpy()[chosen]))


def _away(shape: shapely.Geometry, place: dict) -> float:
    """Return how many metres the shape is from where others say that the place is."""
    centred = CRS.from_proj4(
        f"+proj=aeqd +lon_0={place['longitude']} +lat_0={place['latitude']} +ellps=GRS80 +units=m"
    )
    move = Transformer.from_crs(WGS84, centred, always_xy=True)
    flat = shapely.transform(
        shape, lambda points: np.column_stack(move.transform(points[:, 0], points[:, 1]))
    )
    return flat.distance(shapely.Point(0, 0))
