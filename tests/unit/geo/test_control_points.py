"""Projections agree to 1 cm with points whose coordinates others published."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from pyproj import CRS, Transformer

from pipelines.geo.known_systems import identified

POINTS = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "geo" / "control_points.yaml").read_text("utf-8")
)
CENTIMETRE = 0.01
QUEBEC = (*range(32183, 32191), *range(2945, 2953), 32198, 6622, 3798, 3799, 6623, 6624)
UTM = (*range(26917, 26922), *range(2958, 2963))


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point['to'][:12]} {point['name']}")
def test_a_published_point_is_found_to_a_centimetre(point: dict) -> None:
    system = identified(CRS.from_user_input(point["to"]))
    there = Transformer.from_crs(CRS.from_user_input(point["from"]), system, always_xy=True)
    found = np.array(there.transform(point["longitude"], point["latitude"]))
    away = np.hypot(*(found - (point["easting"], point["northing"])))
    assert away * system.axis_info[0].unit_conversion_factor <= CENTIMETRE


@pytest.mark.parametrize("code", [*QUEBEC, *UTM])
def test_every_system_of_quebec_has_a_point(code: int) -> None:
    assert any(point["to"] == f"EPSG:{code}" for point in POINTS)


def test_every_projection_has_points_that_others_published() -> None:
    published = [CRS.from_user_input(point["to"]) for point in POINTS if point["published"]]
    methods = {system.coordinate_operation.method_name for system in published}
    assert {
        "Transverse Mercator",
        "Lambert Conic Conformal (2SP)",
        "Albers Equal Area",
    } <= methods
