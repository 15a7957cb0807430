"""OpenRefine finds the identifiers of a column of names: the protocol, version 0.2."""

import json
from contextvars import Context

import pytest
from ckan import model
from ckanext.donneesqc.reference import lookups
from flask_login import FlaskLoginClient

from tests.extension.catalogue.records import act
from tests.extension.reference.library import Library, unique

PROPERTIES = [{"pid": "nom_mrc", "v": "Portneuf"}]


@pytest.fixture
def municipalities(library: Library) -> str:
    """Publish the municipalities."""
    return library.real_set("municipalites")


def service(name: str) -> str:
    """Return the address of a set's service."""
    return f"/reference/{name}/reconciliation"


def found(library: Library, name: str, *queries: dict) -> list[list[dict]]:
    """Return the candidates of each query, asked by POST as OpenRefine does."""
    batch = {f"q{rank}": query for rank, query in enumerate(queries)}
    answer = library.app.post(service(name), data={"queries": json.dumps(batch)}).json
    return [answer[f"q{rank}"]["result"] for rank in range(len(queries))]


def test_the_manifest_says_what_the_service_does(library: Library, municipalities: str) -> None:
    answer = library.app.get(service(municipalities))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    said = answer.json
    assert said["versions"] == ["0.2"]
    assert said["view"]["url"].endswith(f"/reference/{municipalities}/{{{{id}}}}")
    for kind, prefix in (("entity", "Saint-J"), ("property", "pop"), ("type", "munici")):
        place = said["suggest"][kind]["service_path"]
        assert library.app.get(place, query_string={"prefix": prefix}).json["result"], kind
        assert not library.app.get(place, query_string={"prefix": "zzz"}).json["result"], kind
    place = said["extend"]["propose_properties"]["service_path"]
    assert library.app.get(place, query_string={"limit": "3"}).json["limit"] == 3
    other = library.app.get(place, query_string={"type": "autre"}).json
    assert (other["type"], other["properties"]) == ("autre", [])
    assert said["batchSize"] == 100


def test_suggestions_go_on_from_a_cursor(library: Library, municipalities: str) -> None:
    place = f"{service(municipalities)}/suggestions/entity"
    pages = [
        library.app.get(place, query_string={"prefix": "saint-a", "cursor": cursor}).json["result"]
        for cursor in ("0", "20", "abc")
    ]
    first, second, usual = ([item["id"] for item in page] for page in pages)
    assert second
    assert not {*first} & {*second}
    assert usual == first


def test_three_ways_of_writing_find_the_same(library: Library, municipalities: str) -> None:
    names = ("St-Jerome", "Ville de Saint-Jérôme", "75017", "2475017")
    for result in found(library, municipalities, *({"query": name} for name in names)):
        assert (result[0]["id"], result[0]["match"]) == ("75017", True)


def test_get_answers_as_post_does(library: Library, municipalities: str) -> None:
    asked = {"queries": json.dumps({"q0": {"query": "Percé"}})}
    answer = library.app.get(service(municipalities), query_string=asked).json
    assert answer["q0"]["result"][0]["id"] == "02005"


def test_homonyms_are_told_apart_by_what_goes_with_the_name(
    library: Library, municipalities: str
) -> None:
    bare, told = found(
        library,
        municipalities,
        {"query": "Saint-Alban"},
        {"query": "Saint-Alban", "properties": PROPERTIES},
    )
    assert told[0]["id"] == "34097"
    assert told[0]["match"]
    assert bare[0]["name"] == "Saint-Alban"


def test_what_is_gone_is_found_by_its_former_code(library: Library, municipalities: str) -> None:
    (result,) = found(library, municipalities, {"query": "11020"})
    assert result[0]["id"] == "13062"
    assert not result[0]["match"]


def test_columns_are_extended(library: Library, municipalities: str) -> None:
    asked = {"ids": ["75017", "00000"], "properties": [{"id": "population"}, {"id": "secret"}]}
    answer = library.app.post(service(municipalities), data={"extend": json.dumps(asked)}).json
    assert [item["id"] for item in answer["meta"]] == ["population"]
    assert int(answer["rows"]["75017"]["population"][0]["str"]) > 80_000
    assert answer["rows"]["00000"]["population"] == []


