"""Municipalities are drawn by a layer of polygons, made light."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from pipelines.geo import municipal
from pipelines.geo.model import WGS84, Layer, System
from pipelines.geo.municipal import keep_municipalities, municipal_polygons
from pipelines.geo.names import AFAR, NEAR
from pipelines.messages import message
from tests.unit.geo.test_joined import municipal_layer

CODES = ("66023", "65005", "81017")


def kept(folder: Path, *layers: tuple[str, ...]) -> list[Layer]:
    """Return layers of squares, as if they had been kept; `layers`: the codes of each."""
    found = []
    for number, codes in enumerate(layers, start=1):
        path = municipal_layer(folder / f"layer-{number}.gpkg", codes)
        system = System(WGS84, "WGS 84")
        counts = (len(codes), len(codes), None, system, (), (), {}, path.name, "")
        found.append(Layer(path.stem, "Essai", "polygon", *counts))
    return found


def drawn(path: Path) -> dict[str, shapely.Geometry]:
    """Return the polygons of a drawing by their code."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        feature["properties"]["code"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in features
    }


def test_a_municipality_is_one_polygon_with_its_code_and_name(tmp_path: Path) -> None:
    (layer,) = keep_municipalities(kept(tmp_path, (*CODES, "66023")), tmp_path)
    assert layer.municipalities
    for name in (NEAR, AFAR):
        shapes = drawn(tmp_path / name)
        assert set(shapes) == set(CODES)
        assert shapes["66023"].area == pytest.approx(2)
    features = json.loads((tmp_path / NEAR).read_text(encoding="utf-8"))["features"]
    assert {item["properties"]["nom"] for item in features} == {"Montréal", "Laval", "Gatineau"}


def test_the_mark_changes_with_the_polygons(tmp_path: Path) -> None:
    marks = set()
    for codes in (CODES, CODES, tuple(reversed(CODES))):
        (tmp_path / "layer-1.gpkg").unlink(missing_ok=True)
        (layer,) = keep_municipalities(kept(tmp_path, codes), tmp_path)
        marks.add(layer.municipalities)
    assert len(marks) == 2


def test_the_layer_that_has_most_municipalities_draws_them(tmp_path: Path) -> None:
    few, many = keep_municipalities(kept(tmp_path, ("66023", "66023", "65005"), CODES), tmp_path)
    assert (few.municipalities, bool(many.municipalities)) == ("", True)


def test_a_layer_that_names_none_says_so(tmp_path: Path) -> None:
    (layer,) = keep_municipalities(kept(tmp_path, ("x", "y", "z")), tmp_path)
    assert layer.municipalities == ""
    assert [finding.code for finding in layer.findings] == ["geo-municipal-polygons-none"]
    assert message("geo-municipal-polygons-none", "en")
    assert not (tmp_path / NEAR).exists()


def test_points_draw_no_municipality(tmp_path: Path) -> None:
    (layer,) = kept(tmp_path, CODES)
    (told,) = keep_municipalities([replace(layer, geometry="point")], tmp_path)
    assert not told.municipalities


def test_neighbours_keep_the_same_border_when_they_are_made_light(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = municipal_layer(tmp_path / "layer-1.gpkg", CODES)
    rough = {
        code: shapely.segmentize(shape, 0.001) for code, shape in municipal_polygons(path).items()
    }
    monkeypatch.setattr(municipal, "FROM_NEAR", replace(municipal.FROM_NEAR, most=2_000))
    monkeypatch.setattr(municipal, "municipal_polygons", lambda _: rough)
    keep_municipalities(kept(tmp_path, CODES), tmp_path)
    assert (tmp_path / NEAR).stat().st_size <= 2_000
    shapes = list(drawn(tmp_path / NEAR).values())
    assert shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).area == pytest.approx(3, rel=0.01)
