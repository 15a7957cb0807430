"""Every format of the field becomes the same layer, in every reference system of Québec."""

import json
from pathlib import Path

import pyogrio
import pytest
from pyproj import CRS, Transformer

from pipelines.geo.systems import way_to_wgs84
from tests.unit.geo.layers import (
    MONTREAL,
    QUEBEC_CITY,
    codes_of,
    layer_of,
    layers_of,
    rows_of,
    write_points,
    zip_folder,
    zip_of,
)

SYSTEMS = (4326, 4269, 4617, 32198, 6622, 3799, 32188, 2950, 26918, 2959, 3857)
FORMATS = ("gpkg", "fgb", "gml", "geojson", "shp.zip", "gdb.zip", "mif.zip")
NAMES = ["Montréal", "Québec"]


def written(folder: Path, form: str, system: int) -> Path:
    """Write two towns in a format and a system."""
    own = Transformer.from_crs(CRS.from_epsg(system).geodetic_crs, system, always_xy=True)
    points = [own.transform(*place) for place in (MONTREAL, QUEBEC_CITY)]
    inside = folder / "inside"
    inside.mkdir()
    suffix = form.removesuffix(".zip")
    options = {"RFC7946": "NO"} if suffix == "geojson" else {}
    target = write_points(
        inside / f"villes.{suffix}", points, f"EPSG:{system}", {"nom": NAMES}, **options
    )
    return zip_folder(folder / "villes.zip", inside) if form.endswith(".zip") else target


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_towns_are_at_their_place(tmp_path: Path, form: str, system: int) -> None:
    path = written(tmp_path, form, system)
    layer = layer_of(path)
    assert (layer.features, layer.drawn, layer.geometry) == (2, 2, "point")
    assert layer.extent == pytest.approx((*MONTREAL, *QUEBEC_CITY), abs=3e-5)  # 3 m
    assert sorted(rows_of(path, layer).column("nom").to_pylist()) == NAMES  # FlatGeobuf sorts


@pytest.mark.parametrize("form", ["gpkg", "fgb", "gml", "geojson", "shp.zip", "gdb.zip"])
@pytest.mark.parametrize("system", [32198, 32188, 2950, 26918, 3798])
def test_a_file_says_its_system(tmp_path: Path, form: str, system: int) -> None:
    layer = layer_of(written(tmp_path, form, system))
    assert layer.system.code == f"EPSG:{system}"
    assert layer.system.operation == way_to_wgs84(CRS.from_epsg(system)).system.operation


def feature(**properties: object) -> dict:
    """Return a GeoJSON feature in Montréal."""
    geometry = {"type": "Point", "coordinates": MONTREAL}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


COLLECTION = {"type": "FeatureCollection", "features": [feature(é="à", code="06")]}
TEXT = json.dumps(COLLECTION, ensure_ascii=False)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le"]
)
def test_geojson_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(TEXT.encode(encoding))
    layer = layer_of(path)
    assert rows_of(path, layer).to_pylist() == [{"é": "à", "code": "06"}]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(feature(a=1)),
        json.dumps({"type": "Point", "coordinates": MONTREAL}),
        "\n".join([json.dumps(feature(a=1))] * 3),
        "\x1e" + json.dumps(feature(a=1)) + "\n\x1e" + json.dumps(feature(a=2)) + "\n",
        "\n\n  " + json.dumps(COLLECTION, indent=2),
    ],
    ids=["feature", "geometry", "lines", "sequence", "indented"],
)
def test_every_form_of_geojson_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    assert layer_of(path).extent == pytest.approx((*MONTREAL, *MONTREAL))


def test_topojson_is_read(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [10, 20], "properties": {"nom": "x"}}
    objects = {"a": {"type": "GeometryCollection", "geometries": [point]}}
    transform = {"scale": [0.01, 0.01], "translate": [-73, 46]}
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps({"type": "Topology", "transform": transform, "objects": objects, "arcs": []})
    )
    layer = layer_of(path)
    assert (layer.extent[:2], layer.system.guessed) == (pytest.approx((-72.9, 46.2)), False)


