"""The simplified boundaries say where they come from, share their borders and keep their places."""

from importlib import resources
from pathlib import Path

import pytest
from shapely.geometry import shape

from pipelines.territory import load_set
from tests.unit.reference_datasets import official, shapes

LAYERS = ("regions-administratives", "mrc")
MAX_BYTES = 400_000
WEST, SOUTH, EAST, NORTH = -79.85, 44.99, -56.9, 62.62
# West longitude first, from the Commission de toponymie (Rouyn-Noranda, fiche 375780) and from the
# pages of Wikipédia on the others
PLACES = [
    ((-79.03333, 48.25), "08", "86"),  # Rouyn-Noranda
    ((-68.52139, 48.47042), "01", "10"),  # Rimouski
    ((-71.9, 45.4), "05", "43"),  # Sherbrooke
    ((-61.86667, 47.38333), "11", "01"),  # Cap-aux-Meules, in the islands
    ((-66.82361, 54.80833), "09", "972"),  # Matimekosh, an enclave in Schefferville
    ((-68.4, 58.1), "10", "992"),  # Kuujjuaq, its town hall
]


def test_regions_have_the_codes_and_names_of_their_table() -> None:
    features = shapes.layer("regions-administratives")["features"]
    ours = [(item["properties"]["code"], item["properties"]["nom"]) for item in features]
    assert ours == load_set("regions-administratives").select("code", "nom").rows()


def test_mrc_that_have_a_geometry_say_that_it_is_of_2017() -> None:
    collection = shapes.layer("mrc")
    assert collection["version_geometrie"].startswith("V2017-08")
    drawn = load_set("mrc").filter(millesime_geometrie="2017-08")
    assert [item["id"] for item in collection["features"]] == drawn["code"].to_list()
    assert {item["properties"]["millesime_geometrie"] for item in collection["features"]} == {
        "2017-08"
    }


@pytest.mark.parametrize("name", LAYERS)
def test_a_file_is_small(name: str) -> None:
    folder = resources.files("reference_datasets").joinpath(name)
    for path in Path(str(folder)).glob("*/geometry.geojson"):
        assert path.stat().st_size <= MAX_BYTES


@pytest.mark.parametrize("name", LAYERS)
def test_coordinates_are_wgs84_degrees_of_five_decimals_in_quebec(name: str) -> None:
    for feature in shapes.layer(name)["features"]:
        for (x, y), _ in shapes.edges(feature):
            assert WEST < x < EAST
            assert SOUTH < y < NORTH
            assert (x, y) == (round(x, 5), round(y, 5))


@pytest.mark.parametrize("name", LAYERS)
def test_rings_are_closed_and_turn_as_rfc_7946_says(name: str) -> None:
    for feature in shapes.layer(name)["features"]:
        for outside, *holes in shapes.polygons(feature):
            assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in (outside, *holes))
            assert shapes.signed_area(outside) > 0
            assert all(shapes.signed_area(hole) < 0 for hole in holes)


@pytest.mark.parametrize("name", LAYERS)
def test_neighbours_share_the_same_border(name: str) -> None:
    """Only the outline of Québec, the same for both layers, is nobody else's border."""
    outline = shapes.unmatched_edges(shapes.layer("regions-administratives"))
    assert set(shapes.unmatched_edges(shapes.layer(name))) == set(outline)
    assert set(outline.values()) == {1}


@pytest.mark.parametrize("name", LAYERS)
def test_geometries_are_valid(name: str) -> None:
    for feature in shapes.layer(name)["features"]:
        assert shape(feature["geometry"]).is_valid, feature["id"]


@pytest.mark.parametrize(("point", "region", "mrc"), PLACES)
def test_a_place_falls_in_its_own_region_and_mrc(
    point: shapes.Point, region: str, mrc: str
) -> None:
    found = [
        [item["id"] for item in shapes.layer(name)["features"] if shapes.contains(item, point)]
        for name in LAYERS
    ]
    assert found == [[region], [mrc]]


def test_the_area_of_each_region_is_within_half_a_percent(real_files: Path) -> None:
    expected = official.region_areas(real_files)
    found = {item["id"]: item for item in shapes.layer("regions-administratives")["features"]}
    assert found.keys() == expected.keys()
    for code, feature in found.items():
        assert shapes.area(feature) == pytest.approx(expected[code], rel=0.005), code


def test_the_area_of_each_mrc_is_within_half_a_percent(real_files: Path) -> None:
    expected = official.mrc_areas(real_files)
    found = {item["id"]: item for item in shapes.layer("mrc")["features"]}
    assert found.keys() == expected.keys()
    for code, feature in found.items():
        assert shapes.area(feature) == pytest.approx(expected[code], rel=0.005), code
