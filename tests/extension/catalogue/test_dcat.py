"""Each dataset is described for machines: DCAT-AP 3 in every RDF form, schema.org on its page."""

import json
import re

import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.catalogue.dcat import FREQUENCIES, describe
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

from tests.extension.catalogue.records import CATEGORY, act, create_dataset, create_organization

AUTHORITY = "http://publications.europa.eu/resource/authority"
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
FORMS = {"ttl": "turtle", "xml": "xml", "rdf": "xml", "jsonld": "json-ld", "n3": "n3"}
SHA256 = "9f" * 32

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def budget(portal: None) -> dict:
    act("group_create", **CATEGORY)
    create_organization()
    resource = {
        "name": "Budget 2026-2027",
        "url": "https://example.org/budget.csv",
        "format": "CSV",
        "mimetype": "text/csv",
        "size": 1234,
        "hash": SHA256,
        "provenance": {"source": "budget"},
    }
    return create_dataset(
        groups=[{"name": CATEGORY["name"]}],
        tags=[{"name": "finances publiques"}],
        author="Direction du budget",
        author_email="budget@example.org",
        temporal="2026-04-01/2027-03-31",
        language="FR_EN",
        resources=[resource],
    )


def graph(app: CKANTestApp, address: str) -> Graph:
    form = address.rpartition(".")[2]
    return Graph().parse(data=app.get(address).body, format=FORMS[form])


def described(app: CKANTestApp, dataset: dict) -> tuple[Graph, URIRef]:
    triples = graph(app, f"/dataset/{dataset['name']}.ttl")
    (subject,) = triples.subjects(RDF.type, DCAT.Dataset)
    assert isinstance(subject, URIRef)
    return triples, subject


def test_the_fields_of_the_portal_are_those_of_dcat(app: CKANTestApp, budget: dict) -> None:
    triples, subject = described(app, budget)
    assert str(subject).endswith(budget["id"])
    expected = {
        DCTERMS.title: Literal("Budget de dépenses", lang="fr"),
        DCTERMS.description: Literal("Crédits par portefeuille.", lang="fr"),
        DCTERMS.accrualPeriodicity: URIRef(f"{AUTHORITY}/frequency/ANNUAL"),
        DCTERMS.accessRights: URIRef(f"{AUTHORITY}/access-right/PUBLIC"),
        DCAT.keyword: Literal("finances publiques"),
    }
    for predicate, value in expected.items():
        assert list(triples.objects(subject, predicate)) == [value], predicate
    languages = {URIRef(f"{AUTHORITY}/language/{code}") for code in ("FRA", "ENG")}
    assert set(triples.objects(subject, DCTERMS.language)) == languages
    for predicate in (DCTERMS.issued, DCTERMS.modified):
        assert triples.value(subject, predicate).datatype == XSD.dateTime


def test_the_contact_the_territory_the_period_and_the_category(
    app: CKANTestApp, budget: dict
) -> None:
    triples, subject = described(app, budget)
    contact = triples.value(subject, DCAT.contactPoint)
    assert triples.value(contact, VCARD.fn) == Literal("Direction du budget")
    assert triples.value(contact, VCARD.hasEmail) == URIRef("mailto:budget@example.org")
    place = triples.value(subject, DCTERMS.spatial)
    assert triples.value(place, SKOS.prefLabel) == Literal("Province de Québec")
    period = triples.value(subject, DCTERMS.temporal)
    bounds = [str(triples.value(period, name))[:10] for name in (DCAT.startDate, DCAT.endDate)]
    assert bounds == ["2026-04-01", "2027-03-31"]
    theme = triples.value(subject, DCAT.theme)
    assert str(theme).endswith("/group/gouvernement-finances")
    assert triples.value(theme, SKOS.prefLabel) == Literal(CATEGORY["title"], lang="fr")