def test_esri_json_is_read(tmp_path: Path) -> None:
    features = [{"attributes": {"a": "x"}, "geometry": {"x": 300_000, "y": 5_040_000}}]
    fields = [{"name": "a", "type": "esriFieldTypeString"}]
    esri = {"geometryType": "esriGeometryPoint", "spatialReference": {"wkid": 32188}}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**esri, "fields": fields, "features": features}))
    assert layer_of(path).system.code == "EPSG:32188"


def test_geojson_in_metres_without_a_system_is_recognised_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "parcs_mtm8.geojson"
    point = {"type": "Point", "coordinates": [299_500.0, 5_040_000.0]}
    path.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": point}))
    layer = layer_of(path)
    assert (layer.system.code, layer.system.guessed) == ("EPSG:32188", True)
    assert "geo-system-wrong" in codes_of(layer)


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Folder><name>Parcs</name><Placemark><name>Un</name>
<description><![CDATA[<b>Grand</b> parc<br/>ouvert &amp; beau<script>x()</script>]]></description>
<ExtendedData><Data name="aire"><value>12</value></Data></ExtendedData>
<Point><coordinates>-73.5673,45.5017,0</coordinates></Point></Placemark></Folder>
<Folder><name>Sentiers</name><Placemark><name>Deux</name>
<LineString><coordinates>-73.5,45.5 -73.4,45.6</coordinates></LineString></Placemark></Folder>
</Document></kml>"""


@pytest.mark.parametrize("packed", [False, True], ids=["kml", "kmz"])
def test_each_folder_of_a_kml_is_a_layer(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "a.kml"
    path.write_text(KML, encoding="utf-8")
    if packed:
        path = zip_of(tmp_path / "a.kmz", {"doc.kml": KML.encode(), "files/i.png": b"\x89PNG"})
    parks, trails = layers_of(path)
    assert (parks.title, parks.geometry, trails.title, trails.geometry) == (
        "Parcs", "point", "Sentiers", "line"
    )  # fmt: skip
    (row,) = rows_of(path, parks).to_pylist()
    assert row["description"] == "Grand parc\nouvert & beau"
    assert row["aire"] == "12"
    assert "tessellate" not in row


GML = """<?xml version="1.0" encoding="{encoding}"?>
<w:FeatureCollection xmlns:w="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml"
 xmlns:a="http://a"><gml:featureMember><a:lieu><a:nom>Montréal</a:nom><a:place>
