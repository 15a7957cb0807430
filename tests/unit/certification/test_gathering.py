"""What comes from a portal's addresses is seen for what it is."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import polars as pl
import pyogrio.raw
import pytest
import shapely

from pipelines.certification.gathering import api, open_site, tables
from pipelines.certification.gathering.files import OTHER, encoding_of, geometries_of, kind_of
from pipelines.certification.order import in_order
from pipelines.certification.subject import ReceivedFile

FIELDS = [{"name": "code", "type": "string"}, {"name": "valeur", "type": "number"}]
MONTREAL, PARIS = [-73.6, 45.5], [2.35, 48.86]


def zipped(name: str) -> bytes:
    """Return a zip file with one member."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, "x")
    return held.getvalue()


def parquet() -> bytes:
    """Return a small Parquet file."""
    held = io.BytesIO()
    pl.DataFrame({"a": [1]}).write_parquet(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"code,nom\n1,A\n", "csv"),
        ("\ufeffcode;nom\n1;É\n".encode(), "csv"),
        (b'{"type": "FeatureCollection"}', "json"),
        (b"\n  [1, 2]", "json"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        (b"<!DOCTYPE html><title>Erreur</title>", "html"),
        (b"\n<html><body>404</body></html>", "html"),
        (b"Service indisponible<body>", "html"),
        (b"%PDF-1.7", "pdf"),
        (zipped("xl/workbook.xml"), "xlsx"),
        (zipped("couche.shp"), "zip"),
        (parquet(), "parquet"),
        (b"SQLite format 3\x00...", "gpkg"),
        (b"", ""),
        (b"\x00\x01\x02", ""),
    ],
)
def test_a_file_is_known_by_its_first_octets(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "recu"
    path.write_bytes(content)
    assert kind_of(path) == kind


def collection(*places: list[float], system: str = "") -> str:
    """Return points as GeoJSON."""
    features = [
        {"type": "Feature", "id": rank, "geometry": {"type": "Point", "coordinates": place}}
        for rank, place in enumerate(places)
    ]
    crs = {"crs": {"type": "name", "properties": {"name": system}}} if system else {}
    return json.dumps({"type": "FeatureCollection", "features": features, **crs})


@pytest.mark.parametrize(
    ("text", "system", "outside"),
    [
        (collection(MONTREAL), "EPSG:4326", 0),
        (collection(MONTREAL, PARIS), "EPSG:4326", 1),
        (collection(MONTREAL, system="urn:ogc:def:crs:EPSG::32198"), "EPSG:32198", 0),
        (collection(MONTREAL, system="urn:ogc:def:crs:OGC:1.3:CRS84"), "EPSG:4326", 0),
        (collection(MONTREAL, system="Lambert"), "", 0),
        ("{}", "", 0),
        ("[" * 100_000, "", 0),
    ],
)
def test_boundaries_say_their_system_and_where_they_lie(
    tmp_path: Path, text: str, system: str, outside: int
) -> None:
    path = tmp_path / "limites.geojson"
    path.write_text(text)
    file = ReceivedFile("Limites", "https://portail.example/l", "GeoJSON", kind="json")
    (found,) = geometries_of(file, path, "code", frozenset())
    assert (found.system, found.outside) == (system, outside)


def test_rows_are_the_same_whatever_their_order_and_the_way_of_writing_numbers() -> None:
    file = pl.DataFrame({"code": ["a", "b"], "valeur": ["1.50", ""]})
    records = [{"code": "b", "valeur": None}, {"code": "a", "valeur": 1.5}]
    answered = tables.as_text(records, ["code", "valeur"])
    assert tables.digest(file, FIELDS) == tables.digest(answered, FIELDS)
    other = tables.as_text([{"code": "b", "valeur": 0}, records[1]], ["code", "valeur"])
    assert tables.digest(file, FIELDS) != tables.digest(other, FIELDS)


def test_cells_that_run_together_are_not_the_same() -> None:
    one = pl.DataFrame({"code": ["ab"], "nom": ["c"]})
    other = pl.DataFrame({"code": ["a"], "nom": ["bc"]})
    assert tables.digest(one, []) != tables.digest(other, [])


def test_a_text_in_another_encoding_is_told(tmp_path: Path) -> None:
    for text, said in (("é".encode(), "utf-8"), ("é".encode("cp1252"), OTHER)):
        path = tmp_path / "texte"
        path.write_bytes(text)
        assert encoding_of(path) == said


def test_what_is_no_table_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "vide.csv"
    for content in (b"", b'a,b\n1,2,3,4\n"', b"\xff\xfe\x00"):
        path.write_bytes(content)
        assert tables.read_rows(path).height == 0


def test_the_newest_vintage_is_apart_from_the_others() -> None:
    table = pl.DataFrame({"an": ["2025", "2026", "2025"], "code": ["a", "a", "b"]})
    today, before = tables.newest(table, "an")
    assert (today.height, before.height) == (1, 2)
    assert tables.newest(table, "")[0].height == 3


def test_the_same_rows_in_another_order_or_extracted_again_are_no_news() -> None:
    table = pl.DataFrame({"code": ["a", "b"], "an": ["2025"] * 2, "extrait": ["2026-01-01"] * 2})
    again = table.reverse().with_columns(extrait=pl.lit("2026-11-01"))
    assert tables.content(table, "an") == tables.content(again, "an") != ""
    newer = again.with_columns(an=pl.lit("2026"))
    assert tables.content(newer, "an") != tables.content(again, "an")
    assert tables.content(again.with_columns(code=pl.Series(["a", "c"])), "an") != (
        tables.content(again, "an")
    )
    assert tables.content(pl.DataFrame(), "an") == ""


def layer(path: Path, system: str, x: float, y: float) -> Path:
    """Write a layer of one point, whose code is « a »."""
    points = shapely.to_wkb(shapely.points([[x, y]]))
    pyogrio.raw.write(
        path, points, [np.array(["a"], dtype=object)], ["code"], geometry_type="Point", crs=system
    )
    return path


@pytest.mark.parametrize(
    ("system", "x", "y", "outside"),
    [
        ("EPSG:4326", -73.6, 45.5, 0),
        ("EPSG:32198", -400_000.0, 180_000.0, 0),
        ("EPSG:32188", 300_000.0, 5_040_000.0, 0),
        ("EPSG:4326", 45.5, -73.6, 1),
    ],
)
@pytest.mark.parametrize("form", ["SHP", "GPKG"])
def test_layers_say_their_system_and_where_they_lie(
    tmp_path: Path, form: str, system: str, x: float, y: float, outside: int
) -> None:
    path = layer(tmp_path / f"lieux.{form.lower()}", system, x, y)
    if form == "SHP":
        path = tmp_path / "lieux.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for part in tmp_path.glob("lieux.*"):
                if part != path:
                    archive.write(part, part.name)
    received = tmp_path / "recu"
    path.rename(received)
    file = ReceivedFile("Lieux", "https://portail.example/l", form, size=1)
    (found,) = geometries_of(file, received, "code", frozenset("z"))
    assert (found.system, found.features, found.outside) == (system, 1, outside)
    assert found.identifiers == {"a"}


def test_a_layer_that_is_none_has_no_system(tmp_path: Path) -> None:
    path = tmp_path / "recu"
    path.write_bytes(zipped("lisez-moi.txt"))
    file = ReceivedFile("Lieux", "https://portail.example/l", "SHP", size=1)
    assert [item.system for item in geometries_of(file, path, "code", frozenset())] == [""]


def test_large_tables_are_compared_by_rows_spread_evenly() -> None:
    table = pl.DataFrame({"code": map(str, range(1_000_000))})
    wanted = api.sample(table, "code")
    assert wanted
    assert len(wanted) == api.SAMPLE
    assert (wanted[0], wanted[-1]) == ("0", "999000")
    assert api.sample(table.head(api.ALL), "code") is None


def test_sets_come_after_those_they_refer_to() -> None:
    sets = [
        {"name": "municipalites", "references": [{"set": "mrc"}, {"set": "regions"}]},
        {"name": "mrc", "references": [{"set": "regions"}, {"set": "ailleurs"}]},
        {"name": "regions", "references": []},
    ]
    assert in_order(sets) == ["regions", "mrc", "municipalites"]
    round_about = [
        {"name": "b", "references": [{"set": "a"}]},
        {"name": "a", "references": [{"set": "b"}]},
    ]
    assert in_order(round_about) == ["a", "b"]


@pytest.mark.parametrize("address", ["", "http://[", "nulle part", "http:///a"])
def test_a_file_without_an_address_does_not_come_and_stops_nothing(
    tmp_path: Path, address: str
) -> None:
    with open_site("http://127.0.0.1:9") as site:
        assert site.receive(address, tmp_path / "recu").status == 0
