"""A table whose columns say where its rows are is a layer like the others."""

from pathlib import Path

import polars as pl
import pytest
import shapely
import xlsxwriter

from pipelines.geo.place_columns import place_columns
from pipelines.messages import Refusal
from tests.unit.geo.layers import MONTREAL, codes_of, layer_of, rows_of, shapes_of, zip_of

X, Y = MONTREAL


def table(folder: Path, text: str, name: str = "lieux.csv") -> Path:
    """Write a table."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("longitude", "latitude"), ("Longitude", "Latitude"), ("lon", "lat"), ("long", "lat"),
        ("LONG", "LAT"), ("lng", "lat"), ("x", "y"), ("X", "Y"), ("coord_x", "coord_y"),
        ("CoordX", "CoordY"), ("Xlongitude", "Ylatitude"), ("point_x", "point_y"),
        ("Longitude (degrés)", "Latitude (degrés)"), ("gps_longitude", "gps_latitude"),
        ("Coordonnée X", "Coordonnée Y"), ("longitude_wgs84", "latitude_wgs84"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_of_degrees_place_rows(
    tmp_path: Path, first: str, second: str, separator: str
) -> None:
    rows = [["nom", first, second], ["a", f"{X}", f"{Y}"], ["b", f"{X}", f"{Y}"]]
    layer = layer_of(table(tmp_path, "\n".join(separator.join(row) for row in rows)))
    assert (layer.features, layer.geometry) == (2, "point")
    assert layer.extent == pytest.approx((X, Y, X, Y))


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("-73,5673", "45,5017"), ("73°34'02.28\" O", "45°30'06.12\" N"),
        ("-73 34 02.28", "45 30 06.12"), ("73.5673 W", "45.5017 N"),
    ],
)  # fmt: skip
def test_coordinates_may_be_written_in_any_manner(tmp_path: Path, x: str, y: str) -> None:
    x, y = x.replace('"', '""'), y.replace('"', '""')
    layer = layer_of(table(tmp_path, f'nom,longitude,latitude\na,"{x}","{y}"\n'))
    assert layer.extent == pytest.approx((X, Y, X, Y), abs=1e-6)


@pytest.mark.parametrize(
    ("x", "y", "code"),
    [
        ("X_MTM8", "Y_MTM8", 32188), ("X (NAD83 MTM zone 8)", "Y (NAD83 MTM zone 8)", 32188),
        ("x_32188", "y_32188", 32188), ("coord_x_mtm8_csrs", "coord_y_mtm8_csrs", 2950),
    ],
)  # fmt: skip
def test_projected_columns_say_their_system(tmp_path: Path, x: str, y: str, code: int) -> None:
    layer = layer_of(table(tmp_path, f"nom,{x},{y}\na,299510.5,5040062.1\n"))
    assert (layer.system.code, layer.drawn) == (f"EPSG:{code}", 1)


def test_degrees_are_preferred_to_metres(tmp_path: Path) -> None:
    path = table(tmp_path, f"X,Y,long,lat\n299510.5,5040062.1,{X},{Y}\n")
    layer = layer_of(path)
    assert layer.findings[0].values == {"columns": "long, lat"}
    assert layer.extent == pytest.approx((X, Y, X, Y))


SHAPE = shapely.Polygon([(-73, 46), (-72, 46), (-72, 47)])


@pytest.mark.parametrize(
    "cell",
    [
        SHAPE.wkt, f"SRID=4326;{SHAPE.wkt}", shapely.to_geojson(SHAPE), SHAPE.wkb_hex,
        shapely.to_wkb(shapely.set_srid(SHAPE, 4326), hex=True, include_srid=True),
    ],
    ids=["wkt", "ewkt", "geojson", "wkb", "ewkb"],
)  # fmt: skip
@pytest.mark.parametrize("label", ["wkt", "geom", "Géométrie", "the_geom", "geometry", "SHAPE"])
def test_a_column_of_geometries_draws_rows(tmp_path: Path, cell: str, label: str) -> None:
    path = tmp_path / "a.csv"
    pl.DataFrame({"nom": ["a", "b"], label: [cell, ""]}).write_csv(path)
    layer = layer_of(path)
    assert (layer.geometry, layer.features, layer.drawn) == ("polygon", 2, 1)
    assert shapes_of(path, layer)[0].equals(SHAPE)
    assert [column.name for column in layer.columns] == ["nom"]


def test_an_ewkt_says_its_system(tmp_path: Path) -> None:
    path = table(tmp_path, "nom,wkt\na,SRID=32188;POINT (299510 5040062)\n")
    assert layer_of(path).system.code == "EPSG:32188"


def test_both_coordinates_may_be_in_one_column(tmp_path: Path) -> None:
    path = table(tmp_path, f'nom,Geo Point\na,"{Y}, {X}"\n')
    assert layer_of(path).extent == pytest.approx((X, Y, X, Y))


def test_columns_have_the_types_that_the_whole_table_shows(tmp_path: Path) -> None:
    rows = "06,1,1.5,2024-01-02,true,a\n66,2,2,2024-02-03,false,\n"
    text = "région,n,taux,date,vrai,texte,lat,lon\n" + rows.replace("\n", f",{Y},{X}\n")
    layer = layer_of(table(tmp_path, text))
    kinds = [column.kind for column in layer.columns]
    assert kinds[:6] == ["text", "integer", "number", "date", "boolean", "text"]


def test_a_schema_decides_where_every_cell_agrees(tmp_path: Path) -> None:
    text = f"code,total,an,lat,lon\n12,1,x,{Y},{X}\n13,2,y,{Y},{X}\n"
    fields = [
        {"name": "code", "type": "string"}, {"name": "total", "type": "number"},
        {"name": "an", "type": "integer"},
    ]  # fmt: skip
    kinds = [column.kind for column in layer_of(table(tmp_path, text), fields=fields).columns]
    assert kinds[:3] == ["text", "number", "text"]


def test_rows_without_a_place_are_kept_and_told(tmp_path: Path) -> None:
    text = f"nom,lat,lon\na,{Y},{X}\nb,,\nc,inconnu,?\n\nd,{Y},\n"
    path = table(tmp_path, text)
    layer = layer_of(path)
    assert rows_of(path, layer).column("nom").to_pylist() == ["a", "b", "c", "d"]
    assert [(item.code, item.values["rows"]) for item in layer.findings[1:]] == [
        ("geo-absent", "2, 3, 4"), ("geo-place-unread", "3, 4"),
    ]  # fmt: skip


def test_a_workbook_is_a_table_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Parcs")
        for number, row in enumerate([["nom", "latitude", "longitude"], ["a", Y, X]]):
            sheet.write_row(number, 0, row)
    assert layer_of(path).extent == pytest.approx((X, Y, X, Y))


def test_a_table_in_a_zip_is_read_when_there_is_no_layer(tmp_path: Path) -> None:
    text = f"nom,latitude,longitude\na,{Y},{X}\n".encode()
    assert layer_of(zip_of(tmp_path / "a.zip", {"d/a.csv": text, "lisez-moi.txt": b"x"})).drawn == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"Nom été,Latitude,Longitude\nÉlan,{Y},{X}\nForêt,{Y},{X}\n".encode(encoding))
    assert rows_of(path, layer_of(path)).column("Nom été").to_pylist() == ["Élan", "Forêt"]


@pytest.mark.parametrize(
    "text",
    [
        "nom,valeur\na,1\n", "long,lat\nrobe,sol\n", "short,long\na,b\n", "axe_x,prix_y\n1,2\n",
        "geometry\nronde\n", "latitude,longitude\n,\n", "x,y\n1,\n2,\n",
    ],
)  # fmt: skip
def test_a_table_without_places_is_no_map(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        layer_of(table(tmp_path, text))
    assert refusal.value.code in ("geo-table-without-place", "geo-table-unreadable")


def test_small_numbers_called_x_and_y_are_no_places(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        layer_of(table(tmp_path, "x,y\n1,2\n3,4\n5,6\n"))
    assert refusal.value.code == "geo-no-system"


def test_swapped_columns_are_put_in_order(tmp_path: Path) -> None:
    layer = layer_of(table(tmp_path, f"nom,latitude,longitude\na,{X},{Y}\n"))
    assert "geo-swapped" in codes_of(layer)
    assert layer.extent == pytest.approx((X, Y, X, Y))


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["X", "Y", "lat", "long"], [("degrees", (3, 2)), ("metres", (0, 1))]),
        (
            ["début lat", "début lon", "fin lat", "fin lon"],
            [("degrees", (1, 0)), ("degrees", (3, 2))],
        ),
        (["longueur", "largeur"], []),
        (["x", "latitude"], []),
    ],
)
def test_columns_are_paired_by_their_labels(
    labels: list[str], found: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(place.kind, place.columns) for place in place_columns(labels)] == found
