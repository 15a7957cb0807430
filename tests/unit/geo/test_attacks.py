"""What was tried against the reading of maps: each ends at once, or with a reason."""

import json
from pathlib import Path

import pytest

from pipelines.decode import archive
from pipelines.geo.filters import NotUnderstood, read_filters
from pipelines.geo.keys import MOST_NAMES, check_names
from pipelines.geo.markup import plain_text
from pipelines.geo.names import LONGEST
from pipelines.geo.shapes_in_cells import read_shapes
from pipelines.messages import Refusal
from tests.unit.geo.layers import MONTREAL, layer_of, rows_of, zip_of

PLACE = {"type": "Point", "coordinates": list(MONTREAL)}


def geojson(folder: Path, properties: str = "{}", **members: object) -> Path:
    """Write a GeoJSON of one place, its properties as they are given."""
    feature = f'{{"type":"Feature","properties":{properties},"geometry":{json.dumps(PLACE)}}}'
    others = "".join(f'"{name}":{json.dumps(value)},' for name, value in members.items())
    path = folder / "a.geojson"
    path.write_text(f'{{"type":"FeatureCollection",{others}"features":[{feature}]}}')
    return path


@pytest.mark.parametrize("kind", ["link", "url"])
@pytest.mark.parametrize("key", ["href", "url"])
def test_the_address_of_a_system_is_not_asked(
    tmp_path: Path, server: tuple[str, list[str]], kind: str, key: str
) -> None:
    address, asked = server
    crs = {"type": kind, "properties": {key: f"{address}/interne"}}
    assert layer_of(geojson(tmp_path, crs=crs)).drawn == 1
    assert asked == []


def test_a_text_full_of_escapes_is_read_once(tmp_path: Path) -> None:
    properties = json.dumps({"a": '"' * 1_000_000})
    assert layer_of(geojson(tmp_path, properties)).drawn == 1


def test_names_are_counted_through_a_text_that_blocks_cut(tmp_path: Path) -> None:
    names = {"a": 'x"' * 3_000_000, **{f"nom {number}": 1 for number in range(MOST_NAMES + 1)}}
    path = geojson(tmp_path, json.dumps(names))
    with pytest.raises(Refusal) as refusal:
        check_names(path, "json")
    assert refusal.value.code == "geo-many-columns"


@pytest.mark.parametrize("piece", ["<a ", "<a", "<!--", "<b>", "&", "<a b='"])
def test_html_without_end_is_read_once(piece: str) -> None:
    assert isinstance(plain_text(piece * 200_000), str)


def test_a_zip_that_lies_about_what_it_packs_is_a_bomb(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.csv": b"a" * 150_000_000, "b.txt": b"b"})
    content = bytearray(path.read_bytes())
    place = content.rindex(b"PK\x01\x02")  # what the zip says of its last entry
    content[place + 20 : place + 24] = (900_000_000).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal, archive.opened(path):
        pass
    assert refusal.value.code == "decode-zip-bomb"


@pytest.mark.parametrize("number", ["Infinity", "-Infinity", "NaN"])
def test_a_number_that_is_not_finite_is_no_number(tmp_path: Path, number: str) -> None:
    path = geojson(tmp_path, f'{{"a":1.5,"b":{number}}}')
    layer = layer_of(path)
    assert rows_of(path, layer).column("b").to_pylist() == [None]
    json.dumps([column.minimum for column in layer.columns], allow_nan=False)


@pytest.mark.parametrize(
    "cell",
    [
        "GEOMETRYCOLLECTION(" * 200_000,
        "0107000000" + "01000000" * 2 + "010700000001000000" * 200_000,
        '{"type":"GeometryCollection","geometries":[' * 200_000 + '"coordinates"',
    ],
)
def test_collections_in_collections_are_not_entered(cell: str) -> None:
    assert read_shapes([cell])[0] is None


def test_names_without_end_are_cut(tmp_path: Path) -> None:
    layer = layer_of(geojson(tmp_path, json.dumps({"n" * 100_000: 1, "n" * 100_001: 2})))
    assert max(len(column.name) for column in layer.columns) <= LONGEST + 2


@pytest.mark.parametrize("value", [1 << 63, -(1 << 63) - 1, "\ud800", None, {"a": 1}])
@pytest.mark.parametrize("test", ["equal", "contains", "between"])
def test_values_that_no_column_holds_are_not_understood(test: str, value: object) -> None:
    said = {"column": "a", "is": test, "value": value, "low": value}
    with pytest.raises(NotUnderstood):
        read_filters([said])
