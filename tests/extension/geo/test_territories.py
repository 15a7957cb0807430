"""A table that names territories becomes a map of them."""

from tests.extension.geo.atlas import Atlas

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


def test_rows_of_territories_are_downloaded_as_a_table(atlas: Atlas) -> None:
    resource = atlas.upload(TABLE.encode(), "projets.csv", format="CSV", resource_type="support")
    (layer,) = atlas.state(resource)["layers"]
    sent = atlas.app.get(layer["download"], query_string={"format": "csv"})
    first = ["code_mrc,annee,projets,montant", "01,2024,1,1000"]
    assert sent.body.lstrip("\ufeff").splitlines()[:2] == first
    refused = atlas.app.get(layer["download"], query_string={"format": "shp"}, status=400)
    assert refused.json["error"]
