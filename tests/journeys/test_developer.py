"""A developer reads the catalogue, the tables and the files with a program, without an account."""

import hashlib
from typing import Any

import pytest
from rdflib import RDF, Graph, Namespace

from schemas import load_schema
from tests.journeys.stack import Portal

DCAT, SPDX = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://spdx.org/rdf/terms#")
SPENDING, TERRITORIES = "comptes-publics-fonds-general", "municipalites"
DATASETS = {
    "budget-de-depenses", SPENDING, "comptes-publics-fonds-speciaux", "mrc", TERRITORIES,
    "projets-infrastructures", "projets-ressources-informationnelles", "regions-administratives",
}  # fmt: skip
ELSEWHERE = {"Origin": "https://exemple.quebec"}
CODES = {
    SPENDING: {"exercice", "programme", "element"},
    "budget-de-depenses": {"programme", "element"},
    TERRITORIES: {"code", "code_mrc", "code_region"},
    "mrc": {"code", "code_region"},
    "regions-administratives": {"code"},
}


def table_of(portal: Portal, dataset: str) -> dict[str, Any]:
    """Return the answer of datastore_search for a dataset's table."""
    table = portal.resource(dataset, "normalise")["id"]
    return portal.call("datastore_search", {"resource_id": table, "limit": 32000})


def test_the_catalogue_lists_every_source(portal: Portal) -> None:
    found = portal.call("package_search", {"rows": 100, "facet.field": ["organization", "groups"]})
    assert {dataset["name"] for dataset in found["results"]} >= DATASETS
    assert found["search_facets"]["organization"]["items"]


@pytest.mark.parametrize(
    ("words", "dataset"),
    [
        ("budgetaires", "budget-de-depenses"),
        ("infrastructure", "projets-infrastructures"),
        ("MRC", "mrc"),
        ("municipalités régionales de comté", "mrc"),
        ("l’informationnelle", "projets-ressources-informationnelles"),
    ],
)
def test_search_reads_french(portal: Portal, words: str, dataset: str) -> None:
    found = portal.call("package_search", {"q": words})["results"]
    assert dataset in {item["name"] for item in found}


@pytest.mark.parametrize("dataset", sorted(DATASETS))
def test_an_exact_title_comes_first(portal: Portal, dataset: str) -> None:
    title = portal.dataset(dataset)["title"]
    assert portal.call("package_search", {"q": title})["results"][0]["name"] == dataset


@pytest.mark.parametrize("dataset", sorted(DATASETS))
def test_the_dictionary_is_the_schema_s_in_french(portal: Portal, dataset: str) -> None:
    schema = load_schema(portal.resource(dataset, "normalise")["schema"])
    fields = [field for field in table_of(portal, dataset)["fields"] if field["id"] != "_id"]
    shown = [(field["id"], field["info"]["label"], field["info"]["notes"]) for field in fields]
    assert shown == [(field.name, field.title, field.description) for field in schema.fields]


@pytest.mark.parametrize("dataset", sorted(CODES))
def test_codes_are_text_with_their_zeros(portal: Portal, dataset: str) -> None:
    answer = table_of(portal, dataset)
    types = {field["id"]: field["type"] for field in answer["fields"]}
    assert {types[column] for column in CODES[dataset]} == {"text"}
    assert any(
        row[column].startswith("0") for row in answer["records"] for column in CODES[dataset]
    )


def test_amounts_and_dates_are_numbers_and_dates(portal: Portal) -> None:
    spending = {field["id"]: field["type"] for field in table_of(portal, SPENDING)["fields"]}
    fields = table_of(portal, "projets-infrastructures")["fields"]
    projects = {field["id"]: field["type"] for field in fields}
    assert spending["montant"] == "int8"
    assert projects["cout_total"] in ("int8", "numeric")
    assert projects["date_publication"] == projects["date_fin_mise_en_service"] == "date"


@pytest.mark.parametrize(("suffix", "reads"), [("jsonld", "json-ld"), ("ttl", "turtle")])
@pytest.mark.parametrize("dataset", ["mrc", SPENDING])
def test_rdf_names_every_file_with_its_checksum(
    portal: Portal, dataset: str, suffix: str, reads: str
) -> None:
    text = portal.client.get(f"{portal.address}/dataset/{dataset}.{suffix}").text
    graph = Graph().parse(data=text, format=reads)
    said = {
        (str(graph.value(file, DCAT.downloadURL)), str(graph.value(checksum, SPDX.checksumValue)))
        for file in graph.subjects(RDF.type, DCAT.Distribution)
        for checksum in graph.objects(file, SPDX.checksum)
    }
    files = {(item["url"], item["hash"]) for item in portal.dataset(dataset)["resources"]}
    assert said == files


