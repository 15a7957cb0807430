"""The reconciliation service answers as its protocol says, and bounds what it is asked."""

import json
from typing import Any

import pytest

from pipelines.cli.known import find_set
from pipelines.matching.extension import extend, propose
from pipelines.matching.reconciliation import answer_queries, manifest
from pipelines.matching.service import (
    LARGEST,
    NotUnderstood,
    Reference,
    Service,
    read_count,
    read_json,
)
from pipelines.matching.suggestions import suggest_entities, suggest_properties, suggest_types

SITE, PATH = "https://portail.example", "/reference/municipalites/reconcilier"
COLUMNS = {
    "code": "Code géographique",
    "nom": "Nom",
    "designation": "Désignation",
    "code_mrc": "Code de la MRC",
    "nom_mrc": "MRC ou territoire équivalent",
    "code_region": "Code de la région",
    "population": "Population",
    "superficie_km2": "Superficie",
}


MRC = {"id": "mrc", "name": "MRC"}


@pytest.fixture(scope="module")
def service() -> Service:
    """Return the service of the municipalities."""
    address = f"{SITE}/reference/municipalites"
    return Service(
        name="municipalites",
        title="Municipalités",
        columns=COLUMNS,
        lookup=find_set("municipalites"),
        address=address,
        naming=("code", "nom", "nom_source"),
        numbers=frozenset({"population", "superficie_km2"}),
        references={
            "code_mrc": Reference(MRC, f"{SITE}/reference/mrc/reconciliation", find_set("mrc"))
        },
    )


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


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ([], ""),
        ([{"pid": "code_region", "v": "15"}], ""),  # the code of its MRC
        ([{"pid": "code_region", "v": 3}], "15035"),
        ([{"pid": "code_region", "v": 3.0}], "15035"),
        ([{"pid": "code_mrc", "v": "15"}], "15035"),
        ([{"pid": "code_mrc", "v": "Charlevoix-Est"}], "15035"),  # the name of what it names
        ([{"pid": "code_mrc", "v": {"id": "15", "name": "Charlevoix-Est"}}], "15035"),
        ([{"pid": "nom_mrc", "v": {"id": "15", "name": "Charlevoix-Est"}}], "15035"),
        ([{"pid": "nom_mrc", "v": ["Laval", None, True, "Charlevoix-Est"]}], "15035"),
        ([{"pid": "nom_mrc", "v": ["Laval"] * 20_000}], ""),
        ([{"pid": "nom_mrc", "v": []}], ""),
        ([{"pid": "nom_mrc", "v": "Charlevoix-Est"}, {"pid": "inconnu", "v": "x"}], "15035"),
        ([{"pid": "inconnu", "v": "Charlevoix-Est"}, "x", {"v": "x"}, {"pid": []}], ""),
    ],
)
def test_a_property_is_compared_with_its_column(
    service: Service, properties: list, found: str
) -> None:
    first, *others = ask(service, query="Clermont", properties=properties)
    assert (first["id"] if first["match"] else "") == found
    assert all(0 <= item["score"] <= 100 for item in (first, *others))


def test_what_is_of_no_column_takes_nothing_off(service: Service) -> None:
    unknown = [{"pid": f"inconnu{rank}", "v": "x"} for rank in range(50)]
    assert ask(service, query="Laval", properties=unknown) == ask(service, query="Laval")


@pytest.mark.parametrize(
    ("properties", "found"),
    [
        ([{"pid": "code", "v": "75017"}], "75017"),
        ([{"pid": "code", "v": 75017.0}], "75017"),
        ([{"pid": "code", "v": 1023}], "01023"),
        ([{"pid": "nom", "v": "St-Jérôme"}], "75017"),
        ([{"pid": "nom", "v": "Bedford"}, {"pid": "designation", "v": "Canton"}], "46040"),
        ([{"pid": "nom_mrc", "v": "Abitibi"}], ""),
        ([{"pid": "code", "v": []}], ""),
        ([], ""),
    ],
)
def test_properties_alone_find_by_code_and_by_name(
    service: Service, properties: list, found: str
) -> None:
    for said in ({}, {"query": ""}):
        result = ask(service, properties=properties, **said)
        assert (result[0]["id"] if result and result[0]["match"] else "") == found


def test_how_a_candidate_was_found_is_a_feature_as_the_protocol_has_them(service: Service) -> None:
    first, *_ = ask(service, query="Laval")
    assert first["features"] == [{"id": "name", "value": True}]


