"""Coordinates without a system are recognised only when there is no doubt, else refused."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import CRS, Transformer

from pipelines.geo.known_systems import LAMBERT, MTM, UTM
from pipelines.messages import Refusal
from tests.unit.geo.layers import MONTREAL, codes_of, layer_of, shapes_of, write_points, zip_folder

EAST_AND_WEST = [(-62.0, 50.3), (-58.5, 51.4), (-59.6, 50.2), (-79.3, 49.0)]
TOWNS = {
    "Montréal": MONTREAL, "Québec": (-71.2080, 46.8139), "Gaspé": (-64.4814, 48.8316),
    "Val-d’Or": (-77.7828, 48.0975), "Sept-Îles": (-66.38, 50.2169), "Saguenay": (-71.0686, 48.428),
}  # fmt: skip


def shapefile(folder: Path, system: int, name: str, towns: dict[str, tuple[float, float]]) -> Path:
    """Write a zipped Shapefile without .prj."""
    own = Transformer.from_crs(CRS.from_epsg(system).geodetic_crs, system, always_xy=True)
    inside = folder / "inside"
    inside.mkdir()
    points = [own.transform(*place) for place in towns.values()]
    write_points(inside / f"{name}.shp", points, None, {"ville": list(towns)})
    (inside / f"{name}.prj").unlink(missing_ok=True)
    return zip_folder(folder / f"{name}.zip", inside)


@pytest.mark.parametrize("system", [4326, 32198, 3798])
def test_a_layer_of_all_quebec_is_recognised_by_its_extent(tmp_path: Path, system: int) -> None:
    path = shapefile(tmp_path, system, "lieux", TOWNS)
    layer = layer_of(path)
    assert (layer.system.code, layer.system.guessed) == (f"EPSG:{system}", True)
    assert "geo-guessed" in codes_of(layer)
    assert layer.extent == pytest.approx((-77.7828, 45.5017, -64.4814, 50.2169), abs=1e-4)


def test_degrees_around_quebec_are_degrees_when_nothing_else_fits(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    square = "POLYGON((-71 45.2, -71 47, -69 47, -69 45.2, -71 45.2))"  # half of it in Maine
    path.write_text(f'id,wkt\n1,"{square}"\n2,POINT(-72 46)\n3,none\n')
    layer = layer_of(path)
    assert (layer.system.code, layer.drawn) == ("EPSG:4326", 2)
    assert "geo-guessed" in codes_of(layer)


def test_several_systems_are_refused_and_listed(tmp_path: Path) -> None:
    path = shapefile(tmp_path, 32188, "lieux", {"?": MONTREAL})
    with pytest.raises(Refusal) as refusal:
        layer_of(path)
    assert refusal.value.code == "geo-several-systems"
    assert "NAD83 / MTM zone 8 (EPSG:32188)" in str(refusal.value.values["systems"])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("lieux_MTM8", 32188), ("lieux mtm zone 8", 32188), ("lieux-32188", 32188),
        ("lieux_MTM_08", 32188), ("Lieux NAD83 MTM-8", 32188), ("lieux_fuseau8", 32188),
        ("lieux_MTM8_CSRS", 2950), ("lieux_2950", 2950), ("SCoPQ 8", 32188), ("epsg32188", 32188),
    ],
)  # fmt: skip
def test_a_name_decides_among_several(tmp_path: Path, name: str, code: int) -> None:
    assert layer_of(shapefile(tmp_path, 32188, name, {"?": MONTREAL})).system.code == f"EPSG:{code}"


def test_a_column_of_municipalities_decides_among_several(tmp_path: Path) -> None:
    towns = {"Montréal": MONTREAL, "Laval": (-73.75, 45.57), "Longueuil": (-73.45, 45.53)}
    layer = layer_of(shapefile(tmp_path, 32188, "lieux", towns))
    assert layer.system.code == "EPSG:32188"


@pytest.mark.parametrize("system", [4326, 32631])
def test_what_is_not_in_quebec_without_a_system_is_refused(tmp_path: Path, system: int) -> None:
    path = shapefile(tmp_path, system, "lieux", {"Paris": (2.35, 48.85)})
    with pytest.raises(Refusal) as refusal:
        layer_of(path)
    assert refusal.value.code in ("geo-no-system", "geo-several-systems")


@pytest.mark.parametrize("system", [*MTM, *UTM, *LAMBERT])
def test_a_named_system_puts_a_town_of_its_zone_at_its_place(tmp_path: Path, system: int) -> None:
    used = CRS.from_epsg(system).area_of_use
    town = next(
        place for place in [*TOWNS.values(), *EAST_AND_WEST]
        if used and used.west + 0.1 < place[0] < used.east - 0.1
    )  # fmt: skip
    layer = layer_of(shapefile(tmp_path, system, f"lieux_{system}", {"x": town}))
    assert layer.system.code == f"EPSG:{system}"
    assert layer.extent[:2] == pytest.approx(town, abs=1e-4)


def test_degrees_that_are_said_to_be_metres_are_read_as_degrees(tmp_path: Path) -> None:
    path = write_points(tmp_path / "a.gpkg", list(TOWNS.values()), "EPSG:32198")
    layer = layer_of(path)
    assert (layer.system.code, layer.system.guessed) == ("EPSG:4326", True)
    assert "geo-system-wrong" in codes_of(layer)


@pytest.mark.parametrize("system", ["EPSG:4326", "EPSG:32198"])
def test_swapped_axes_are_put_in_order(tmp_path: Path, system: str) -> None:
    own = Transformer.from_crs(CRS(system).geodetic_crs, system, always_xy=True)
    points = [own.transform(*place)[::-1] for place in TOWNS.values()]
    layer = layer_of(write_points(tmp_path / "a.gpkg", points, system))
    assert "geo-swapped" in codes_of(layer)
    assert layer.extent == pytest.approx((-77.7828, 45.5017, -64.4814, 50.2169), abs=1e-4)


def test_swapped_axes_are_put_in_order_without_a_system_too(tmp_path: Path) -> None:
    towns = {name: place[::-1] for name, place in TOWNS.items()}
    layer = layer_of(shapefile(tmp_path, 4326, "lieux", towns))
    assert codes_of(layer) == ["geo-guessed", "geo-swapped"]


def test_longitudes_without_their_sign_are_read_as_west(tmp_path: Path) -> None:
    points = [(-x, y) for x, y in TOWNS.values()]
    path = write_points(tmp_path / "a.gpkg", points)
    layer = layer_of(path)
    assert codes_of(layer) == ["geo-west"]
    assert shapely.get_coordinates(shapes_of(path, layer)) == pytest.approx(
        np.array(list(TOWNS.values()))
    )


def test_a_layer_elsewhere_is_left_where_it_is_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "Point", "coordinates": [2.35, 48.85]}))
    layer = layer_of(path)
    assert (codes_of(layer), layer.extent[:2]) == (["geo-outside"], (2.35, 48.85))
