"""From a file to a map, with nothing but a reader's request."""

import csv
import json
import math
from contextlib import ExitStack
from pathlib import Path

import pyogrio
import pytest
from ckan.lib.jobs import get_queue
from ckanext.donneesqc import apart
from ckanext.donneesqc.geo import config, jobs, making
from ckanext.donneesqc.geo.views import question

from pipelines.geo.query import LONGEST_CELL
from tests.extension.geo.atlas import PLACES, Atlas, geojson


def test_a_small_file_needs_no_job(atlas: Atlas) -> None:
    resource = atlas.upload(geojson())
    state = atlas.state(resource)
    assert state["state"] == "ready"
    (layer,) = state["layers"]
    assert (layer["geometry"], layer["features"], layer["drawn"]) == ("point", 3, 3)
    assert layer["drawing"]["kind"] == "geojson"
    drawing = atlas.app.get(layer["drawing"]["address"])
    assert [feature["id"] for feature in drawing.json["features"]] == [1, 2, 3]
    first = {"nom": "Hôtel de ville de Québec", "visites": 120}
    assert drawing.json["features"][0]["properties"] == first


def test_the_page_of_a_file_has_its_map(atlas: Atlas) -> None:
    resource = atlas.upload(geojson())
    page = atlas.app.get(f"/dataset/{atlas.dataset}/resource/{resource['id']}")
    assert f'data-dq-map="{atlas.base(resource)}/etat.json"' in page.body


def test_rows_are_sorted_filtered_and_counted(atlas: Atlas) -> None:
    (layer,) = atlas.state(atlas.upload(geojson()))["layers"]
    asked = {"tri": "nom", "sens": "desc", "nombre": "2"}
    page = atlas.app.get(layer["rows"], query_string=asked).json
    assert (page["total"], [row["id"] for row in page["rows"]]) == (3, [1, 2])
    filters = '[{"column": "nom", "is": "contains", "value": "quebec"}]'
    page = atlas.app.get(layer["rows"], query_string={"filtres": filters}).json
    assert [row["values"] for row in page["rows"]] == [["Hôtel de ville de Québec", 120]]
    page = atlas.app.get(layer["rows"], query_string={"emprise": "-76,45,-74,46"}).json
    assert [row["id"] for row in page["rows"]] == [3]


def test_shapes_are_those_that_match(atlas: Atlas) -> None:
    (layer,) = atlas.state(atlas.upload(geojson()))["layers"]
    filters = '[{"column": "visites", "is": "between", "low": 200}]'
    found = atlas.app.get(layer["shape"], query_string={"filtres": filters}).json
    assert (found["matched"], found["shown"]) == (1, 1)
    assert found["features"][0]["properties"]["nom"] == "Hôtel de ville de Montréal"


def test_categories_keep_their_colours_when_rows_are_left_out(atlas: Atlas) -> None:
    (layer,) = atlas.state(atlas.upload(geojson()))["layers"]
    whole = atlas.app.get(layer["classes"], query_string={"colonne": "nom"}).json
    colours = dict(zip(whole["values"], whole["colours"], strict=True))
    filters = '[{"column": "visites", "is": "between", "low": 100}]'
    asked = {"colonne": "nom", "filtres": filters}
    kept = atlas.app.get(layer["classes"], query_string=asked).json
    assert len(kept["values"]) == 2
    assert [colours[value] for value in kept["values"]] == kept["colours"]
    assert kept["colours"] != whole["colours"][:2]


def test_a_new_file_makes_a_new_map_and_the_old_address_says_so(atlas: Atlas) -> None:
    resource = atlas.upload(geojson())
    (old,) = atlas.state(resource)["layers"]
    atlas.replace(resource, geojson(()))
    assert atlas.state(resource)["state"] == "none"
    assert atlas.app.get(old["rows"], status=410).json["error"]


def test_a_map_alone_may_be_shown_by_any_site(atlas: Atlas) -> None:
    resource = atlas.upload(geojson())
    page = atlas.app.get(atlas.base(resource))
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in page.headers
    page = atlas.app.get(f"/dataset/{atlas.dataset}/resource/{resource['id']}")
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_small_file_that_takes_long_waits_for_a_worker(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 0.0)
    resource = atlas.upload(geojson())
    assert [atlas.state(resource)["state"] for _ in range(5)] == ["waiting"] * 5
    jobs.make(resource["id"])
    assert atlas.state(resource)["state"] == "ready"


def test_questions_beyond_a_few_at_once_are_told_to_wait(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.1)
    (layer,) = atlas.state(atlas.upload(geojson()))["layers"]
    with ExitStack() as held:
        for _ in range(question.AT_ONCE):
            places = apart.Places(config.folder(), "question", question.AT_ONCE)
            held.enter_context(places.hold())
        assert atlas.app.get(layer["rows"], status=503).json["error"]
    assert atlas.app.get(layer["rows"]).json["total"] == 3


