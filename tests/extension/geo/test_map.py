"""From a file to a map, with nothing but a reader's request."""

from tests.extension.geo.atlas import Atlas, geojson


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
