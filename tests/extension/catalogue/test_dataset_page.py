"""A dataset's page says how to cite it, where it came from, and whether it is real."""

import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.catalogue.citation import cite
from ckanext.donneesqc.catalogue.provenance import list_origins

from tests.extension.catalogue import small_portal
from tests.extension.catalogue.html import parse, squeeze, text_of
from tests.extension.catalogue.records import act, create_dataset, create_organization
from tests.extension.catalogue.small_portal import RAW_HASH, TABLE_HASH, original, provenance, table

FICTIONAL = "Données fictives"


@pytest.fixture
def dataset(portal: None) -> dict:
    return small_portal.fill()


def page(app: CKANTestApp, address: str) -> str:
    return squeeze(parse(app.get(address).body).text_content())


def test_the_citation_names_who_what_which_when_where_and_the_hash(
    app: CKANTestApp, dataset: dict
) -> None:
    body = app.get("/dataset/comptes-publics-fonds-general").body
    text = text_of(parse(body), "dq-citation-text")
    year = dataset["metadata_modified"][:4]
    assert text.startswith(
        f"Secrétariat du Conseil du trésor. ({year}). Fonds général (version 2024-2025) "
        "[jeu de données], mis à jour le "
    )
    assert "/dataset/comptes-publics-fonds-general (" in text
    assert text.endswith(f"empreinte SHA-256 du fichier «\u00a0Table\u00a0»\u00a0: {TABLE_HASH})")
    (button,) = parse(body).xpath("//button[@data-dq-copy]")
    assert button.get("data-dq-copy") == "dq-citation-text"
    assert button.getnext().get("role") == "status"


def test_the_citation_is_in_the_readers_language(app: CKANTestApp, dataset: dict) -> None:
    body = app.get("/en/dataset/comptes-publics-fonds-general").body
    text = text_of(parse(body), "dq-citation-text")
    assert "[dataset], updated on " in text
    # The address cited is that of the dataset in no language.
    assert "/en/" not in text


@pytest.mark.usefixtures("with_request_context")
def test_the_hash_cited_is_the_tables_then_the_newest_originals(portal: None) -> None:
    package = {"name": "a", "title": "A", "metadata_modified": "2026-01-01T00:00:00"}
    files = [original("2023-2024") | {"hash": "11" * 32}, original("2024-2025")]
    assert cite({**package, "resources": [*files, table()]}).sha256 == TABLE_HASH
    assert cite({**package, "resources": files}).sha256 == RAW_HASH
    # An MD5, as the portal's own records hold, is not what the citation promises.
    assert cite({**package, "resources": [table(hash="f3" * 16)]}).sha256 == ""


def test_provenance_shows_source_date_hash_schema_rows_and_repairs(
    app: CKANTestApp, dataset: dict
) -> None:
    shown = page(app, "/dataset/comptes-publics-fonds-general")
    for fact in (
        "https://example.org/fonds.csv",
        "1er novembre 2026 à 8\u00a0h\u00a005",  # 13:05 in UTC, as Québec has it
        RAW_HASH,
        "comptes-publics-fonds-general/1.0.0",
        "12\u00a0345 lues, 12\u00a0345 publiées, 0 rejetées",
        "720 valeurs réparées",
        "espaces de millier retirées",
        "893 427 000 → 893427000",
    ):
        assert fact in shown, fact


def test_a_dataset_without_provenance_shows_none(app: CKANTestApp, dataset: dict) -> None:
    assert "Récupéré le" not in page(app, "/dataset/budget-de-depenses")


def test_publications_come_newest_first_and_unknown_repairs_keep_their_code() -> None:
    later = original("2025-2026", repairs=[small_portal.REPAIR | {"code": "removed-long-ago"}])
    origins = list_origins({"resources": [original() | {"id": "a"}, later | {"id": "b"}]}, "fr")
    assert [origin.publication for origin in origins] == ["2025-2026", "2024-2025"]
    assert origins[0].repairs[0].what == "removed-long-ago"
    assert origins[1].repaired == 720


def test_words_of_a_source_cannot_become_code(app: CKANTestApp, portal: None) -> None:
    create_organization()
    poison = "</script><script>alert(1)</script>"
    facts = provenance(address=f"https://example.org/{poison}", publication=poison)
    resource = original() | {"provenance": facts, "name": poison}
    create_dataset(title=poison, notes=poison, resources=[resource])
    body = app.get("/dataset/budget-de-depenses").body
    assert "<script>alert(1)" not in body


def test_fictional_data_are_marked_wherever_they_show(app: CKANTestApp, dataset: dict) -> None:
    fictional = act("package_show", id="budget-de-depenses")
    file = f"/dataset/budget-de-depenses/resource/{fictional['resources'][0]['id']}"
    for address in ("/", "/dataset/?q=budget", "/dataset/budget-de-depenses", file):
        assert FICTIONAL in page(app, address), address
    real = f"/dataset/comptes-publics-fonds-general/resource/{dataset['resources'][0]['id']}"
    for address in ("/dataset/comptes-publics-fonds-general", "/dataset/?q=fonds", real):
        assert FICTIONAL not in page(app, address), address
