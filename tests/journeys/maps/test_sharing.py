"""What a reader sees is in the address: others see it too, and the Back button undoes."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from embedded.settings import Settings
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from tests.journeys.conftest import open_context
from tests.journeys.deposited import wait_until
from tests.journeys.maps.atlas import Atlas
from tests.journeys.maps.page import IDLE, MapPage, keep, open_map
from tests.journeys.visits import complaints_of

BOUNDARIES, MURALS = "limadmin_2018.geojson", "murals.geojson"
CITY = "Arrondissement"


@pytest.fixture
def made(tab: Tab, atlas: Atlas) -> MapPage:
    """Make a map of one's own: filtered, coloured, sorted, a feature chosen, moved."""
    shown = open_map(tab, atlas.page(BOUNDARIES))
    keep(shown, "TYPE", CITY)
    shown.colour_by("AIRE")
    panel = shown.tool("Affichage")
    panel.get_by_label("Nombre de classes").select_option("3")
    expect(shown.classes).to_have_count(3)
    tab.get_by_role("button", name="NOM", exact=True).click()
    expect(shown.said).to_contain_text("Trié selon NOM")
    shown.rows.first.get_by_role("button").click()
    expect(shown.title).to_be_visible()
    shown.nearer()
    return shown


def test_the_link_shows_the_same_map_to_somebody_else(
    made: MapPage, browser: Browser, settings: Settings
) -> None:
    panel = made.tool("Partager")
    link = panel.get_by_label("Lien vers cette carte")
    wait_until(lambda: link.input_value() == made.tab.url)
    panel.get_by_role("button", name="Copier le lien").click()
    expect(panel.get_by_text("Lien copié")).to_be_visible()
    copied = made.tab.evaluate("navigator.clipboard.readText()")
    assert copied == link.input_value()
    with open_context(browser, settings) as context:
        theirs = open_map(context.new_page(), copied)
        expect(theirs.part("chip")).to_contain_text(f"TYPE\u00a0: {CITY}")
        expect(theirs.classes).to_have_text(made.classes.all_text_contents())
        expect(theirs.rows).to_have_text(made.rows.all_text_contents())
        expect(theirs.title).to_have_text(made.title.inner_text())
        expect(theirs.feature).to_be_visible()
        wait_until(lambda: theirs.place == made.place)
        assert theirs.place == made.place


def test_the_back_button_undoes_a_choice_at_a_time(tab: Tab, atlas: Atlas) -> None:
    shown = open_map(tab, atlas.page(BOUNDARIES))
    everything = shown.caption.text_content() or ""
    shown.colour_by("AIRE")
    keep(shown, "TYPE", CITY)
    expect(shown.caption).not_to_have_text(everything)
    tab.go_back()
    expect(shown.part("chip")).to_have_count(0)
    expect(shown.caption).to_have_text(everything)
    expect(shown.classes).to_have_count(5)
    tab.go_back()
    expect(shown.classes).to_have_count(0)
    tab.go_forward()
    expect(shown.classes).to_have_count(5)
    tab.go_back()
    tab.go_back()
    expect(tab).not_to_have_url(re.compile("/resource/"))


def test_a_map_is_shown_inside_a_page_of_another_site(
    made: MapPage, browser: Browser, settings: Settings, tmp_path: Path
) -> None:
    code = made.tool("Partager").get_by_label("Intégrer dans une page")
    wait_until(lambda: "entite=" in code.input_value())
    page = f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,>{code.input_value()}"
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    with _site(tmp_path) as elsewhere, open_context(browser, settings) as context:
        assert not settings.portal.startswith(elsewhere)
        tab = context.new_page()
        complaints = complaints_of(tab)
        tab.goto(elsewhere)
        inside = tab.frame_locator("iframe")
        expect(inside.locator(IDLE)).to_be_attached()
        expect(inside.locator(".dq-map__chip")).to_contain_text(CITY)
        expect(inside.locator(".dq-map__classes li")).to_have_count(3)
        expect(inside.locator(".dq-map__feature-title")).to_have_text(made.title.inner_text())
        assert complaints == []


@contextmanager
def _site(folder: Path) -> Iterator[str]:
    """Serve a folder as another site does."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_the_map_alone_may_be_framed_and_the_portal_may_not(tab: Tab, atlas: Atlas) -> None:
    alone, page = tab.goto(atlas.alone(MURALS)), tab.goto(atlas.page(MURALS))
    assert alone is not None
    assert page is not None
    assert "frame-ancestors *" in alone.headers["content-security-policy"]
    assert "x-frame-options" not in alone.headers
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]


def test_going_from_a_map_to_another_brings_nothing_along(made: MapPage, atlas: Atlas) -> None:
    tab = made.tab
    tab.get_by_role("link", name=MURALS, exact=True).click()
    tab.wait_for_url(f"**{atlas.page(MURALS)}")
    expect(tab.locator(IDLE)).to_be_attached()
    other = MapPage(tab)
    expect(other.caption).to_contain_text("sur 174")
    expect(other.part("chip")).to_have_count(0)
    expect(other.classes).to_have_count(0)
    expect(other.feature).to_be_hidden()
    assert CITY not in tab.url
    tab.go_back()
    expect(tab.locator(IDLE)).to_be_attached()
    expect(made.part("chip")).to_contain_text(CITY)
    expect(made.classes).to_have_count(3)


def test_an_address_that_makes_no_sense_opens_the_map_all_the_same(tab: Tab, atlas: Atlas) -> None:
    strange = "carte=a/b/c&filtres=[{&couleur=absente&entite=layer-9:1&tri=-&active=x"
    shown = open_map(tab, f"{atlas.page(MURALS)}#{strange}")
    expect(shown.caption).to_contain_text("sur 174")
    expect(shown.part("trouble")).to_be_hidden()
