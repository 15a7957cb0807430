"""A large GeoJSON is opened once, and read as GDAL reads it when it is asked about first."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from pipelines.geo import collection
from pipelines.geo.collection import features_of, is_collection
from pipelines.geo.reading import Reading
from pipelines.geo.unpack import Source
from pipelines.geo.vector import read_layers
from pipelines.messages import Refusal

POINT = {"type": "Point", "coordinates": [-71.2, 46.8]}
SYSTEM = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32188"}}


def written(folder: Path, *features: dict, **more: object) -> Path:
    """Write a collection."""
    path = folder / "a.json"
    whole = {"type": "FeatureCollection", **more, "features": list(features)}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def feature(**properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": POINT}


def read(path: Path, small: int, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Read a file the way that files of more than `small` octets are."""
    monkeypatch.setattr(collection, "SMALL", small)
    scratch = path.parent / str(small)
    scratch.mkdir()
    (reading,) = read_layers(Source(path, "json", "a"), scratch)
    return reading


def whole(reading: Reading) -> tuple[np.ndarray, list[dict]]:
    parts = list(reading.parts())
    shapes = np.concatenate([part.geometries for part in parts])
    return shapes, [row for part in parts for row in part.attributes.to_pylist()]


@pytest.mark.parametrize(
    ("features", "more"),
    [
        ([feature(nom="Lévis", total=1), feature(nom=None, total=2.5)], {}),
        ([feature(nom="x") | {"id": 7}, feature(autre=[1, 2], objet={"a": 1})], {}),
        ([feature(), feature(jour="2026-01-02", vrai=True)], {"crs": SYSTEM, "name": "lieux"}),
        ([feature(nom="a"), {**feature(nom="b"), "geometry": None}], {"bbox": [0, 0, 1, 1]}),
    ],
)
def test_both_ways_read_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, features: list[dict], more: dict
) -> None:
    path = written(tmp_path, *features, **more)
    asked, opened = (read(path, small, monkeypatch) for small in (1 << 40, 0))
    assert is_collection(Source(path, "json", "a"))
    assert opened.schema.equals(asked.schema)
    assert (opened.name, opened.system) == (asked.name, asked.system)
    for _ in range(2):  # the second time, the file is opened anew
        (shapes, rows), (expected, said) = whole(opened), whole(asked)
        assert rows == said
        assert shapely.equals_exact(shapes, expected).tolist() == [
            shape is not None for shape in expected
        ]


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "Topology", "objects": {}, "note": "\\"type\\": \\"FeatureCollection\\""}',
        '{"geometryType": "esriGeometryPoint", "features": []}',
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}',
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}',
        '[{"type": "FeatureCollection"}]',
    ],
)
def test_what_may_be_something_else_is_left_to_gdal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    monkeypatch.setattr(collection, "SMALL", 0)
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    assert not is_collection(Source(path, "json", "a"))


def test_a_large_file_that_is_cut_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, *(feature(nom=f"lieu {rank}") for rank in range(2000)))
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(Refusal, match="lecture"):
        whole(read(path, 0, monkeypatch))


def test_features_are_guessed_from_the_first(tmp_path: Path) -> None:
    path = written(tmp_path, *(feature(nom=f"lieu {rank:06}") for rank in range(50_000)))
    assert features_of(path) == pytest.approx(50_000, rel=0.05)