def test_the_number_of_candidates_is_what_was_asked_within_bounds(service: Service) -> None:
    asked = ((1, 1), (1.0, 1), ("3", 3), (12, 12), (10**9, 13), (0, 5), (-1, 5), (True, 5), ([], 5))
    for limit, count in asked:
        assert len(ask(service, query="Saint-Jean", limit=limit)) == count


@pytest.mark.parametrize("said", ["", "a", "-1", "nan", "inf", None, True, [], -1, 1e999])
def test_a_count_that_is_none_is_the_usual_one(said: object) -> None:
    assert read_count(said, 7) == 7


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
    assert (stop.value.code, stop.value.status) == (code, 413 if "many" in code else 400)


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


def extended(service: Service, identifier: str, column: str) -> list[dict[str, Any]]:
    """Return the values of an entity's column."""
    asked = {"ids": [identifier], "properties": [{"id": column}]}
    return extend(service, asked)["rows"][identifier][column]


def test_quantities_are_numbers_and_codes_are_text(service: Service) -> None:
    assert extended(service, "01023", "population") == [{"int": 12451}]
    assert extended(service, "01023", "superficie_km2") == [{"float": 33924.33}]
    assert extended(service, "01023", "code") == [{"str": "01023"}]
    assert extended(service, "01023", "code_region") == [{"str": "11"}]


def test_a_cell_that_names_an_entity_is_one_of_another_service(service: Service) -> None:
    (meta,) = extend(service, {"ids": [], "properties": [{"id": "code_mrc"}]})["meta"]
    assert (meta["type"], meta["service"]) == (MRC, f"{SITE}/reference/mrc/reconciliation")
    assert extended(service, "75017", "code_mrc") == [{"id": "75", "name": "La Rivière-du-Nord"}]


def test_what_is_gone_is_extended_with_its_name(service: Service) -> None:
    assert extended(service, "11020", "nom") == [{"str": "Saint-Guy"}]
    assert extended(service, "11020", "population") == []


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (None, 400),
        ([], 400),
        ({"ids": "a", "properties": []}, 400),
        ({"ids": [], "properties": {}}, 400),
        ({"ids": [75017], "properties": []}, 400),
        ({"ids": [["75017"]], "properties": []}, 400),
        ({"ids": ["1"] * 1_001, "properties": []}, 413),
        ({"ids": [], "properties": [{}] * 51}, 413),
    ],
)
def test_what_is_no_extension_is_refused(service: Service, asked: object, status: int) -> None:
    with pytest.raises(NotUnderstood) as stop:
        extend(service, asked)
    assert stop.value.status == status


@pytest.mark.parametrize(("ids", "columns", "most"), [(1_001, 0, 1_000), (0, 51, 50)])
def test_what_is_too_long_is_told_its_own_bound(
    service: Service, ids: int, columns: int, most: int
) -> None:
    with pytest.raises(NotUnderstood) as stop:
        extend(service, {"ids": ["1"] * ids, "properties": [{}] * columns})
    assert stop.value.values == {"most": most}


def test_suggestions_begin_with_what_is_written(service: Service) -> None:
    names = [item["name"] for item in suggest_entities(service, "saint-jér")["result"]]
    assert names == ["Saint-Jérôme"]
    assert suggest_entities(service, "6602")["result"][0]["id"] == "66023"
    assert suggest_entities(service, "Drumondville")["result"][0]["id"] == "49058"
    assert suggest_entities(service, "")["result"] == []
    assert suggest_properties(service, "mrc ou")["result"][0]["id"] == "nom_mrc"
    assert suggest_types(service, "")["result"][0]["id"] == "municipalites"


def test_a_cursor_goes_on_with_what_follows(service: Service) -> None:
    pages = [suggest_entities(service, "saint-a", skip)["result"] for skip in (0, 20, 1_000)]
    first, second, last = ([item["id"] for item in page] for page in pages)
    assert len(first) == 20
    assert second
    assert not {*first} & {*second}
    assert last == []
    assert len(suggest_properties(service, "", 3)["result"]) == len(COLUMNS) - 3
    assert suggest_types(service, "", 1)["result"] == []


def test_a_suggestion_has_what_is_written_whatever_the_accents(service: Service) -> None:
    assert suggest_types(service, "munici")["result"][0]["id"] == "municipalites"
    assert suggest_types(service, "école")["result"] == []
    assert suggest_properties(service, "designation")["result"][0]["name"] == "Désignation"


def test_columns_are_proposed(service: Service) -> None:
    assert len(propose(service, "", 2)["properties"]) == 2
    assert propose(service, "municipalites", -5)["properties"] == []
    assert propose(service, "", 2)["type"] == "municipalites"
    assert propose(service, "mrc", 2) == {"type": "mrc", "limit": 2, "properties": []}
