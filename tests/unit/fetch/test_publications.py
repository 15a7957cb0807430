"""A source's publications: the resources whose name fits, one for each date, oldest first."""

import json
from pathlib import Path

import pytest

from pipelines.fetch import Addresses, Context, find_publications
from pipelines.fetch.addresses import Detour
from pipelines.messages import Refusal
from pipelines.sources import Fetching, Publication, Source
from tests.unit.fetch.ministry import Ministry, serve
from tests.unit.tables import a_source, refusal_of

ASKED = "/api/3/action/package_show?id=budget"
RULE = r"en date du (?P<date>\d{1,2}(?:er)? \S+ \d{4})"


def on_portal(server: Ministry, **fetching: object) -> Source:
    """Return a source read on the server's portal."""
    facts = {"portal": server.address(""), "dataset": "budget", "format": "CSV", "resource": RULE}
    return a_source(fetch=Fetching("ckan", **{**facts, **fetching}))  # type: ignore[arg-type]


def listing(*resources: dict) -> bytes:
    """Return what a portal answers of a dataset with these resources."""
    return json.dumps({"success": True, "result": {"resources": list(resources)}}).encode()


def a_resource(name: str | None, url: str = "u", **facts: str | None) -> dict:
    """Return a CSV resource."""
    return {"name": name, "url": url, "format": "CSV", **facts}


def test_dates_in_french_name_the_publications_oldest_first(
    server: Ministry, context: Context
) -> None:
    server.answers[ASKED] = serve(
        listing(
            a_resource("Tableau en date du 20 août 2026", "c"),
            a_resource("Tableau en date du 1er février 2024", "a"),
            a_resource("Tableau en date du 2 decembre 2024 ", "b"),
        )
    )
    assert find_publications(on_portal(server), context) == (
        Publication("2024-02-01", "a"),
        Publication("2024-12-02", "b"),
        Publication("2026-08-20", "c"),
    )


def test_a_title_without_its_year_is_named_by_the_yaml(server: Ministry, context: Context) -> None:
    title = "Tableau de bord en date du 16 novembre"
    server.answers[ASKED] = serve(listing(a_resource(f"{title} ", "a")))
    source = on_portal(server, titles={title: "2020-11-16"})
    assert find_publications(source, context) == (Publication("2020-11-16", "a"),)


def test_what_doesn_t_fit_the_rule_or_the_format_is_left_out(
    server: Ministry, context: Context
) -> None:
    server.answers[ASKED] = serve(
        listing(
            a_resource("Dictionnaire"),
            a_resource(None),
            a_resource("en date du 31 février 2024", format="PDF"),
            a_resource("en date du 1er mai 2024", format=None),
            a_resource("en date du 2 mai 2024", "kept", format="csv"),
        )
    )
    assert find_publications(on_portal(server), context) == (Publication("2024-05-02", "kept"),)


def test_of_two_files_of_one_date_the_one_modified_last_counts(
    server: Ministry, context: Context
) -> None:
    name = "en date du 1er mai 2024"
    server.answers[ASKED] = serve(
        listing(
            a_resource(name, "new", last_modified="2024-06-01"),
            a_resource(name, "old", last_modified="2024-05-01"),
            a_resource(name, "unknown", last_modified=None),
        )
    )
    assert find_publications(on_portal(server), context) == (Publication("2024-05-01", "new"),)


def test_a_publication_may_be_named_as_it_is(server: Ministry, context: Context) -> None:
    server.answers[ASKED] = serve(listing(a_resource("Budget 2024-2025 (final)")))
    source = on_portal(server, resource=r"(?P<publication>20\d{2}-20\d{2})")
    assert [p.name for p in find_publications(source, context)] == ["2024-2025"]


def test_a_hostile_name_is_refused(server: Ministry, context: Context) -> None:
    server.answers[ASKED] = serve(listing(a_resource("../../etc/passwd")))
    with pytest.raises(Refusal) as stop:
        find_publications(on_portal(server, resource="(?P<publication>.+)"), context)
    refusal_of("publication-bad-name", stop.value, "../../etc/passwd")


def test_a_date_that_doesn_t_exist_is_refused_and_named(server: Ministry, context: Context) -> None:
    server.answers[ASKED] = serve(listing(a_resource("en date du 31 février 2024")))
    with pytest.raises(Refusal) as stop:
        find_publications(on_portal(server), context)
    refusal_of("fetch-bad-date", stop.value, "31 février 2024", "Demandez")


def test_a_dataset_without_a_fitting_resource_is_refused(
    server: Ministry, context: Context
) -> None:
    server.answers[ASKED] = serve(listing(a_resource("Dictionnaire")))
    with pytest.raises(Refusal) as stop:
        find_publications(on_portal(server), context)
    refusal_of("fetch-no-publication", stop.value, "essai", RULE, "Comparez")


@pytest.mark.parametrize(
    "answer",
    [
        b"<!DOCTYPE html><html></html>", b"", b"[]", b"null", b'"a"', b"{}", b'{"result": null}',
        b'{"result": {}}', b'{"result": []}', b'{"result": {"resources": null}}',
        b'{"result": {"resources": ["a"]}}', b'{"result": {"resources": {"a": 1}}}',
        b"\xff\xfe", b"[" * 100_000,
    ],
)  # fmt: skip
def test_an_answer_that_is_no_portal_s_is_refused(
    answer: bytes, server: Ministry, context: Context
) -> None:
    server.answers[ASKED] = serve(answer)
    with pytest.raises(Refusal) as stop:
        find_publications(on_portal(server), context)
    refusal_of("fetch-not-ckan", stop.value, server.address(""), "Vérifiez le portail")


def test_a_portal_without_the_dataset_is_refused_with_its_status(
    server: Ministry, context: Context
) -> None:
    with pytest.raises(Refusal) as stop:
        find_publications(on_portal(server), context)
    refusal_of("fetch-status", stop.value, "404", "id=budget")


def test_the_portal_is_asked_where_a_detour_leads(server: Ministry, context: Context) -> None:
    server.answers[ASKED] = serve(listing(a_resource("en date du 1er mai 2024")))
    detour = Detour("https://www.portail.ca/recherche", server.address(""))
    here = Context(context.store, context.client, Addresses((detour,)))
    source = on_portal(server, portal="https://www.portail.ca/recherche")
    assert len(find_publications(source, here)) == 1


def test_publications_at_fixed_addresses_are_those_of_the_yaml(context: Context) -> None:
    listed = (Publication("2024-2025", "b"), Publication("2023-2024", "a"))
    source = a_source(fetch=Fetching("http", publications=listed))
    assert find_publications(source, context) == tuple(reversed(listed))


def test_the_real_listing_of_the_portal_is_read(
    server: Ministry, context: Context, real_files: Path
) -> None:
    name = "package_show_tableau-de-bord-des-projets-d-infrastructures_trimmed.json"
    content = (real_files / "ckan" / name).read_bytes()
    server.answers[ASKED] = serve(content)
    found = find_publications(on_portal(server), context)
    assert found
    assert [p.name for p in found] == sorted(p.name for p in found)
    assert all(p.address.startswith("https://www.donneesquebec.ca/") for p in found)
