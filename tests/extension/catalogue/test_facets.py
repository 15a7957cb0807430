"""Readers narrow a search by organisation, category, format, frequency, territory and licence."""

import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.catalogue.facets import normalised_formats
from ckanext.donneesqc.catalogue.territories import territory_label

from tests.extension.catalogue.records import CATEGORY, act, create_dataset, create_organization

FACETS = ["organization", "groups", "res_format", "update_frequency", "territory", "license_id"]


def resources(*formats: str) -> list[dict]:
    return [{"name": "fichier", "url": "https://example.org/x", "format": f} for f in formats]


def counted(field: str) -> dict[str, tuple[str, int]]:
    """Return the values of a facet: name → (words shown, number of datasets)."""
    found = act("package_search", **{"facet.field": [field]})
    items = found["search_facets"][field]["items"]
    return {item["name"]: (item["display_name"], item["count"]) for item in items}


@pytest.fixture
def three_datasets(portal: None) -> None:
    act("group_create", **CATEGORY)
    create_organization()
    create_dataset(groups=[{"name": CATEGORY["name"]}], resources=resources("csv", "CSV", "json"))
    create_dataset(name="arbres", ext_spatial="ville-montreal", resources=resources("JSON", "shp"))
    create_dataset(name="zones", ext_spatial="cm-quebec", resources=resources("geojson", ""))


@pytest.mark.usefixtures("three_datasets")
def test_a_dataset_is_counted_once_for_each_format_whatever_its_case() -> None:
    formats = {name: count for name, (_, count) in counted("res_format").items()}
    assert formats == {"CSV": 1, "JSON": 2, "SHP": 1, "GeoJSON": 1}


@pytest.mark.usefixtures("three_datasets")
def test_codes_are_shown_as_french_words() -> None:
    assert counted("update_frequency") == {"annual": ("Annuel", 3)}
    assert counted("license_id") == {"cc-by": ("Attribution (CC-BY 4.0)", 3)}
    assert counted("organization") == {"sct": ("Secrétariat du Conseil du trésor", 3)}
    assert counted("groups") == {CATEGORY["name"]: (CATEGORY["title"], 1)}
    assert {label for label, _ in counted("territory").values()} == {
        "Province de Québec",
        "Ville de Montréal",
        "Communauté métropolitaine de Québec",
    }


@pytest.mark.usefixtures("three_datasets")
@pytest.mark.parametrize(
    "address", ["/dataset/", "/group/gouvernement-finances", "/organization/sct"]
)
def test_the_six_facets_have_french_titles(app: CKANTestApp, address: str) -> None:
    page = app.get(address).body
    for title in ("Organisations", "Catégories", "Formats", "Fréquence", "Territoires", "Licences"):
        assert title in page, title


@pytest.mark.usefixtures("three_datasets")
@pytest.mark.parametrize("facet", FACETS)
def test_each_value_of_a_facet_leads_to_its_datasets(app: CKANTestApp, facet: str) -> None:
    for value, (_, count) in counted(facet).items():
        page = app.get("/dataset/", query_string={facet: value}).body
        assert f"{count} jeu" in page, (facet, value)


@pytest.mark.usefixtures("portal")
def test_a_text_longer_than_solrs_longest_word_is_indexed() -> None:
    create_organization()
    create_dataset(derogation="dérogation " * 4000, methodologie="méthode " * 5000)
    assert act("package_search", q="dérogation")["count"] == 1


def test_unknown_formats_are_counted_in_capitals_and_empty_ones_not_at_all() -> None:
    assert normalised_formats(["rinex", "RINEX", " ", "", "GeoJSON"]) == ["GeoJSON", "RINEX"]


@pytest.mark.parametrize(
    ("slug", "french", "english"),
    [
        ("province-quebec", "Province de Québec", "Province of Québec"),
        ("ville-montreal", "Ville de Montréal", "City of Montréal"),
        ("ville-trois-rivieres", "Ville de Trois-Rivières", "City of Trois-Rivières"),
        ("ville-alma", "Ville d’Alma", "City of Alma"),
        ("cm-montreal", "Communauté métropolitaine de Montréal", "Montréal Metropolitan Community"),
        ("mrc-papineau", "MRC de Papineau", "MRC Papineau"),
        ("mrc-le-granit", "MRC du Granit", "MRC Le Granit"),
        ("mrc-les-maskoutains", "MRC des Maskoutains", "MRC Les Maskoutains"),
        ("region-estrie", "Estrie (région)", "Estrie (region)"),
        ("region-saguenay-lac-saint-jean",)
        + ("Saguenay–Lac-Saint-Jean (région)", "Saguenay–Lac-Saint-Jean (region)"),
        ("autre-chose", "Autre-Chose", "Autre-Chose"),
    ],
)
def test_a_territory_is_named_from_its_slug(slug: str, french: str, english: str) -> None:
    assert territory_label(slug, "fr") == french
    assert territory_label(slug, "en") == english
