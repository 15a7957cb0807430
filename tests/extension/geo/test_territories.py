"""A table that names territories becomes a map of them."""

from pathlib import Path

import pyogrio
import pytest

from pipelines.geo.rates import measures
from tests.extension.geo.atlas import Atlas
from tests.polygons import collection, territories

TABLE = "code_mrc,annee,projets,montant\n" + "".join(
    f"{code},{year},{number},{number * 1000}\n"
    for year in (2024, 2025)
    for number, code in enumerate(("01", "02", "03", "04", "371", "66", "23", "58"), start=1)
)


def test_rows_are_summed_by_mrc_and_coloured(atlas: Atlas) -> None:
    resource = atlas.upload(TABLE.encode(), "projets.csv", format="CSV", resource_type="support")
    state = atlas.state(resource)
    assert state["state"] == "ready", state
    (layer,) = state["layers"]
    assert layer["geometry"] == "territory"
    assert layer["drawing"] == {"kind": "territory", "level": "mrc"}
    asked = {"colonne": "projets", "operation": "somme", "nombre": "4"}
    found = atlas.app.get(layer["classes"], query_string=asked).json
    assert found["values"]["371"] == 10
    assert sum(found["counts"]) == 8
    assert len(found["colours"]) == len(found["labels"]) == len(found["counts"])
    only = '[{"column": "annee", "is": "equal", "value": 2025}]'
    found = atlas.app.get(layer["classes"], query_string={**asked, "filtres": only}).json
    assert found["values"]["371"] == 5
    row = atlas.app.get(layer["rows"], query_string={"entite": "5"}).json["rows"][4]
    assert (row["values"], row["territory"]) == (["371", 2024, 5, 5000], "371")
    rates = atlas.app.get(layer["classes"], query_string={**asked, "par": "population"}).json
    assert rates["unit"] == "par 1\u00a0000 personnes"


def test_rows_are_gathered_by_larger_territories_when_asked(atlas: Atlas) -> None:
    resource = atlas.upload(TABLE.encode(), "projets.csv", format="CSV", resource_type="support")
    (layer,) = atlas.state(resource)["layers"]
    asked = {"colonne": "projets", "operation": "somme", "niveau": "regions"}
    found = atlas.app.get(layer["classes"], query_string=asked).json
    assert (found["values"]["04"], found["names"]["04"]) == (10, "Mauricie")
    assert found["rows"]["04"] == 2
    rows = atlas.app.get(layer["rows"], query_string={"niveau": "regions"}).json["rows"]
    assert rows[4]["territory"] == "04"
    for wrong in ("municipalities", "provinces"):
        atlas.app.get(layer["classes"], query_string={**asked, "niveau": wrong}, status=400)


def test_rows_are_counted_when_a_table_has_no_number(atlas: Atlas) -> None:
    table = "organisme,mrc\n,Arthabaska\nÉcole,Arthabaska\nParc,Matawinie\nMusée,Portneuf\n"
    resource = atlas.upload(table.encode(), "lieux.csv", format="CSV", resource_type="support")
    (layer,) = atlas.state(resource)["layers"]
    assert [item["name"] for item in layer["columns"] if item["colourable"]] == ["mrc"]
    asked = {"colonne": "mrc", "operation": "nombre"}
    found = atlas.app.get(layer["classes"], query_string=asked).json
    assert sorted(found["values"].values()) == [1, 1, 2]


def test_two_colours_part_at_zero_or_else_at_the_median(atlas: Atlas) -> None:
    codes = enumerate(("01", "02", "03", "04", "371"), start=1)
    rows = (f"{code},{rank - 4},{rank}\n" for rank, code in codes)
    table = "code_mrc,gain,hausse\n" + "".join(rows)
    resource = atlas.upload(table.encode(), "gains.csv", format="CSV", resource_type="support")
    (layer,) = atlas.state(resource)["layers"]
    asked = {"palette": "divergente", "nombre": "4"}
    found = atlas.app.get(layer["classes"], query_string={**asked, "colonne": "gain"}).json
    assert 0 in found["breaks"]
    assert "médiane" not in found["notice"]
    found = atlas.app.get(layer["classes"], query_string={**asked, "colonne": "hausse"}).json
    assert 3 in found["breaks"]
    assert "à la médiane, 3" in found["notice"]
    assert len(set(found["colours"])) == len(found["counts"]) >= 3


