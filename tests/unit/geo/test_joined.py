"""A table whose column names territories becomes a layer of territories."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
import shapely
from pyogrio.raw import write_arrow

from pipelines.decode import open_table
from pipelines.geo.bounds import extents, municipal_extents, union
from pipelines.geo.joined import keep_table
from pipelines.geo.model import WGS84, Layer
from pipelines.geo.names import FID, GEOMETRY, TABLE
from pipelines.messages import Refusal, message
from pipelines.territory import load_set
from tests.unit.file_tables import file_table

LABELS = ("code_mun", "Montant", "Jour", "Actif", "note")
ROWS = [
    ("66023", "1 250,5", "2026-01-31", "true", "a"),
    ("2465005", "-3", "2026-02-01", "false", ""),
    ("01023", None, "", "", "b"),
    ("60035", "7", "2026-02-01", "true", "b"),
    ("", "8", "2026-02-01", "true", "b"),
    ("81017", "8", "2026-02-01", "true", "b"),
]


def kept(folder: Path, labels: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Layer:
    """Return the layer of a small table, read by batches of two rows."""
    return keep_table(file_table(labels, rows, size=2), "Essai", (1, folder))


def cells(folder: Path, columns: str) -> list[tuple]:
    """Return columns of the GeoPackage that was kept."""
    with sqlite3.connect(folder / "layer-1.gpkg") as connection:
        statement = f"SELECT {columns} FROM {TABLE} ORDER BY {FID}"
        return connection.execute(statement).fetchall()


def told(layer: Layer) -> dict[str, dict]:
    """Return the findings of a layer by code; each has a sentence in both languages."""
    for finding in layer.findings:
        assert message(finding.code, "fr", **finding.values)
        assert message(finding.code, "en", **finding.values)
    return {finding.code: finding.values for finding in layer.findings}


def test_each_row_has_its_territories(tmp_path: Path) -> None:
    kept(tmp_path, LABELS, ROWS)
    assert cells(tmp_path, f"{FID}, dq_municipality, dq_mrc, dq_region") == [
        (1, "66023", "66", "06"),
        (2, "65005", "65", "13"),
        (3, "01023", "01", "11"),
        (4, None, None, None),
        (5, None, None, None),
        (6, "81017", "81", "07"),
    ]


def test_each_column_has_its_type(tmp_path: Path) -> None:
    layer = kept(tmp_path, LABELS, ROWS)
    assert [(column.name, column.kind) for column in layer.columns] == [
        ("code_mun", "text"),
        ("Montant", "number"),
        ("Jour", "date"),
        ("Actif", "boolean"),
        ("note", "text"),
    ]
    assert cells(tmp_path, "Montant, Jour, Actif, note")[:3] == [
        (1250.5, "2026-01-31", 1, "a"),
        (-3.0, "2026-02-01", 0, None),
        (None, None, None, "b"),
    ]


def test_the_layer_counts_rows_by_mrc(tmp_path: Path) -> None:
    layer = kept(tmp_path, LABELS, ROWS)
    assert (layer.geometry, layer.drawing, layer.features, layer.drawn) == (
        "territory",
        "mrc",
        6,
        4,
    )
    assert layer.territories == {"01": 1, "65": 1, "66": 1, "81": 1}
    assert layer.extent == union(extents("mrc")[code] for code in layer.territories)


def test_what_could_not_be_placed_is_told(tmp_path: Path) -> None:
    findings = told(kept(tmp_path, LABELS, ROWS))
    assert findings["geo-territory-code-municipality"] == {"column": "code_mun"}
    assert findings["geo-territory-unknown"] == {"count": 1, "values": "60035"}
    assert findings["geo-territory-empty"] == {"count": 1, "column": "code_mun"}
    assert "geo-territory-no-municipal-limits" in findings


def test_homonyms_and_several_territories_are_told_apart(tmp_path: Path) -> None:
    names = ["Laval", "Gatineau", "Mirabel", "Saint-Séverin", "Laval; Mirabel", "Atlantide"]
    findings = told(kept(tmp_path, ("ville",), [(name,) for name in [*names, *names[:3]]]))
    assert findings["geo-territory-homonyms"] == {"count": 1, "values": "Saint-Séverin"}
    assert findings["geo-territory-several"] == {"count": 1, "values": "Laval; Mirabel"}
    assert findings["geo-territory-unknown"] == {"count": 1, "values": "Atlantide"}


def test_a_table_of_regions_is_drawn_by_regions(tmp_path: Path) -> None:
    layer = kept(tmp_path, ("Région",), [("06 – Montréal",), ("13 – Laval",), ("13 – Laval",)])
    assert (layer.drawing, layer.territories) == ("regions", {"06": 1, "13": 2})
    assert cells(tmp_path, "dq_municipality, dq_mrc, dq_region")[0] == (None, None, "06")
    assert list(told(layer)) == ["geo-territory-code-region"]


def test_the_schema_of_a_table_keeps_a_code_of_digits_as_text(tmp_path: Path) -> None:
    table = file_table(("code_region", "poste"), [("1", "12"), ("2", "13"), ("3", "14")])
    fields = [{"name": "code_region", "type": "string"}, {"name": "poste", "type": "string"}]
    layer = keep_table(table, "Essai", (1, tmp_path), fields)
    assert [column.kind for column in layer.columns] == ["text", "text"]


def test_a_table_is_kept_as_a_table_of_attributes(tmp_path: Path) -> None:
    kept(tmp_path, LABELS, ROWS)
    with sqlite3.connect(tmp_path / "layer-1.gpkg") as connection:
        kinds = connection.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall()
    assert kinds == [(TABLE, "attributes")]


def test_columns_that_have_our_names_or_none_keep_their_cells(tmp_path: Path) -> None:
    labels = ("mrc", "dq_mrc", "DQ_FID", "", "mrc")
    layer = kept(tmp_path, labels, [("85", "x", "y", "z", "t"), ("66", "x", "y", "z", "t")])
    names = [column.name for column in layer.columns]
    assert names == ["mrc", "dq_mrc_2", "DQ_FID_2", "colonne_4", "mrc_2"]
    assert cells(tmp_path, "dq_mrc, dq_mrc_2, colonne_4")[0] == ("85", "x", "z")


def test_a_table_that_names_no_territory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        kept(tmp_path, ("a", "b"), [("1", "x"), ("2", "y")])
    assert refusal.value.code == "geo-table-without-place"


def test_a_table_of_health_regions_is_refused_for_what_it_is(tmp_path: Path) -> None:
    names = ["Laval", "Montréal", "Estrie", "Outaouais", "Nunavik"]
    with pytest.raises(Refusal) as refusal:
        kept(tmp_path, ("rss",), [(name,) for name in names])
    assert (refusal.value.code, refusal.value.values) == ("geo-territory-health", {"column": "rss"})
    assert message("geo-territory-health-advice", "en")


def municipal_layer(path: Path, codes: Sequence[str]) -> Path:
    """Write a square for each municipality, side by side, as this library keeps a layer."""
    squares = [shapely.box(-75 + rank, 45, -74 + rank, 46) for rank, _ in enumerate(codes)]
    columns = {
        "MUS_CO_GEO": pa.array(codes),
        "MUS_NM_MUN": pa.array([f"Ville {code}" for code in codes]),
        GEOMETRY: pa.array(shapely.to_wkb(squares), pa.binary()),
    }
    write_arrow(
        pa.table(columns),
        path,
        layer=TABLE,
        driver="GPKG",
        geometry_name=GEOMETRY,
        geometry_type="Unknown",
        crs=WGS84,
        layer_options={"FID": FID, "GEOMETRY_NAME": GEOMETRY},
    )
    return path


def test_municipalities_are_drawn_when_their_polygons_are_given(tmp_path: Path) -> None:
    polygons = municipal_layer(tmp_path / "limits.gpkg", ["66023", "65005", "81017"])
    table = file_table(LABELS, ROWS)
    layer = keep_table(table, "Essai", (1, tmp_path), municipal_polygons=polygons)
    assert (layer.drawing, layer.drawn) == ("municipalities", 3)
    assert layer.territories == {"65005": 1, "66023": 1, "81017": 1}
    assert layer.extent == (-75, 45, -72, 46)
    findings = told(layer)
    assert "geo-territory-no-municipal-limits" not in findings
    assert findings["geo-territory-unknown"]["count"] == 2  # one has no polygon


def test_the_parts_of_a_municipality_have_one_extent(tmp_path: Path) -> None:
    polygons = municipal_layer(tmp_path / "limits.gpkg", ["66023", "65005", "66023", "81017"])
    assert municipal_extents(polygons)["66023"] == (-75, 45, -72, 46)


@pytest.mark.parametrize(
    ("drawing", "name"), [("mrc", "mrc"), ("regions", "regions-administratives")]
)
def test_every_mrc_and_region_has_an_extent(drawing: str, name: str) -> None:
    assert set(extents(drawing)) == set(load_set(name)["code"])


def test_a_register_of_emissions_is_placed_by_its_municipalities(
    real_files: Path, tmp_path: Path
) -> None:
    table = open_table(real_files / "depots/registre_ges.csv", tmp_path)
    layer = keep_table(table, "Registre", (1, tmp_path))
    assert (layer.features, layer.drawn, layer.drawing) == (3237, 3237, "mrc")
    assert layer.territories["66"] == 340 + 98 + 29 + 11 + 8 + 8 + 11


def test_projects_of_several_regions_are_told(real_files: Path, tmp_path: Path) -> None:
    path = real_files / "projets_infrastructures/tableau_de_bord_2026-03-18.csv"
    layer = keep_table(open_table(path, tmp_path), "Projets", (1, tmp_path))
    assert (layer.features, layer.drawn, layer.drawing) == (10, 8, "regions")
    assert told(layer)["geo-territory-several"]["count"] == 2