@pytest.mark.parametrize("dataset", sorted(DATASETS))
def test_each_file_has_the_hash_and_the_type_that_the_portal_says(
    portal: Portal, dataset: str
) -> None:
    for resource in portal.dataset(dataset)["resources"]:
        file = portal.client.get(resource["url"])
        assert hashlib.sha256(file.content).hexdigest() == resource["hash"], resource["name"]
        assert file.headers["content-type"].startswith(resource["mimetype"])


def test_an_original_is_the_file_that_the_provenance_names(portal: Portal) -> None:
    for dataset in DATASETS:
        for resource in portal.dataset(dataset)["resources"]:
            if resource["role"] == "original":
                assert resource["provenance"]["sha256"] == resource["hash"]
                assert resource["provenance"]["address"].startswith(("https://", "reference"))


def test_any_site_may_read_the_api_and_the_files(portal: Portal) -> None:
    api = f"{portal.address}/api/3/action/package_show?id=mrc"
    for address in (api, portal.resource("mrc", "original")["url"]):
        answer = portal.client.get(address, headers=ELSEWHERE)
        assert answer.headers["access-control-allow-origin"] == "*", address
    asked = {**ELSEWHERE, "Access-Control-Request-Method": "POST"}
    before = portal.client.options(f"{portal.address}/api/3/action/datastore_search", headers=asked)
    assert before.headers["access-control-allow-origin"] == "*"
    assert "Content-Type" in before.headers["access-control-allow-headers"]


def test_a_part_of_a_file_may_be_asked(portal: Portal) -> None:
    address = portal.resource("mrc", "compagnon")["url"]
    whole = portal.client.get(address).content
    part = portal.client.get(address, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.content == whole[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole)}"


def test_a_file_not_changed_is_not_sent_again(portal: Portal) -> None:
    address = portal.resource("mrc", "original")["url"]
    etag = portal.client.get(address).headers["etag"]
    assert portal.client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("action", ["package_patch", "package_delete", "dataset_purge"])
def test_an_anonymous_program_changes_no_dataset(portal: Portal, action: str) -> None:
    assert portal.post(action, {"id": "mrc", "title": "Essai"}).status_code == 403


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("package_create", {"name": "essai", "owner_org": "sct"}),
        ("resource_create", {"package_id": "mrc", "name": "essai"}),
        ("organization_create", {"name": "essai"}),
        ("user_create", {"name": "essai", "email": "a@exemple.quebec", "password": "motdepasse"}),
    ],
)
def test_an_anonymous_program_creates_nothing(
    portal: Portal, action: str, data: dict[str, str]
) -> None:
    assert portal.post(action, data).status_code == 403


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("datastore_create", {"fields": [{"id": "code", "type": "text"}]}),
        ("datastore_upsert", {"records": [{"code": "99"}], "method": "insert"}),
        ("datastore_records_delete", {"filters": {"code": "01"}}),
        ("datastore_delete", {}),
    ],
)
def test_an_anonymous_program_changes_no_table(
    portal: Portal, action: str, data: dict[str, Any]
) -> None:
    table = portal.resource("mrc", "normalise")["id"]
    assert portal.post(action, {**data, "resource_id": table, "force": True}).status_code == 403
    assert len(portal.rows("mrc")) == 104


def test_sql_reads_the_tables_and_nothing_else(portal: Portal) -> None:
    for sql in ('SELECT * FROM "user"', "SELECT pg_read_file('/etc/passwd')", "DROP TABLE essai"):
        assert portal.post("datastore_search_sql", {"sql": sql}).is_client_error, sql


def test_the_pipeline_s_account_publishes_but_does_not_administer(pipeline: Portal) -> None:
    assert pipeline.call("user_show", {"id": "pipeline"})["sysadmin"] is False
    account = {"name": "essai", "email": "a@exemple.quebec", "password": "motdepasse"}
    member = {"id": "sct", "username": "admin", "role": "admin"}
    for action, data in (
        ("organization_create", {"name": "essai-org"}),
        ("user_create", account),
        ("organization_member_create", member),
        ("config_option_update", {"ckan.site_title": "Essai"}),
    ):
        assert pipeline.post(action, data).status_code == 403, action