def test_a_distribution_has_its_licence_its_type_and_its_sha256(
    app: CKANTestApp, budget: dict
) -> None:
    triples, subject = described(app, budget)
    file = triples.value(subject, DCAT.distribution)
    assert triples.value(file, DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    assert triples.value(file, DCAT.accessURL) == URIRef("https://example.org/budget.csv")
    assert str(triples.value(file, DCAT.mediaType)).endswith("/media-types/text/csv")
    assert triples.value(file, DCAT.byteSize).toPython() == 1234
    checksum = triples.value(file, SPDX.checksum)
    assert triples.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    value = triples.value(checksum, SPDX.checksumValue)
    assert value == Literal(SHA256, datatype=XSD.hexBinary)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(app: CKANTestApp, budget: dict, form: str) -> None:
    turtle, _ = described(app, budget)
    assert len(graph(app, f"/dataset/{budget['name']}.{form}")) == len(turtle)


@pytest.mark.parametrize("form", ["ttl", "xml", "jsonld"])
def test_the_catalogue_lists_its_datasets_in_french(
    app: CKANTestApp, budget: dict, form: str
) -> None:
    triples = graph(app, f"/catalog.{form}")
    (catalogue,) = triples.subjects(RDF.type, DCAT.Catalog)
    assert len(list(triples.objects(catalogue, DCAT.dataset))) == 1
    french = URIRef(f"{AUTHORITY}/language/FRA")
    assert list(triples.objects(catalogue, DCTERMS.language)) == [french]


def test_the_addresses_are_the_same_in_french_and_in_english(
    app: CKANTestApp, budget: dict
) -> None:
    uploaded = {"package_id": budget["id"], "name": "r", "url": "r.csv", "url_type": "upload"}
    act("resource_create", **uploaded)
    address = f"/dataset/{budget['name']}.ttl"
    french, english = (
        Graph().parse(data=app.get(prefix + address).body, format="turtle")
        for prefix in ("", "/en")
    )
    files = {str(node) for node in french.objects(None, DCAT.downloadURL)}
    assert [file.endswith("/download/r.csv") for file in files] == [True]
    assert addresses(french) == addresses(english)


def addresses(triples: Graph) -> set[str]:
    return {str(node) for node in triples.all_nodes() if isinstance(node, URIRef)}


def test_the_page_carries_its_schema_org_description(app: CKANTestApp, budget: dict) -> None:
    page = app.get(f"/dataset/{budget['name']}").body
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    entries = json.loads(block[1])["@graph"]
    (dataset,) = [entry for entry in entries if entry["@type"] == "schema:Dataset"]
    assert dataset["schema:name"] == "Budget de dépenses"
    assert set(dataset["schema:inLanguage"]) == {"fr", "en"}
    assert dataset["schema:license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert dataset["schema:temporalCoverage"] == "2026-04-01/2027-03-31"


def test_the_description_on_the_page_follows_the_dataset(app: CKANTestApp, budget: dict) -> None:
    address = f"/dataset/{budget['name']}"
    assert app.get(address).body.count('"schema:dateModified"') > 0
    act("package_patch", id=budget["id"], title="Budget corrigé")
    again = [app.get(address).body for _ in range(2)]
    assert all('"schema:name": "Budget corrig\\u00e9"' in page for page in again)


def test_made_up_data_say_so_wherever_they_are_described(app: CKANTestApp) -> None:
    create_organization()
    made_up = create_dataset(donnees_fictives=True)
    triples, subject = described(app, made_up)
    title = triples.value(subject, DCTERMS.title)
    assert str(title) == "Données fictives – Budget de dépenses"
    page = app.get(f"/dataset/{made_up['name']}").body
    assert '"schema:name": "Donn\\u00e9es fictives' in page


def test_every_frequency_of_the_form_has_a_code() -> None:
    form = act("scheming_dataset_schema_show", type="dataset")
    (field,) = [f for f in form["dataset_fields"] if f["field_name"] == "update_frequency"]
    assert {choice["value"] for choice in field["choices"]} == set(FREQUENCIES)


@pytest.mark.parametrize(
    ("digest", "function"),
    [("a" * 32, "md5"), ("a" * 40, "sha1"), ("a" * 64, "sha256"), ("", None), ("sha:1", None)],
)
def test_a_hash_is_named_by_its_length_and_an_unknown_one_left_out(
    digest: str, function: str | None
) -> None:
    resource = describe({"resources": [{"hash": digest}]})["resources"][0]
    named = str(SPDX[f"checksumAlgorithm_{function}"]) if function else None
    assert resource.get("hash_algorithm") == named
    assert resource["hash"] == (digest if function else None)


def test_the_dataset_given_to_be_described_is_left_as_it_was() -> None:
    given = {"title": "T", "resources": [{"name": "r", "provenance": {"source": "s"}}]}
    before = json.dumps(given)
    describe(given)
    assert json.dumps(given) == before
