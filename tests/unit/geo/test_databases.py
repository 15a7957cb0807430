"""A GeoPackage runs no program of its author while it is read."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyogrio.raw import write

from pipelines.messages import Refusal
from tests.unit.geo.layers import (
    MONTREAL,
    codes_of,
    layer_of,
    layers_of,
    rows_of,
    shapes_of,
    write_points,
    zip_of,
)

ENDLESS = (
    "WITH RECURSIVE t(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM t) "
    "SELECT fid, (SELECT geom FROM lieux) AS geom FROM t"
)
DECLARE = (
    "INSERT INTO gpkg_contents SELECT 'v', data_type, 'v', '', last_change, min_x, min_y, max_x, "
    "max_y, srs_id FROM gpkg_contents WHERE table_name = 'lieux'",
    "INSERT INTO gpkg_geometry_columns SELECT 'v', column_name, geometry_type_name, srs_id, z, m "
    "FROM gpkg_geometry_columns WHERE table_name = 'lieux'",
)


def changed(folder: Path, *statements: str) -> Path:
    """Write a GeoPackage of one place, then run SQL in it."""
    path = write_points(folder / "a.gpkg", [MONTREAL], layer="lieux")
    with closing(sqlite3.connect(path)) as base:
        named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (trigger,) in base.execute(named).fetchall():
            base.execute(f'DROP TRIGGER "{trigger}"')  # they call functions that only GDAL has
        for statement in statements:
            base.execute(statement)
        base.commit()
    return path


def refused(path: Path) -> str:
    """Return the code of why a file has no map."""
    with pytest.raises(Refusal) as refusal:
        layers_of(path)
    return refusal.value.code


@pytest.mark.parametrize("name", ["vue", "VUE", "VUÉ", "Île"])
def test_no_capital_hides_a_view(tmp_path: Path, name: str) -> None:
    declared = (statement.replace("'v'", f"'{name}'") for statement in DECLARE)
    path = changed(tmp_path, f'CREATE VIEW "{name}" AS {ENDLESS}', *declared)
    layer = layer_of(path)
    assert (layer.features, codes_of(layer)) == (1, ["geo-views"])


def test_a_layer_named_with_accented_capitals_is_read(tmp_path: Path) -> None:
    path = write_points(tmp_path / "a.gpkg", [MONTREAL], layer="ÉCOLES")
    assert layer_of(path).drawn == 1


def test_a_view_that_never_ends_is_not_read_and_is_told(tmp_path: Path) -> None:
    path = changed(tmp_path, f"CREATE VIEW v AS {ENDLESS}", *DECLARE)
    layer = layer_of(path)
    assert (layer.features, codes_of(layer)) == (1, ["geo-views"])


def test_a_list_of_contents_that_never_ends_is_refused(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "PRAGMA foreign_keys = OFF",
        "ALTER TABLE gpkg_contents RENAME TO ailleurs",
        f"CREATE VIEW gpkg_contents AS {ENDLESS}",
    )
    assert refused(path) in ("geo-computed", "geo-database-other")


def test_a_computed_column_is_refused(tmp_path: Path) -> None:
    column = (
        "ALTER TABLE lieux ADD COLUMN b TEXT GENERATED ALWAYS AS (hex(zeroblob(400000000))) VIRTUAL"
    )
    assert refused(changed(tmp_path, column)) == "geo-computed"


def test_nothing_is_written_in_the_file(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "CREATE TRIGGER mal AFTER UPDATE ON gpkg_contents BEGIN DELETE FROM lieux; END",
        "CREATE TRIGGER pis AFTER INSERT ON lieux BEGIN DELETE FROM lieux; END",
    )
    before = path.read_bytes()
    assert layer_of(path).features == 1
    assert path.read_bytes() == before
    assert {item.name for item in tmp_path.iterdir()} == {"a.gpkg", "maps"}


def test_another_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE a (b TEXT)")
    assert refused(path) == "geo-database-other"


def test_tables_beside_a_layer_are_told(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "CREATE TABLE codes (fid INTEGER PRIMARY KEY, nom TEXT)",
        "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('codes', 'attributes')",
    )
    layer = layer_of(path)
    assert [(item.code, item.values) for item in layer.findings] == [
        ("geo-tables-beside", {"count": 1, "names": "codes"})
    ]


def test_a_count_that_lies_changes_nothing(tmp_path: Path) -> None:
    path = changed(tmp_path, "UPDATE gpkg_ogr_contents SET feature_count = 9000000000000000000")
    assert layer_of(path).features == 1


def test_names_of_any_kind_are_read(tmp_path: Path) -> None:
    odd = 'a"b; DROP TABLE lieux --'
    path = write_points(
        tmp_path / "a.gpkg", [MONTREAL], attributes={odd: ["x"], "ÉTÉ": ["y"]}, layer=odd
    )
    layer = layer_of(path)
    assert rows_of(path, layer).to_pylist() == [{odd: "x", "ÉTÉ": "y"}]


def test_a_geopackage_in_a_zip_is_checked_too(tmp_path: Path) -> None:
    column = "ALTER TABLE lieux ADD COLUMN b TEXT GENERATED ALWAYS AS (1) VIRTUAL"
    inside = changed(tmp_path, column)
    assert refused(zip_of(tmp_path / "a.zip", {"a.gpkg": inside.read_bytes()})) == "geo-computed"


def test_text_that_is_not_utf_8_is_read_as_windows_writes_it(tmp_path: Path) -> None:
    path = changed(tmp_path, "UPDATE lieux SET nom = CAST(x'4d6f6e7472e9616c' AS TEXT)")
    layer = layer_of(path)
    assert rows_of(path, layer).to_pylist() == [{"nom": "Montréal"}]
    assert codes_of(layer) == ["geo-letters"]


def test_arcs_of_circle_are_drawn_as_short_lines_and_told(tmp_path: Path) -> None:
    arc = struct.pack("<BII6d", 1, 8, 3, -71, 46, -70.5, 46.5, -70, 46)  # a CircularString
    path = tmp_path / "a.gpkg"
    shapes = np.array([shapely.to_wkb(shapely.Point(-71, 46)), arc], dtype=object)
    write(path, shapes, [np.array([1, 2])], ["a"], geometry_type="Unknown", crs="EPSG:4326")
    layer = layer_of(path)
    (finding,) = layer.findings
    assert (finding.code, finding.values) == ("geo-curves", {"count": 1, "rows": "2"})
    drawn = shapes_of(path, layer)[1]
    assert len(drawn.coords) > 20
    assert drawn.bounds == pytest.approx((-71, 46, -70, 46.5), abs=1e-3)