@pytest.mark.parametrize(
    "asked",
    [
        {"filtres": "["},
        {"filtres": '{"a": 1}'},
        {"filtres": '[{"column": "nom; DROP TABLE layer", "is": "empty"}]'},
        {"filtres": '[{"column": "nom", "is": "equal", "value": {"a": 1}}]'},
        {"filtres": "[" * 9_000 + "]" * 9_000},
        {"filtres": " " * 20_001},
        {"filtres": '[{"column": "nom", "is": "equal", "value": ' + "9" * 5_000 + "}]"},
        {"filtres": '[{"column": "visites", "is": "between", "low": 99999999999999999999}]'},
        {"filtres": r'[{"column": "nom", "is": "contains", "value": "\ud800"}]'},
        {"debut": "9" * 5_000},
        {"tri": "dq_geometry"},
        {"tri": 'nom" DESC --'},
        {"nombre": "100000"},
        {"nombre": "-1"},
        {"debut": "²"},
        {"emprise": "1,2,3"},
        {"emprise": "a,b,c,d"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(atlas: Atlas, asked: dict[str, str]) -> None:
    (layer,) = atlas.state(atlas.upload(geojson()))["layers"]
    assert atlas.app.get(layer["rows"], query_string=asked, status=400).json["error"]


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "shp", "csv", "fgb"])
def test_columns_may_have_the_names_that_formats_keep_for_themselves(
    atlas: Atlas, tmp_path: Path, kind: str
) -> None:
    names = {"fid": 7, "FID_": "a", "geom": "b", "id": "c", "ogc_fid": 3, "WKT": "d"}
    place = {"type": "Point", "coordinates": [-71.2, 46.8]}
    feature = {"type": "Feature", "properties": names, "geometry": place}
    content = json.dumps({"type": "FeatureCollection", "features": [feature, feature]}).encode()
    (layer,) = atlas.state(atlas.upload(content))["layers"]
    sent = atlas.app.get(layer["download"], query_string={"format": kind})
    path = tmp_path / f"a.{'shp.zip' if kind == 'shp' else kind}"
    path.write_bytes(sent.data)
    assert pyogrio.read_info(path)["features"] == 2


def test_heavy_shapes_and_texts_are_sent_in_part(atlas: Atlas) -> None:
    ring = [[-71 - math.cos(turn / 3_000), 46 + math.sin(turn / 3_000)] for turn in range(18_000)]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    features = [
        {"type": "Feature", "properties": {"nom": "n" * 50_000}, "geometry": shape}
        for _ in range(40)
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    resource = atlas.upload(content)
    for job in get_queue(jobs.QUEUE).jobs:
        job.func(*job.args)
    (layer,) = atlas.state(resource)["layers"]
    found = atlas.app.get(layer["shape"]).json
    assert found["matched"] == 40
    assert 0 < found["shown"] == len(found["features"]) < 40
    rows = atlas.app.get(layer["rows"]).json["rows"]
    assert len(rows[0]["values"][0]) == LONGEST_CELL


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "shp", "csv", "fgb"])
@pytest.mark.parametrize("system", ["4326", "32198"])
def test_all_is_downloaded_in_every_format_and_system(
    atlas: Atlas, tmp_path: Path, kind: str, system: str
) -> None:
    (layer,) = atlas.state(atlas.upload(geojson()))["layers"]
    sent = atlas.app.get(layer["download"], query_string={"format": kind, "scr": system})
    assert "attachment" in sent.headers["Content-Disposition"]
    path = tmp_path / f"a.{'shp.zip' if kind == 'shp' else kind}"
    path.write_bytes(sent.data)
    if kind == "csv":
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
        places = ("longitude", "latitude") if system == "4326" else ("x_32198", "y_32198")
        assert [row["nom"] for row in rows] == [place[0] for place in PLACES]
        assert all(float(row[name]) for row in rows for name in places)
        return
    info = pyogrio.read_info(path)
    assert (info["features"], info["crs"]) == (3, f"EPSG:{system}")
    west, _, east, _ = info["total_bounds"]
    assert (-76 < west < east < -71) if system == "4326" else (-600_000 < west < east < -190_000)


def test_what_is_shown_is_downloaded_alone(atlas: Atlas, tmp_path: Path) -> None:
    (layer,) = atlas.state(atlas.upload(geojson()))["layers"]
    filters = '[{"column": "visites", "is": "between", "low": 200}]'
    asked = {"format": "gpkg", "filtres": filters, "emprise": "-80,40,-70,50"}
    path = tmp_path / "a.gpkg"
    path.write_bytes(atlas.app.get(layer["download"], query_string=asked).data)
    assert pyogrio.read_info(path)["features"] == 1
    assert not list(config.folder().glob(".export-folder-*"))
    nothing = {**asked, "emprise": "0,0,1,1"}
    assert atlas.app.get(layer["download"], query_string=nothing, status=404).json["error"]


@pytest.mark.parametrize(("name", "count"), [("regions-administratives", 17), ("mrc", 104)])
def test_the_background_is_light_from_afar_and_whole_from_near(
    atlas: Atlas, name: str, count: int
) -> None:
    near, afar = (
        atlas.app.get(f"/carte/fond/{name}{suffix}.geojson") for suffix in ("", "-simplifie")
    )
    assert len(near.json["features"]) == len(afar.json["features"]) == count
    assert len(afar.data) < len(near.data) / 2
    first, second = (
        [(one["id"], one["properties"]) for one in seen.json["features"]] for seen in (near, afar)
    )
    assert first == second
    atlas.app.get("/carte/fond/municipalites-simplifie.geojson", status=404)
