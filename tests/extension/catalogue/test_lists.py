"""Lists of datasets: addresses marked by others, words that nothing has, feeds."""

import re
from xml.etree import ElementTree

import pytest
from ckan.tests.helpers import CKANTestApp

from tests.extension.catalogue.small_portal import fill

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def site(app: CKANTestApp, portal: None) -> CKANTestApp:
    """Return the site of two datasets, one of them made up."""
    fill()
    return app


def found(site: CKANTestApp, address: str) -> list[str]:
    """Return the names of the datasets that a page lists."""
    link = r'class="dataset-heading">\s*<a[^>]*href="[^"]*/dataset/([^"]+)"'
    return re.findall(link, site.get(address).body)


@pytest.mark.parametrize("page", ["/dataset/", "/organization/sct", "/group/gouvernement-finances"])
def test_the_mark_of_a_newsletter_filters_nothing(site: CKANTestApp, page: str) -> None:
    marked = site.get(f"{page}?q=fonds&utm_source=x&fbclid=y", follow_redirects=False)
    assert marked.status_code == 302
    assert marked.headers["Location"].endswith(f"{page}?q=fonds")
    assert len(found(site, f"{page}?fbclid=y")) == 2
    kept = f"{page}?organization=sct&organization=mfq&_groups_limit=0&page=1&sort=title_string+asc"
    assert site.get(kept, follow_redirects=False).status_code == 200


def test_a_tag_among_the_filters_has_its_name(site: CKANTestApp) -> None:
    page = site.get("/dataset/?tags=d%C3%A9penses").body
    assert re.search(r"Étiquettes\s: dépenses", page)
    assert "None" not in page


@pytest.mark.parametrize("words", ["fonds introuvable", "fond generl", "liste des fonds"])
def test_some_of_the_words_are_better_than_nothing(site: CKANTestApp, words: str) -> None:
    address = f"/dataset/?q={words}"
    assert found(site, address) == ["comptes-publics-fonds-general"]
    assert "Aucun jeu de données ne contient tous ces mots" in site.get(address).body
    answer = site.get(f"/api/3/action/package_search?q={words}").json["result"]
    assert (answer["count"] == 0) or words == "liste des fonds"


def test_an_empty_list_leads_elsewhere(site: CKANTestApp) -> None:
    page = site.get("/dataset/?q=xyzzy").body
    assert "Tous les jeux de données" in page
    assert "ne contient tous ces mots" not in page


def test_the_real_dataset_comes_before_the_made_up_one(site: CKANTestApp) -> None:
    names = found(site, "/dataset/?q=portefeuille cr%C3%A9dits")
    assert names == ["comptes-publics-fonds-general", "budget-de-depenses"]


def test_the_feed_is_in_french_and_leads_to_pages(site: CKANTestApp) -> None:
    feed = ElementTree.fromstring(site.get("/feeds/dataset.atom").data)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    found = feed.findall("a:entry", ATOM)
    entries = {entry.findtext("a:title", "", ATOM): entry for entry in found}
    assert sorted(entries) == ["Données fictives – Budget de dépenses", "Fonds général"]
    (page,) = entries["Fonds général"].findall("a:link", ATOM)
    assert page.get("href", "").endswith("/dataset/comptes-publics-fonds-general")
    newest = max(entry.findtext("a:updated", "", ATOM) for entry in found)
    assert feed.findtext("a:updated", "", ATOM) == newest
    assert {link.get("rel") for link in feed.findall("a:link", ATOM)} == {"self", "alternate"}