<gml:Point srsName="{system}"><gml:pos>{pos}</gml:pos></gml:Point>
</a:place></a:lieu></gml:featureMember></w:FeatureCollection>"""


@pytest.mark.parametrize(
    ("system", "pos"),
    [
        ("urn:ogc:def:crs:EPSG::4326", "45.5017 -73.5673"),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", "45.5017 -73.5673"),
        ("EPSG:4326", "-73.5673 45.5017"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "-73.5673 45.5017"),
        ("urn:ogc:def:crs:EPSG::4326", "-73.5673 45.5017"),  # a common fault, seen and mended
    ],
)
@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1"])
def test_gml_axes_go_by_the_name_of_the_system(
    tmp_path: Path, system: str, pos: str, encoding: str
) -> None:
    path = tmp_path / "a.gml"
    path.write_bytes(GML.format(system=system, pos=pos, encoding=encoding).encode(encoding))
    layer = layer_of(path)
    assert layer.extent == pytest.approx((*MONTREAL, *MONTREAL))
    assert rows_of(path, layer).column("nom").to_pylist() == ["Montréal"]


def test_a_zip_may_hold_several_layers_in_folders(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    for name in ("A", "b"):
        (inside / name).mkdir(parents=True)
        write_points(inside / name / f"{name}.shp", [MONTREAL])
    for file in (inside / "A").iterdir():
        file.rename(file.with_suffix(file.suffix.upper()))
    write_points(inside / "c.gpkg", [QUEBEC_CITY])
    titles = [layer.title for layer in layers_of(zip_folder(tmp_path / "a.zip", inside, "x/y/"))]
    assert sorted(titles) == ["A", "b", "c"]


def test_layers_of_a_zip_may_be_in_several_encodings(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    for encoding in ("cp1252", "utf-8", "cp850"):
        names = {"nom": ["Montérégie", "Forêt", "Élan à Noël"]}
        path = inside / f"{encoding}.shp"
        write_points(path, [MONTREAL] * 3, attributes=names, encoding=encoding)
    path = zip_folder(tmp_path / "a.zip", inside)
    read = [rows_of(path, layer).column("nom").to_pylist() for layer in layers_of(path)]
    assert read == [names["nom"]] * 3
    assert pyogrio.get_gdal_config_option("SHAPE_ENCODING") is None


def test_a_geopackage_may_hold_several_layers_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_points(path, [MONTREAL], layer="un")
    write_points(path, [QUEBEC_CITY], layer="deux", append=False)
    first, second = layers_of(path)
    assert {first.title, second.title} == {"un", "deux"}


@pytest.mark.parametrize("missing", [".shx", ".dbf", ".prj", ".cpg"])
def test_a_shapefile_is_read_without_one_of_its_parts(tmp_path: Path, missing: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    write_points(inside / "a.shp", [MONTREAL, QUEBEC_CITY])
    (inside / f"a{missing}").unlink()
    layer = layer_of(zip_folder(tmp_path / "a.zip", inside))
    assert layer.extent == pytest.approx((*MONTREAL, *QUEBEC_CITY))


def test_the_content_decides_whatever_the_name_says(tmp_path: Path) -> None:
    path = write_points(tmp_path / "a.gpkg", [MONTREAL])
    wrong = path.rename(tmp_path / "a.csv")
    assert layer_of(wrong).features == 1


def test_a_file_geodatabase_may_hold_several_layers(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    write_points(inside / "a.gdb", [MONTREAL], "EPSG:2950", layer="parcs")
    write_points(inside / "a.gdb", [QUEBEC_CITY], "EPSG:32198", layer="ecoles")
    layers = layers_of(zip_folder(tmp_path / "a.zip", inside, "livraison/"))
    assert sorted(layer.title for layer in layers) == ["ecoles", "parcs"]


def test_a_shapefile_alone_is_drawn_without_attributes(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = write_points(inside / "a.shp", [MONTREAL, QUEBEC_CITY])
    layer = layer_of(path.rename(tmp_path / "a.shp"))
    assert (layer.features, layer.columns) == (2, ())


@pytest.mark.parametrize(
    "values", [["2024-01-02T03:04:05"], ["2024-01-02T03:04:05+02:00"], ["2024-01-02"], ["03:04:05"]]
)
def test_dates_and_times_are_kept(tmp_path: Path, values: list[str]) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(feature(quand=values[0])))
    (row,) = rows_of(path, layer_of(path)).to_pylist()
    assert values[0][:5] in str(row["quand"])


def test_lists_and_objects_are_kept_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(feature(a=[1, 2], b={"c": "é"}, d=["x"], e=None, f=True)))
    (row,) = rows_of(path, layer_of(path)).to_pylist()
    assert (row["f"], row["e"]) == (True, None)
    assert all(isinstance(row[name], str) for name in "abd")


def test_a_table_schema_and_other_files_of_a_zip_do_not_disturb(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    write_points(inside / "a.shp", [MONTREAL])
    (inside / "datapackage.json").write_text('{"name": "a"}')
    (inside / "lisez-moi.csv").write_text("a,b\n1,2\n")
    assert layer_of(zip_folder(tmp_path / "a.zip", inside)).title == "a"
