"""No page runs or loads what is not the portal's own, but for the exceptions that are listed."""

import importlib.util
import re
from pathlib import Path

import pytest
from ckan.tests.helpers import CKANTestApp
from ckanext.donneesqc.catalogue import csp

from tests.extension.catalogue import small_portal
from tests.extension.catalogue.html import inline_code, loaded_addresses, parse

READER = (
    "/",
    "/en/",
    "/about",
    "/dataset/",
    "/dataset/?q=fonds&groups=gouvernement-finances",
    "/dataset/comptes-publics-fonds-general",
    "/dataset/budget-de-depenses",
    "/dataset/groups/comptes-publics-fonds-general",
    "/group/",
    "/group/gouvernement-finances",
    "/organization/",
    "/organization/sct",
    "/organization/about/sct",
    "/user/login",
    "/user/reset",
)
# What can make a template unfit for the strict policy.
CAUSE = re.compile(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|hx-on|javascript:")


@pytest.fixture
def dataset(portal: None) -> dict:
    return small_portal.fill()


def resource_page(dataset: dict, rank: int) -> str:
    return f"/dataset/{dataset['name']}/resource/{dataset['resources'][rank]['id']}"


def policy(headers: dict) -> dict[str, list[str]]:
    parts = [part.split() for part in headers["Content-Security-Policy"].split(";")]
    return {words[0]: words[1:] for words in parts}


def test_pages_of_readers_hold_nothing_that_their_strict_policy_refuses(
    app: CKANTestApp, dataset: dict
) -> None:
    small_portal.put_in_datastore(dataset["resources"][0])
    pages = (*READER, resource_page(dataset, 0), resource_page(dataset, 1))
    for address in pages:
        answer = app.get(address)
        page = parse(answer.body)
        directives = policy(answer.headers)
        assert directives["default-src"] == ["'none'"], address
        assert directives["script-src"] == ["'self'"], address
        assert directives["style-src"] == ["'self'"], address
        assert inline_code(page) == [], address
        for wanted in loaded_addresses(page):
            own = wanted.startswith(("/", "data:")) and not wanted.startswith("//")
            assert own or wanted.startswith("http://127.0.0.1"), (address, wanted)


def test_the_preview_alone_gets_the_second_policy_and_shows_the_french_labels(
    app: CKANTestApp, dataset: dict
) -> None:
    view = small_portal.put_in_datastore(dataset["resources"][0])
    answer = app.get(f"{resource_page(dataset, 0)}/view/{view['id']}")
    assert "'unsafe-inline'" in policy(answer.headers)["script-src"]
    assert "'unsafe-eval'" not in policy(answer.headers)["script-src"]
    assert "Portefeuille" in answer.body
    assert "Montant\N{NO-BREAK SPACE}($)" in answer.body.replace("&nbsp;", "\N{NO-BREAK SPACE}")


def test_errors_are_under_the_strict_policy_too(app: CKANTestApp, portal: None) -> None:
    answer = app.get("/dataset/ce-jeu-n-existe-pas", status=404)
    assert policy(answer.headers)["script-src"] == ["'self'"]
    assert inline_code(parse(answer.body)) == []


def test_other_headers_keep_pages_from_being_framed_sniffed_or_followed(
    app: CKANTestApp, portal: None
) -> None:
    headers = app.get("/dataset/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert policy(headers)["frame-ancestors"] == ["'self'"]


def test_any_site_may_read_the_api(app: CKANTestApp, portal: None) -> None:
    origin = {"Origin": "https://ailleurs.example"}
    answer = app.get("/api/3/action/package_search", headers=origin)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_published_file_runs_no_script_on_the_portals_address() -> None:
    for endpoint in csp.FILES:
        assert csp.policy_of(endpoint).directives["script-src"] == ("'none'",)


def test_other_sites_show_a_map_a_preview_and_no_other_page() -> None:
    assert {"donneesqc_geo.embedded", "donneesqc_reconciliation.preview"} == csp.FRAMED
    assert csp.policy_of("donneesqc_geo.embedded").allows_framing
    assert csp.policy_of("donneesqc_geo.embedded").directives["script-src"] == ("'self'",)
    assert not csp.policy_of("dataset_resource.read").allows_framing


def test_each_exception_names_pages_that_exist_and_a_template_that_needs_it(
    app: CKANTestApp, portal: None
) -> None:
    endpoints = set(app.flask_app.view_functions)
    for allowance in csp.read_exceptions():
        assert set(allowance.endpoints) <= endpoints, allowance.template
        package, _, path = allowance.template.partition("/templates/")
        found = importlib.util.find_spec(package.replace("/", "."))
        assert found, allowance.template
        assert found.submodule_search_locations, allowance.template
        folder = Path(next(iter(found.submodule_search_locations)))
        text = (folder / "templates" / path).read_text(encoding="utf-8")
        assert CAUSE.search(text), f"{allowance.template} no longer needs an exception"
        assert allowance.why


def test_evaluation_is_only_allowed_where_it_is_listed() -> None:
    listed = {
        endpoint
        for allowance in csp.read_exceptions()
        if "'unsafe-eval'" in allowance.allow.get("script-src", ())
        for endpoint in allowance.endpoints
    }
    assert all(csp.policy_of(endpoint).allows_evaluation for endpoint in listed)
    assert not csp.policy_of("dataset.search").allows_evaluation
    assert not csp.policy_of(None).allows_evaluation
