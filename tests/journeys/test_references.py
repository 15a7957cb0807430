"""Reference data: found, read by people and machines, matched, certified for all to see."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import httpx
import pytest
from embedded import credentials
from embedded.settings import Settings
from embedded.supervisor import Supervisor
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from pipelines.certification.availability import SLOT, SLOTS
from pipelines.certification.chain import broken, link
from tests.journeys.airflow import Airflow
from tests.journeys.keyboard import go_to, press
from tests.journeys.stack import Portal
from tests.journeys.terminal import Terminal
from tests.journeys.visits import LANGUAGES, visit
from tests.journeys.waiting import until

SETS = {
    "fonds-speciaux": 42,
    "ministeres-et-organismes": 113,
    "mrc": 104,
    "municipalites": 1281,
    "portefeuilles-budgetaires": 25,
    "programmes-budgetaires": 97,
    "regions-administratives": 17,
    "supercategories-de-depenses": 10,
}
OF_CHAIN = ("number", "previous", "hash")
TOWN, MRC, GONE = "75017", "75", "82010"
MEDIA = {
    "jsonld": "application/ld+json",
    "geojson": "application/geo+json",
    "csv": "text/csv",
}


def test_every_set_is_there_whole(portal: Portal) -> None:
    known = portal.call("donneesqc_reference_list")
    assert {item["name"]: item["entities"] for item in known} == SETS
    assert all(item["demonstration"] for item in known)


def test_a_reader_finds_a_town_by_its_short_name_and_goes_to_its_mrc(tab: Tab) -> None:
    tab.goto("/")
    press(tab, "^Données de référence$")
    press(tab, "^Municipalités et autres territoires")
    go_to(tab, "^q$")  # that of every page
    go_to(tab, "^q$")
    tab.keyboard.type("st-jerome")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    press(tab, "^Saint-Jérôme$")
    expect(tab.locator("h1")).to_have_text("Saint-Jérôme")
    assert tab.url.endswith(f"/reference/municipalites/{TOWN}")
    expect(tab.locator("figure svg")).to_have_count(2)
    press(tab, f"^{MRC}$")
    expect(tab.locator("h1")).to_have_text("La Rivière-du-Nord")
    expect(tab.locator(".dq-reference__referring")).to_contain_text("Saint-Jérôme")


@pytest.mark.parametrize("form", MEDIA)
def test_machines_get_an_entity_in_the_form_that_they_ask_for(portal: Portal, form: str) -> None:
    address = f"{portal.address}/reference/mrc/{MRC}"
    asked = portal.client.get(address, headers={"Accept": MEDIA[form]})
    assert asked.headers["content-type"].startswith(MEDIA[form])
    assert "accept" in asked.headers["vary"].lower()
    assert asked.text == portal.client.get(f"{address}.{form}").text
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "La Rivière-du-Nord" in asked.text


def test_a_code_that_is_gone_says_so_and_what_seems_to_follow_it(portal: Portal) -> None:
    answer = portal.client.get(f"{portal.address}/reference/municipalites/{GONE}")
    assert answer.status_code == 410
    assert "Succession déduite, à confirmer" in answer.text
    assert "80087" in answer.text


def reconcile(portal: Portal, *names: str) -> list[dict]:
    """Return the best candidate of each name, as OpenRefine asks for it."""
    queries = {f"q{rank}": {"query": name, "limit": 3} for rank, name in enumerate(names)}
    address = f"{portal.address}/reference/municipalites/reconciliation"
    answer = portal.client.post(address, data={"queries": json.dumps(queries)})
    assert answer.is_success, answer.text
    return [answer.json()[key]["result"][0] for key in queries]


def test_openrefine_finds_one_town_by_any_of_its_names(portal: Portal) -> None:
    found = reconcile(portal, "St-Jerome", "Ville de Saint-Jérôme", TOWN, f"24{TOWN}")
    assert [item["id"] for item in found] == [TOWN] * 4
    assert all(item["match"] for item in found)
    assert [item["match"] for item in reconcile(portal, "Hampstead", "Plessisville")] == [
        True,
        True,
    ]


def test_openrefine_is_told_of_the_service_and_refused_what_is_too_much(portal: Portal) -> None:
    address = f"{portal.address}/reference/municipalites/reconciliation"
    manifest = portal.client.get(address, headers={"Origin": "http://127.0.0.1:3333"})
    assert manifest.json()["versions"] == ["0.2"]
    assert manifest.headers["access-control-allow-origin"] == "*"
    many = {f"q{rank}": {"query": "Laval"} for rank in range(101)}
    refused = portal.client.post(address, data={"queries": json.dumps(many)})
    assert refused.status_code == 413


def test_a_file_of_names_is_matched_from_a_terminal(donneesqc: Terminal, tmp_path: Path) -> None:
    (tmp_path / "villes.csv").write_text("ville\nSt-Jerome\nHébertville\nNulle-Part\n", "utf-8")
    said = donneesqc(
        "apparier", "villes.csv", "--colonne", "ville", "--avec", "municipalites",
        "--sortie", "sortie.csv",
    )  # fmt: skip
    assert said.code == 1
    assert TOWN in (tmp_path / "sortie.csv").read_text("utf-8")
    assert "Nulle-Part" in (tmp_path / "sortie-a-revoir.csv").read_text("utf-8")


def put_to_the_tests(pipeline: Portal, name: str) -> dict:
    """Have the portal put a set to the tests; return what they answered."""
    before = pipeline.call("donneesqc_certification_run", {"name": name})["tested"]

    def told() -> dict | None:
        known = pipeline.call("donneesqc_certification_show", {"name": name})
        return known if known["tested"] != before else None

    return until(told, 120)


def failed(told: dict) -> set[str]:
    """Return the tests that a set failed."""
    return {item["code"] for item in told["results"] if item["passed"] is False}


@pytest.mark.parametrize("name", SETS)
def test_our_sets_pass_every_test_from_their_public_addresses(pipeline: Portal, name: str) -> None:
    assert failed(put_to_the_tests(pipeline, name)) == set()


def probed_for_a_day(pipeline: Portal, name: str) -> None:
    """Write down that a set answered for a day."""
    now = datetime.now(UTC)
    for slot, kind in product(range(SLOTS), ("files", "api")):
        at = (now - slot * SLOT).isoformat()
        said = {"name": name, "kind": kind, "at": at, "answered": True}
        pipeline.call("donneesqc_probe_record", said)


def act(editors_tab: Tab, name: str, state: str, why: str) -> None:
    """Move a set to a state from its page."""
    editors_tab.goto(f"/reference/{name}/certification")
    editors_tab.select_option("#act-state", state)
    editors_tab.fill("#act-reason", why)
    editors_tab.get_by_role("button", name="Changer l’état").click()


def certify(pipeline: Portal, editors_tab: Tab, name: str) -> None:
    """Have a set probed, tested, submitted and certified."""
    probed_for_a_day(pipeline, name)
    put_to_the_tests(pipeline, name)
    for state, why in (("soumis", "Prêt à être examiné."), ("certifie", "Tous les tests passent.")):
        act(editors_tab, name, state, why)
        expect(editors_tab.locator(".dq-reference__log")).to_contain_text(why)
    expect(editors_tab.locator(".dq-reference__state")).to_have_text("certifié")


def test_a_set_is_certified_by_its_page_and_its_certificate_is_checked_offline(
    pipeline: Portal,
    portal: Portal,
    editors_tab: Tab,
    donneesqc: Terminal,
    tmp_path: Path,
) -> None:
    certify(pipeline, editors_tab, "regions-administratives")
    certify(pipeline, editors_tab, "mrc")
    badge = portal.client.get(f"{portal.address}/reference/mrc/insigne.svg")
    assert "certifié" in badge.text
    place = f"{portal.address}/reference/mrc/certificat"
    (tmp_path / "certificat.jsonld").write_bytes(portal.client.get(place).content)
    key = portal.client.get(f"{portal.address}/certification/cle.pem").content
    (tmp_path / "cle.pem").write_bytes(key)
    words = ("certificat", "verifier", "certificat.jsonld", "--cle", "cle.pem")
    assert donneesqc(*words).code == 0
    text = (tmp_path / "certificat.jsonld").read_text("utf-8")
    (tmp_path / "certificat.jsonld").write_text(text.replace("certifie", "suspendu"), "utf-8")
    assert donneesqc(*words).code == 1
    editors_tab.goto("/dataset/?certification=certifie-demonstration")
    expect(editors_tab.locator(".dataset-item")).to_have_count(2)
    expect(editors_tab.locator(".dq-facet").filter(has_text="Certification")).to_contain_text(
        "certifié (démonstration)"
    )


def test_a_set_is_not_certified_before_those_that_it_refers_to(
    pipeline: Portal, editors_tab: Tab
) -> None:
    probed_for_a_day(pipeline, "programmes-budgetaires")
    put_to_the_tests(pipeline, "programmes-budgetaires")
    act(editors_tab, "programmes-budgetaires", "soumis", "Prêt à être examiné.")
    act(editors_tab, "programmes-budgetaires", "certifie", "Trop tôt.")
    expect(editors_tab.get_by_role("alert")).to_contain_text("Les renvois mènent quelque part")
    act(editors_tab, "programmes-budgetaires", "brouillon", "À reprendre plus tard.")
    expect(editors_tab.locator(".dq-reference__state")).to_have_text("brouillon")


def test_a_certified_set_is_not_taken_away(pipeline: Portal) -> None:
    """What the test above certified."""
    for action, said in (
        ("package_delete", {"id": "mrc"}),
        ("package_patch", {"id": "mrc", "private": True}),
    ):
        assert pipeline.post(action, said).status_code in (403, 409)
    assert pipeline.dataset("mrc")["state"] == "active"


@contextmanager
def swapped(path: Path) -> Iterator[None]:
    """Have a file changed on the disk by one octet, its size and time as they were."""
    content, times = path.read_bytes(), path.stat()
    changed = content.replace(b"Laurentides", b"Laurentidex", 1)
    assert (len(changed), changed != content) == (len(content), True)
    path.write_bytes(changed)
    try:
        yield
    finally:
        path.write_bytes(content)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_a_file_changed_by_one_octet_on_the_disk_is_seen_and_told_first(
    pipeline: Portal, portal: Portal, settings: Settings, tab: Tab
) -> None:
    table = portal.resource("regions-administratives", "original")["id"]
    path = settings.var / "ckan" / "resources" / table[:3] / table[3:6] / table[6:]
    with swapped(path):
        told = put_to_the_tests(pipeline, "regions-administratives")
        tab.goto("/reference/regions-administratives/certification")
        first = tab.locator(".dq-reference__correct li").first
        expect(first).to_contain_text("Les fichiers sont ceux qui ont été diffusés")
    assert failed(told) == {"files-unchanged"}
    assert failed(put_to_the_tests(pipeline, "regions-administratives")) == set()


def test_anybody_certifies_from_a_terminal_what_the_portal_says(donneesqc: Terminal) -> None:
    said = donneesqc("certifier", "regions-administratives", "--simuler")
    assert said.code == 0, said.text
    assert "✗" not in said.text


def test_the_nights_and_the_probes_of_airflow_reach_the_portal(
    airflow: Airflow, portal: Portal
) -> None:
    before = portal.call("donneesqc_certification_show", {"name": "mrc"})
    assert airflow.run("probes") == "success"
    assert airflow.run("certification") == "success"
    after = portal.call("donneesqc_certification_show", {"name": "mrc"})
    assert after["tested"] > before["tested"]
    assert after["uptimes"]["files"]["known"] >= 1
    assert after["availability"]["api"]["24h"] == 100  # noqa: PLR2004 - percent


@contextmanager
def without_portal(settings: Settings) -> Iterator[None]:
    """Stop CKAN, then start it again and wait for it."""
    manager = Supervisor(settings, credentials.load(settings))
    manager.api.stopProcess("ckan")
    try:
        yield
    finally:
        manager.api.startProcess("ckan")
        place = f"{settings.portal}/api/3/action/status_show"
        until(lambda: httpx.get(place, timeout=60).is_success or None, 120)


def test_a_portal_that_was_down_is_told_so_once_it_is_back(
    airflow: Airflow, portal: Portal, settings: Settings
) -> None:
    assert airflow.run("probes") == "success"
    with without_portal(settings):
        begun = datetime.now(UTC)
        assert airflow.run("probes") == "failed"  # the operator sees red, and nothing is lost
    assert airflow.run("probes") == "success"
    told = portal.call("donneesqc_certification_show", {"name": "fonds-speciaux"})
    for kind in ("files", "api"):
        starts = [datetime.fromisoformat(item["start"]) for item in told["incidents"][kind]]
        assert any(begun - SLOT <= start <= begun + SLOT for start in starts)


def test_anybody_can_check_that_the_public_log_is_a_chain(portal: Portal) -> None:
    lines = portal.call("donneesqc_certification_log", {"limit": 1000})["lines"]
    told = [
        ({key: item for key, item in line.items() if key not in OF_CHAIN}, line)
        for line in reversed(lines)
    ]
    assert broken((entry, line["previous"], line["hash"]) for entry, line in told) is None
    entry, line = told[-1]
    forged = {**entry, "at": "2020-01-01T00:00:00+00:00"}
    assert link(line["previous"], forged) != line["hash"] == link(line["previous"], entry)


def test_other_methods_and_forms_of_other_sites_are_refused(portal: Portal) -> None:
    address = f"{portal.address}/reference/mrc/certification"
    with httpx.Client() as stranger:
        assert stranger.post(address, data={"acte": "tester"}).status_code in (400, 403)
        assert stranger.delete(address).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["/dataset/mrc/reference", "/reference/municipalites/certification"]
)
def test_pages_of_those_who_act_keep_the_rules(
    editor: BrowserContext, path: str, language: str
) -> None:
    found = visit(editor, path, language)
    assert found.status == 200  # noqa: PLR2004
    assert (found.barriers, found.overflow, found.complaints) == ((), (), ())
