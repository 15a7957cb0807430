"""The reconciliation service answers as its protocol says, and bounds what it is asked."""

import json
from typing import Any

import pytest

from pipelines.cli.known import find_set
from pipelines.matching.reconciliation import (
    LARGEST,
    NotUnderstood,
    Service,
    answer_queries,
    extend,
    manifest,
    propose,
    read_json,
    suggest_entities,
    suggest_properties,
    suggest_types,
)

SITE, PATH = "https://portail.example", "/reference/municipalites/reconcilier"
COLUMNS = {"nom": "Nom", "nom_mrc": "MRC ou territoire équivalent", "population": "Population"}


@pytest.fixture(scope="module")
def service() -> Service:
    """Return the service of the municipalities."""
    address = f"{SITE}/reference/municipalites"
    return Service("municipalites", "Municipalités", COLUMNS, find_set("municipalites"), address)


def ask(service: Service, **query: Any) -> list[dict[str, Any]]:
    """Return the candidates of one query."""
    return answer_queries(service, {"q0": query})["q0"]["result"]


def test_the_manifest_says_what_openrefine_needs(service: Service) -> None:
    said = manifest(service, SITE, PATH)
    assert said["versions"] == ["0.2"]
    assert said["identifierSpace"] == f"{SITE}/reference/municipalites/"
    assert said["view"]["url"] == f"{SITE}/reference/municipalites/{{{{id}}}}"
    assert said["defaultTypes"] == [{"id": "municipalites", "name": "Municipalités"}]
    assert {*said["suggest"]} == {"entity", "property", "type"}
    assert said["batchSize"] == 100
    json.dumps(said)


@pytest.mark.parametrize("text", ["St-Jerome", "Ville de Saint-Jérôme", "75017"])
def test_ways_of_writing_one_name_find_the_same(service: Service, text: str) -> None:
    first, *_ = ask(service, query=text)
    assert (first["id"], first["match"]) == ("75017", True)
    assert first["type"] == [{"id": "municipalites", "name": "Municipalités"}]
    assert 0 <= first["score"] <= 100


def test_homonyms_are_no_match_and_properties_tell_them_apart(service: Service) -> None:
    found = ask(service, query="Bedford")
    assert {item["id"] for item in found} == {"46035", "46040"}
    assert not any(item["match"] for item in found)
    for value in ("Canton", ["Canton"], {"name": "Canton"}, [{"str": "Canton"}]):
        first, *_ = ask(service, query="Bedford", properties=[{"pid": "designation", "v": value}])
        assert (first["id"], first["match"]) == ("46040", True)


def test_a_batch_answers_each_query_by_its_key(service: Service) -> None:
    batch = {"a": {"query": "Laval"}, "b": {"query": "Toronto"}, "c": {"query": 3}, "d": {}}
    answer = answer_queries(service, batch)
    assert [len(answer[key]["result"]) > 0 for key in "abcd"] == [True, False, False, False]


def test_the_number_of_candidates_is_what_was_asked_within_bounds(service: Service) -> None:
    for limit, most in ((1, 1), (10**9, 20), (-1, 5), ("3", 5), (True, 20)):
        assert len(ask(service, query="Saint-Jérme", limit=limit)) <= most


def test_another_type_asked_strictly_finds_nothing(service: Service) -> None:
    assert ask(service, query="Laval", type="mrc", type_strict="any") == []
    assert ask(service, query="Laval", type="municipalites", type_strict="any")
    assert ask(service, query="Laval", type="mrc")


@pytest.mark.parametrize(
    ("queries", "code"),
    [
        ([], "reconcile-no-queries"),
        ("a", "reconcile-no-queries"),
        (None, "reconcile-no-queries"),
        ({"q0": "Laval"}, "reconcile-no-queries"),
        ({str(n): {"query": "a"} for n in range(101)}, "reconcile-too-many"),
    ],
)
def test_what_is_no_batch_is_refused(service: Service, queries: object, code: str) -> None:
    with pytest.raises(NotUnderstood) as stop:
        answer_queries(service, queries)
    assert stop.value.code == code


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "NaN{", "\ud800"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_json(text)
    with pytest.raises(NotUnderstood):
        read_json('"' + "a" * LARGEST + '"')


def test_columns_are_given_for_identifiers(service: Service) -> None:
    asked = {"ids": ["66023", "00000"], "properties": [{"id": "nom_mrc"}, {"id": "rien"}]}
    answer = extend(service, asked)
    assert answer["meta"] == [{"id": "nom_mrc", "name": "MRC ou territoire équivalent"}]
    assert answer["rows"]["66023"] == {"nom_mrc": [{"str": "Montréal"}]}
    assert answer["rows"]["00000"] == {"nom_mrc": []}


@pytest.mark.parametrize(
    "asked",
    [
        None,
        [],
        {"ids": "a", "properties": []},
        {"ids": [], "properties": {}},
        {"ids": ["1"] * 1_001, "properties": []},
        {"ids": [], "properties": [{}] * 51},
    ],
)
def test_what_is_no_extension_is_refused(service: Service, asked: object) -> None:
    with pytest.raises(NotUnderstood):
        extend(service, asked)


def test_suggestions_begin_with_what_is_written(service: Service) -> None:
    names = [item["name"] for item in suggest_entities(service, "saint-jér")["result"]]
    assert names == ["Saint-Jérôme"]
    assert suggest_entities(service, "6602")["result"][0]["id"] == "66023"
    assert suggest_entities(service, "Drumondville")["result"][0]["id"] == "49058"
    assert suggest_entities(service, "")["result"] == []
    assert suggest_properties(service, "mrc")["result"][0]["id"] == "nom_mrc"
    assert suggest_types(service)["result"][0]["id"] == "municipalites"


def test_columns_are_proposed(service: Service) -> None:
    assert len(propose(service, 2)["properties"]) == 2
    assert propose(service, -5)["properties"] == []