def test_rows_of_territories_are_downloaded_as_a_table(atlas: Atlas) -> None:
    resource = atlas.upload(TABLE.encode(), "projets.csv", format="CSV", resource_type="support")
    (layer,) = atlas.state(resource)["layers"]
    sent = atlas.app.get(layer["download"], query_string={"format": "csv"})
    first = ["code_mrc,annee,projets,montant", "01,2024,1,1000"]
    assert sent.body.lstrip("\ufeff").splitlines()[:2] == first


@pytest.mark.parametrize("system", ["4326", "32198"])
@pytest.mark.parametrize("kind", ["geojson", "gpkg", "shp", "fgb"])
def test_what_the_colours_show_is_downloaded_with_shapes(
    atlas: Atlas, tmp_path: Path, kind: str, system: str
) -> None:
    resource = atlas.upload(TABLE.encode(), "projets.csv", format="CSV", resource_type="support")
    (layer,) = atlas.state(resource)["layers"]
    only = '[{"column": "annee", "is": "equal", "value": 2025}]'
    for filters, rows in (("[]", 2), (only, 1)):
        asked = {"format": kind, "scr": system, "filtres": filters}
        path = tmp_path / f"mrc-{rows}.{'shp.zip' if kind == 'shp' else kind}"
        path.write_bytes(atlas.app.get(layer["download"], query_string=asked).data)
        info = pyogrio.read_info(path)
        assert (info["features"], info["crs"]) == (8, f"EPSG:{system}")
        assert info["geometry_type"] in ("Polygon", "MultiPolygon", "Unknown")
        _, _, _, fields = pyogrio.raw.read(path)
        names = [name[:10] for name in info["fields"]]
        found = dict(zip(names, fields, strict=True))
        place = found["code"].tolist().index("371")
        assert (found["nom"][place], found["lignes"][place]) == ("Trois-Rivières", rows)
        sums = "projets_so" if kind == "shp" else "projets_somme"
        assert found[sums[:10]][place] == 5 * rows


def regions_layer(atlas: Atlas) -> dict:
    """Send the polygons of the regions, each with a number, the last without; return the layer."""
    shapes = territories("regions-administratives")
    attributes = {"res_co_reg": list(shapes), "projets": [*range(1, len(shapes)), None]}
    resource = atlas.upload(collection(shapes.values(), attributes), "regions.geojson")
    (layer,) = atlas.state(resource)["layers"]
    return layer


def test_polygons_that_are_territories_have_rates(atlas: Atlas) -> None:
    layer = regions_layer(atlas)
    assert (layer["geometry"], layer["level"]) == ("polygon", "regions")
    asked = {"colonne": "projets", "par": "superficie"}
    found = atlas.app.get(layer["classes"], query_string=asked).json
    assert found["unit"] == "par km²"
    assert "Répertoire des municipalités" in found["source"]
    area = measures("regions", "area")
    ids = {code: number for number, code in found["codes"].items()}
    assert set(ids) == set(area)
    assert found["values"][ids["04"]] == pytest.approx(int(ids["04"]) / area["04"])
    assert found["names"]["04"] == "Mauricie"
    assert (sum(found["counts"]), found["missing"]["count"]) == (16, 1)
    few = '[{"column": "projets", "is": "between", "low": 3, "high": 5}]'
    found = atlas.app.get(layer["classes"], query_string={**asked, "filtres": few}).json
    assert list(found["values"]) == ["3", "4", "5"]


def test_other_polygons_have_none(atlas: Atlas) -> None:
    parks = [shape.point_on_surface().buffer(0.01) for shape in territories("mrc").values()]
    attributes = {"code_mrc": list(territories("mrc")), "visites": list(range(len(parks)))}
    resource = atlas.upload(collection(parks, attributes), "parcs.geojson")
    (layer,) = atlas.state(resource)["layers"]
    assert layer["level"] == ""
    asked = {"colonne": "visites", "par": "population"}
    atlas.app.get(layer["classes"], query_string=asked, status=400)
