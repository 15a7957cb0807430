"""Polygons that are territories are told from those that only lie in some."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from shutil import copy

import pytest
import shapely

from pipelines.geo import rates
from pipelines.geo.model import Layer, read_layer
from pipelines.territory import load_set
from tests.polygons import collection, territories
from tests.unit.geo.layers import codes_of, layer_of

GML = "geographie/mrc_V2017-08_gml/donnees_quebec_mrc_polygones.gml"


def layer_with(
    folder: Path, shapes: Iterable[shapely.Geometry], attributes: Mapping[str, Sequence[object]]
) -> Layer:
    """Return a layer of shapes, read as a file is."""
    path = folder / "layer.geojson"
    path.write_bytes(collection(shapes, attributes))
    return layer_of(path)


def test_the_official_mrc_are_known_in_their_parts_too(real_files: Path, tmp_path: Path) -> None:
    path = Path(copy(real_files / GML, tmp_path / "mrc.gml"))
    layer = layer_of(path)
    assert layer.level == "mrc"
    assert set(layer.codes.values()) == set(load_set("mrc")["code"])
    assert (layer.features, len(layer.codes)) == (137, 137)
    assert "geo-ground-mrc" in codes_of(layer)


def test_regions_are_known_by_their_names(tmp_path: Path) -> None:
    names = dict(load_set("regions-administratives").select("code", "nom").rows())
    shapes = territories("regions-administratives")
    attributes = {"région": [names[code] for code in shapes], "projets": list(range(len(shapes)))}
    layer = layer_with(tmp_path, shapes.values(), attributes)
    assert layer.level == "regions"
    assert list(layer.codes.values()) == list(shapes)


def test_what_is_known_of_a_layer_is_kept_as_json(tmp_path: Path) -> None:
    shapes = territories("mrc")
    layer = layer_with(tmp_path, shapes.values(), {"code_mrc": list(shapes)})
    said = json.loads(json.dumps(vars(layer), default=vars))
    assert read_layer(said).codes == layer.codes
    old = {name: value for name, value in said.items() if name not in ("level", "codes")}
    assert read_layer(old).codes == {}


def test_a_park_is_not_the_mrc_that_it_lies_in(tmp_path: Path) -> None:
    shapes = territories("mrc")
    parks = [shape.point_on_surface().buffer(0.01) for shape in shapes.values()]
    layer = layer_with(tmp_path, parks, {"code_mrc": list(shapes)})
    assert (layer.level, layer.codes, codes_of(layer)) == ("", {}, [])


def test_lots_that_cover_an_mrc_are_not_the_mrc(tmp_path: Path) -> None:
    lots, codes = [], []
    for code, shape in list(territories("mrc").items())[:20]:
        west, south, east, north = shape.bounds
        middle = (west + east) / 2
        halves = (shapely.box(west, south, middle, north), shapely.box(middle, south, east, north))
        lots += [part for part in (shapely.intersection(shape, half) for half in halves) if part]
        codes += [code] * (len(lots) - len(codes))
    layer = layer_with(tmp_path, lots, {"code_mrc": codes})
    assert (layer.level, layer.codes) == ("", {})


def test_points_are_no_territories(tmp_path: Path) -> None:
    shapes = territories("mrc")
    points = [shape.point_on_surface() for shape in shapes.values()]
    layer = layer_with(tmp_path, points, {"code_mrc": list(shapes)})
    assert layer.level == ""


def test_a_feature_has_the_rate_of_its_territory() -> None:
    people = rates.measures("mrc", "population")
    codes = {1: "66", 2: "66", 3: "23", 4: "01", 5: "01"}
    values = {1: 400.0, 2: 400.0, 3: 90.0, 4: 5.0, 5: 6.0, 6: 7.0}
    found = rates.rates_of_features(values, codes, "mrc", "population")
    assert found[1] == found[2] == pytest.approx(400_000 / people["66"])
    assert found[3] == pytest.approx(90_000 / people["23"])
    # the parts of a territory whose figures differ have no figure of the whole
    assert found[4] is None
    assert found[5] is None
    assert found[6] is None


def test_a_part_without_a_figure_has_no_rate() -> None:
    found = rates.rates_of_features({1: 4.0, 2: None}, {1: "66", 2: "66"}, "mrc", "area")
    assert found[1] is not None
    assert found[2] is None
