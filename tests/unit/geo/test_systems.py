"""Reference systems are recognised, and the way to WGS 84 is stated, never a silent ballpark."""

import subprocess
import sys

import numpy as np
import pytest
from pyproj import CRS, Transformer

from pipelines.geo.known_systems import KNOWN, identified
from pipelines.geo.systems import Way, way_to_wgs84
from pipelines.messages import Refusal

NAD83 = ("NAD83 to WGS 84 (1)", "EPSG:1188", 4.0)
CSRS = ("NAD83(CSRS) to WGS 84 (2)", "EPSG:1946", 1.0)
NONE = ("", "", 0.0)
ON_NAD83 = (4269, 32198, 3798, 6623, *range(32183, 32191), *range(26917, 26922))
ON_CSRS = (4617, 6622, 3799, 6624, *range(2945, 2953), *range(2958, 2963))


def codes(way: Way) -> list[str]:
    """Return the codes of what is told of a system."""
    return [finding.code for finding in way.findings]


@pytest.mark.parametrize("code", KNOWN)
def test_a_system_of_quebec_states_its_change_of_datum(code: int) -> None:
    system = way_to_wgs84(CRS.from_epsg(code)).system
    expected = NAD83 if code in ON_NAD83 else CSRS if code in ON_CSRS else NONE
    assert (system.operation, system.operation_code, system.accuracy) == expected
    assert system.code == f"EPSG:{code}"


@pytest.mark.parametrize("code", KNOWN)
@pytest.mark.parametrize("version", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"])
def test_a_system_is_recognised_as_files_write_it(code: int, version: str) -> None:
    assert identified(CRS.from_wkt(CRS.from_epsg(code).to_wkt(version))).to_epsg() == code


@pytest.mark.parametrize("code", [code for code in KNOWN if CRS.from_epsg(code).is_projected])
def test_a_system_is_recognised_by_its_parameters_under_another_name(code: int) -> None:
    written = CRS.from_epsg(code).to_wkt("WKT1_ESRI")
    own = CRS.from_wkt(written.replace('PROJCS["', 'PROJCS["Notre_', 1))
    assert identified(own).to_epsg() == code


@pytest.mark.parametrize(
    ("string", "code"),
    [
        ("+proj=lcc +lat_0=44 +lon_0=-68.5 +lat_1=60 +lat_2=46 +ellps=GRS80 +units=m", 32198),
        ("+proj=lcc +lat_0=44 +lon_0=-68.5 +lat_1=46 +lat_2=60 +ellps=GRS80 +units=m", 32198),
        ("+proj=tmerc +lon_0=-73.5 +k=0.9999 +x_0=304800 +ellps=GRS80 +units=m", 32188),
        ("+proj=utm +zone=18 +ellps=GRS80 +units=m", 26918),
    ],
)
def test_a_projection_on_an_ellipsoid_alone_is_supposed_on_nad83(string: str, code: int) -> None:
    way = way_to_wgs84(CRS.from_string(string))
    assert way.system.code == f"EPSG:{code}"
    assert "geo-datum-supposed" in codes(way)


def test_a_custom_projection_on_a_known_datum_states_its_operation() -> None:
    own = CRS.from_string("+proj=tmerc +lon_0=-73.2 +k=0.9999 +x_0=304800 +datum=NAD83")
    system = way_to_wgs84(own).system
    assert (system.code, system.operation, system.operation_code) == ("", *NAD83[:2])


def test_parameters_given_by_the_file_are_used_and_their_accuracy_is_unknown() -> None:
    own = CRS.from_string("+proj=tmerc +lon_0=-73.2 +k=0.9999 +ellps=GRS80 +towgs84=1,2,3")
    system = way_to_wgs84(own).system
    assert (system.operation, system.accuracy) == ("Transformation from unknown to WGS84", None)


def test_a_missing_grid_is_named_with_what_it_would_bring() -> None:
    (finding,) = way_to_wgs84(CRS.from_epsg(4269)).findings
    expected = {"grid": "ca_nrc_NA83SCRS.tif", "best": 150, "accuracy": 400}
    assert (finding.code, finding.values) == ("geo-grid-missing", expected)


def test_nad27_says_the_operation_for_quebec_and_the_missing_grid() -> None:
    way = way_to_wgs84(CRS.from_epsg(4267))
    assert (way.system.operation_code, way.system.accuracy) == ("EPSG:1181", 9.0)
    assert way.findings[0].values["grid"] == "ca_nrc_NA27SCRS.tif"


@pytest.mark.parametrize("code", [4267, 4269, 32188, 2950])
def test_nothing_is_written_to_the_error_output(code: int) -> None:
    program = (
        "from pyproj import CRS; from pipelines.geo.systems import way_to_wgs84;"
        f"way_to_wgs84(CRS.from_epsg({code}))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stderr == b""


@pytest.mark.parametrize("code", [6622, 8237])
def test_a_version_of_csrs_is_read_as_csrs_and_says_so(code: int) -> None:
    assert "geo-csrs-version" in codes(way_to_wgs84(CRS.from_epsg(code)))


@pytest.mark.parametrize("code", ["EPSG:2950+6647", "EPSG:4955"])
def test_heights_are_left_out(code: str) -> None:
    assert way_to_wgs84(CRS(code)).system.operation_code == "EPSG:1946"


def test_a_system_that_moves_with_time_says_so() -> None:
    assert "geo-dynamic" in codes(way_to_wgs84(CRS.from_epsg(9000)))


@pytest.mark.parametrize(
    ("system", "code"),
    [
        ('LOCAL_CS["chantier",UNIT["metre",1]]', "geo-system-unusable"),
        ("EPSG:4978", "geo-system-unusable"),
        ("EPSG:5713", "geo-system-unusable"),
        ("EPSG:2138", "geo-no-operation"),  # NAD27(CGQ77), whose grid isn't here
        ("+proj=tmerc +lon_0=-73.2 +ellps=GRS80", "geo-no-operation"),
    ],
)
def test_a_system_without_a_sure_way_is_refused(system: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        way_to_wgs84(CRS(system))
    assert refusal.value.code == code


@pytest.mark.parametrize("code", [32188, 2950, 32198, 6622, 26918, 3857])
def test_coordinates_are_pyproj_s_own_to_a_millimetre(code: int) -> None:
    system = CRS.from_epsg(code)
    base = CRS.from_epsg(4617) if code == 6622 else system.geodetic_crs
    place = np.array([[-73.5673, 45.5017]])
    projected = np.column_stack(
        Transformer.from_crs(system.geodetic_crs, system, always_xy=True).transform(*place.T)
    )
    assert way_to_wgs84(system).move(projected) == pytest.approx(
        way_to_wgs84(base).move(place), abs=1e-8
    )
