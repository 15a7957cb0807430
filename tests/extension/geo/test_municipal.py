"""A table of municipalities is drawn by those whose polygons the operator chose, else by MRC."""

from pathlib import Path

import ckan.plugins.toolkit as tk
import pyogrio
import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.geo import jobs, maps, municipal

from tests.extension.catalogue.records import act
from tests.extension.geo.atlas import Atlas, make_atlas
from tests.extension.geo.limits import CODES, MISSING, choose, deposit, polygons, table

GROUPED = "aucune limite municipale"


@pytest.fixture
def elsewhere(atlas: Atlas, app: CKANTestApp) -> Atlas:
    """Give another organisation's dataset, where the polygons are."""
    return make_atlas(app)


def level(atlas: Atlas, resource: dict) -> str:
    """Return what the portal draws a table by."""
    state = atlas.state(resource)
    assert state["state"] == "ready", state
    (layer,) = state["layers"]
    return layer["drawing"]["level"]


def test_without_polygons_municipalities_are_put_together_by_mrc(atlas: Atlas) -> None:
    resource = table(atlas)
    state = atlas.state(resource)
    assert level(atlas, resource) == "mrc"
    assert any(GROUPED in notice for notice in state["notices"])
    assert "municipalities" not in state["background"]


def test_a_table_is_drawn_by_the_polygons_that_the_operator_chose(
    atlas: Atlas, elsewhere: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposit(elsewhere, monkeypatch)
    state = atlas.state(table(atlas))
    (layer,) = state["layers"]
    assert layer["drawing"] == {"kind": "territory", "level": "municipalities"}
    assert state["summary"][0].startswith("6 municipalités, d’après 12 lignes")
    assert not any(GROUPED in notice for notice in state["notices"])
    assert "limites (données fictives)" in state["background"]["credit"]
    asked = {"colonne": "projets", "operation": "somme", "nombre": "3"}
    found = atlas.app.get(layer["classes"], query_string=asked).json
    assert found["values"]["66023"] == 4
    assert MISSING not in found["values"]
    assert sum(found["counts"]) == len(CODES)
    for per in ("population", "superficie"):
        rates = atlas.app.get(layer["classes"], query_string={**asked, "par": per}).json
        assert 0 < rates["values"]["66023"] < 1
    row = atlas.app.get(layer["rows"], query_string={"entite": "2"}).json["rows"][1]
    assert (row["values"], row["territory"]) == (["66023", 2024, 2], "66023")


def test_the_polygons_are_sent_at_an_address_that_changes_with_them(
    atlas: Atlas, elsewhere: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, resource = deposit(elsewhere, monkeypatch), table(atlas)
    before = atlas.state(resource)["background"]["municipalities"]
    for address in before.values():
        answer = atlas.app.get(address)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, s-maxage=3600"
        found = {item["properties"]["code"]: item for item in answer.json["features"]}
        assert set(found) == set(CODES)
        assert found["66023"]["properties"]["nom"] == "Montréal"
    elsewhere.replace(source, polygons(size=0.4))
    jobs.make(source["id"])
    after = atlas.state(resource)["background"]["municipalities"]
    assert after["near"] != before["near"]
    assert atlas.app.get(before["near"]).status_code == 410
    assert atlas.app.get(after["near"]).status_code == 200


def test_a_map_made_before_the_polygons_is_made_anew(
    atlas: Atlas, elsewhere: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource, other = table(atlas), atlas.upload(polygons())
    assert level(atlas, resource) == "mrc"
    mark = atlas.state(other)["mark"]
    source = elsewhere.upload(polygons())
    assert elsewhere.state(source)["state"] == "ready"  # before it was chosen
    choose(monkeypatch, source)
    assert level(atlas, resource) == "municipalities"
    assert atlas.state(other)["mark"] == mark


def test_workers_make_anew_the_maps_that_polygons_change(
    atlas: Atlas, elsewhere: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = table(atlas)
    assert level(atlas, resource) == "mrc"
    source = deposit(elsewhere, monkeypatch)
    asked: list[str] = []
    monkeypatch.setattr(jobs, "enqueue", asked.append)
    jobs.make(source["id"])
    assert asked == [resource["id"]]
    jobs.make(resource["id"])
    known = maps.known_map(resource["id"])
    assert known is not None
    assert known.layers[0]["drawing"] == "municipalities"
    assert list(municipal.unsuited()) == []
    act("package_patch", id=elsewhere.dataset, private=True)
    asked.clear()
    jobs.make_lacking(act("package_show", id=elsewhere.dataset)["id"])
    assert asked == [resource["id"]]


def hide(elsewhere: Atlas, _: dict) -> None:
    act("package_patch", id=elsewhere.dataset, private=True)


def withdraw(elsewhere: Atlas, source: dict) -> None:
    elsewhere.call("resource_delete", id=source["id"])


def delete(elsewhere: Atlas, _: dict) -> None:
    elsewhere.call("package_delete", id=elsewhere.dataset)


@pytest.mark.parametrize("end", [hide, withdraw, delete])
def test_polygons_that_are_no_longer_public_are_no_longer_used(
    atlas: Atlas, elsewhere: Atlas, monkeypatch: pytest.MonkeyPatch, end: object
) -> None:
    source, resource = deposit(elsewhere, monkeypatch), table(atlas)
    state = atlas.state(resource)
    (layer,) = state["layers"]
    shapes = {"format": "geojson"}
    assert atlas.app.get(layer["download"], query_string=shapes).status_code == 200
    end(elsewhere, source)  # type: ignore[operator]
    for address in (*state["background"]["municipalities"].values(), layer["download"]):
        assert atlas.app.get(address).status_code == 410
    assert level(atlas, resource) == "mrc"
    assert "municipalities" not in atlas.state(resource)["background"]
    assert "fictives" not in atlas.state(resource)["background"]["credit"]


def test_polygons_that_are_withdrawn_while_a_table_is_read_leave_it_by_mrc(
    atlas: Atlas, elsewhere: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, resource = deposit(elsewhere, monkeypatch), table(atlas)
    jobs.make(source["id"])
    found = municipal.polygons()
    assert found is not None
    (found.folder / found.file).unlink()
    package = tk.get_action("package_show")({"ignore_auth": True}, {"id": atlas.dataset})
    maps.make(resource, package["id"])
    assert atlas.state(resource)["layers"][0]["drawing"]["level"] == "mrc"


def test_a_layer_that_names_no_municipality_says_so_and_changes_nothing(
    atlas: Atlas, elsewhere: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = deposit(elsewhere, monkeypatch, polygons(("a", "b", "c")))
    assert level(atlas, table(atlas)) == "mrc"
    (notice,) = elsewhere.state(source)["notices"]
    assert "aucune de ses colonnes" in notice


def test_nobody_else_s_polygons_become_the_background(atlas: Atlas, elsewhere: Atlas) -> None:
    elsewhere.state(elsewhere.upload(polygons()))
    assert level(atlas, table(atlas)) == "mrc"


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "shp", "fgb"])
def test_municipalities_are_downloaded_with_their_shapes(
    atlas: Atlas, elsewhere: Atlas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    deposit(elsewhere, monkeypatch)
    (layer,) = atlas.state(table(atlas))["layers"]
    path = tmp_path / f"municipalites.{'shp.zip' if kind == 'shp' else kind}"
    asked = {"format": kind, "scr": "32198"}
    path.write_bytes(atlas.app.get(layer["download"], query_string=asked).data)
    info = pyogrio.read_info(path)
    assert (info["features"], info["crs"]) == (len(CODES), "EPSG:32198")
    _, _, _, fields = pyogrio.raw.read(path)
    found = dict(zip(info["fields"], fields, strict=True))
    place = found["code"].tolist().index("66023")
    assert (found["nom"][place], found["lignes"][place]) == ("Montréal", 2)