def test_quantities_are_numbers_and_what_names_an_entity_is_one(library: Library) -> None:
    regions = library.real_set("regions-administratives")
    name = unique("villes")
    rows = [{"code": "1", "nom": "Percé", "region": "11", "habitants": "3095", "km2": "432.5"}]
    package = library.dataset(name, rows)
    (table,) = (item["id"] for item in package["resources"] if item["datastore_active"])
    types = {"habitants": "int", "km2": "numeric"}
    fields = [{"id": column, "type": types.get(column, "text")} for column in rows[0]]
    act("datastore_delete", resource_id=table, force=True)
    act("datastore_create", resource_id=table, force=True, fields=fields, records=rows)
    library.declare(name, references=[{"column": "region", "set": regions}])
    columns = [{"id": column} for column in ("code", "region", "habitants", "km2")]
    asked = {"extend": json.dumps({"ids": ["1"], "properties": columns})}
    answer = library.app.post(service(name), data=asked).json
    assert answer["rows"]["1"] == {
        "code": [{"str": "1"}],
        "region": [{"id": "11", "name": "Gaspésie–Îles-de-la-Madeleine"}],
        "habitants": [{"int": 3095}],
        "km2": [{"float": 432.5}],
    }
    meta = answer["meta"][1]
    assert meta["type"]["id"] == regions
    assert meta["service"].endswith(service(regions))
    gaspesie = {"pid": "region", "v": "Gaspésie - Îles-de-la-Madeleine"}
    agrees, alone = found(
        library,
        name,
        {"query": "Percé", "properties": [gaspesie]},
        {"properties": [{"pid": "code", "v": 1.0}]},
    )
    assert agrees[0]["match"]
    assert alone[0]["id"] == "1"


def test_what_is_gone_is_extended_and_shown_with_its_name(
    library: Library, municipalities: str
) -> None:
    asked = {"extend": json.dumps({"ids": ["11020"], "properties": [{"id": "nom"}]})}
    answer = library.app.post(service(municipalities), data=asked).json
    assert answer["rows"]["11020"]["nom"] == [{"str": "Saint-Guy"}]
    place = f"{service(municipalities)}/apercu"
    assert "Saint-Guy" in library.app.get(place, query_string={"id": "11020"}).body


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"queries": {"q0": {"query": "Percé"}}}}, 415),
        ({"data": "queries", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"data": {"requete": "{}"}}, 400),
    ],
)
def test_what_is_posted_otherwise_than_as_a_form_is_refused(
    library: Library, municipalities: str, sent: dict, status: int
) -> None:
    answer = library.app.post(service(municipalities), status=status, **sent)
    assert answer.json["code"] == "reconcile-not-a-form"
    assert "queries" in answer.json["message"]


@pytest.mark.parametrize(
    ("queries", "said", "status"),
    [
        ("{", "pas du JSON", 400),
        ("[1, 2]", "n’a pas la forme", 400),
        ("[" * 100_000, "pas du JSON", 400),
        (json.dumps({str(rank): {"query": "a"} for rank in range(101)}), "100", 413),
    ],
)
def test_what_makes_no_sense_or_is_too_much_is_refused(
    library: Library, municipalities: str, queries: str, said: str, status: int
) -> None:
    answer = library.app.post(service(municipalities), data={"queries": queries}, status=status)
    assert said in answer.json["message"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_request_without_end_is_refused(library: Library, municipalities: str) -> None:
    asked = {"queries": json.dumps({"q0": {"query": "a" * (3 << 20)}})}
    answer = library.app.post(service(municipalities), data=asked, status=413)
    assert "1024" in answer.json["message"]
    assert answer.json["code"] == "reconcile-too-large"


def test_a_browser_on_another_site_may_ask_without_our_token(
    library: Library, municipalities: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(library.app.flask_app.config, "WTF_CSRF_ENABLED", True)
    asked = {"queries": json.dumps({"q0": {"query": "Percé"}})}
    client = FlaskLoginClient(library.app.flask_app, user=model.User.get(library.editor))
    answer = Context().run(client.post, service(municipalities), data=asked)
    assert answer.status_code == 200
    # this address alone: another that is posted to still wants the token
    answer = Context().run(client.post, f"/dataset/delete/{municipalities}")
    assert answer.status_code == 400
    answer = library.app.options(service(municipalities))
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type"


def test_a_preview_may_be_framed_by_any_site(library: Library, municipalities: str) -> None:
    answer = library.app.get(f"{service(municipalities)}/apercu", query_string={"id": "75017"})
    assert "Saint-Jérôme" in answer.body
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


def test_a_set_too_large_for_memory_says_so(
    library: Library, municipalities: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookups, "LARGEST", 1_000)
    lookups._lookup.cache_clear()
    answer = library.app.get(service(municipalities), status=501)
    assert "trop grand" in answer.json["message"]
    body = library.app.get(f"/reference/{municipalities}", query_string={"q": "75017"}).body
    assert "Saint-Jérôme" in body
