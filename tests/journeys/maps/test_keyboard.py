"""Everything that a map offers is done with the keyboard alone: no mouse is moved here."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.journeys.deposited import wait_until
from tests.journeys.keyboard import Tour, go_to, tab_through
from tests.journeys.maps.atlas import Atlas
from tests.journeys.maps.page import MapPage, open_map
from tests.journeys.maps.seeing import pixels
from tests.journeys.maps.tables import STATION_FIELDS, STATIONS, Tables

QUARTERS, MARK = "vdq-quartier.geojson", "#ffd84d"  # the yellow around what is chosen
QUEBEC = "#carte=11.00/46.85000/-71.30000"
MAP = "^Carte interactive$"


@pytest.fixture
def stations(tab: Tab, tables: Tables) -> MapPage:
    """Open the map of the stations, alone."""
    return open_map(tab, tables.alone(STATIONS))


def test_every_control_is_reached_in_turn_and_seen(stations: MapPage) -> None:
    assert tab_through(stations.tab) == Tour((), (), ())


@pytest.mark.parametrize("panel", ["Affichage", "Filtres", "Télécharger", "Partager"])
def test_every_control_of_a_tab_is_reached_by_arrows_then_tab(
    stations: MapPage, panel: str
) -> None:
    keys = stations.tab.keyboard
    go_to(stations.tab, "^Affichage$")
    while stations.tab.get_by_role("tab", selected=True).inner_text() != panel:
        keys.press("ArrowRight")
    shown = stations.tab.get_by_role("tabpanel", name=panel)
    expect(shown).to_be_visible()
    controls = shown.locator("input:visible, select, textarea, a, button").count()
    for _ in range(controls):
        keys.press("Tab")
        assert shown.locator(":focus").count() == 1
    keys.press("Tab")
    assert shown.locator(":focus").count() == 0, "the focus goes on"


def test_arrows_move_the_map_and_signs_change_its_scale(stations: MapPage) -> None:
    go_to(stations.tab, MAP)
    expect(stations.part("hint")).to_be_visible()
    _, latitude, longitude = _after(stations, "ArrowRight")
    assert _after(stations, "ArrowRight")[2] > longitude
    assert _after(stations, "ArrowUp")[1] > latitude
    zoom = stations.place[0]
    assert _after(stations, "+")[0] > zoom
    assert _after(stations, "-")[0] == pytest.approx(zoom, abs=0.01)


def test_enter_chooses_what_is_in_the_middle_and_escape_gives_the_focus_back(
    tab: Tab, atlas: Atlas
) -> None:
    shown = open_map(tab, atlas.alone(QUARTERS) + QUEBEC)
    go_to(tab, MAP)
    tab.keyboard.press("Enter")
    expect(shown.title).to_be_focused()
    wait_until(lambda: pixels(shown.canvas, MARK) > 50)
    marked = tab.locator(".dq-map__table tr[aria-current=true]")
    expect(marked).to_contain_text(shown.title.inner_text())
    tab.keyboard.press("Escape")
    expect(shown.canvas).to_be_focused()
    expect(shown.feature).to_be_hidden()
    wait_until(lambda: pixels(shown.canvas, MARK) == 0)


def test_enter_on_nothing_says_so(tab: Tab, atlas: Atlas) -> None:
    shown = open_map(tab, f"{atlas.alone(QUARTERS)}#carte=11.00/48.00000/-68.00000")
    go_to(tab, MAP)
    tab.keyboard.press("Enter")
    expect(shown.said).to_have_text("Il n’y a rien ici.")
    expect(shown.feature).to_be_hidden()


def test_a_row_is_found_by_sorting_and_turning_the_page_then_shown_on_the_map(
    stations: MapPage,
) -> None:
    tab, keys = stations.tab, stations.tab.keyboard
    go_to(tab, "^Nom du poste$")
    keys.press("Enter")
    expect(stations.said).to_contain_text("Trié selon Nom du poste, en ordre croissant.")
    expect(tab.get_by_role("columnheader", name="Nom du poste")).to_have_attribute(
        "aria-sort", "ascending"
    )
    names = stations.column_of("Nom du poste")
    assert names == sorted(names)
    assert tab.evaluate("document.activeElement.className") == "dq-map__sort"
    go_to(tab, "^Suivante$")
    keys.press("Enter")
    expect(stations.caption).to_have_text("entités 26 à 28 sur 28")
    expect(stations.said).to_contain_text("entités 26 à 28 sur 28")
    expect(tab.get_by_role("button", name="Précédente")).to_be_focused()
    keys.press("Shift+Tab")
    while not stations.rows.last.locator(":focus").count():
        keys.press("Shift+Tab")
    name = stations.column_of("Nom du poste")[-1]
    keys.press("Enter")
    expect(stations.title).to_be_focused()
    expect(stations.feature).to_contain_text(name)
    expect(stations.rows.last).to_have_attribute("aria-current", "true")
    wait_until(lambda: pixels(stations.canvas, MARK) > 50)
    keys.press("Escape")
    expect(stations.rows.last.get_by_role("button")).to_be_focused()


def test_attributes_have_the_labels_of_the_dictionary(stations: MapPage) -> None:
    go_to(stations.tab, r"^\d+, .+, montrer sur la carte$")
    stations.tab.keyboard.press("Enter")
    expect(stations.title).to_be_focused()
    labels = stations.feature.locator("dt").all_inner_texts()
    assert labels == [title for _, title in STATION_FIELDS.values()]


def test_a_place_is_gone_to_by_typing_and_arrows(stations: MapPage) -> None:
    tab, keys = stations.tab, stations.tab.keyboard
    field = tab.get_by_role("combobox", name="Aller à un lieu")
    while not tab.evaluate("node => node === document.activeElement", field.element_handle()):
        keys.press("Tab")
    keys.type("rimouski")
    expect(stations.said).to_contain_text("flèches pour choisir")
    keys.press("ArrowDown")
    option = tab.get_by_role("listbox").get_by_role("option", selected=True)
    expect(option).to_contain_text("Rimouski")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "-")
    keys.press("Enter")
    expect(stations.said).to_contain_text("La carte montre Rimouski")
    wait_until(lambda: bool(stations.place) and abs(stations.place[1] - 48.4) < 0.3)
    assert stations.place[2] == pytest.approx(-68.5, abs=0.3)


def test_filter_colour_and_download_by_keyboard(stations: MapPage) -> None:
    tab, keys = stations.tab, stations.tab.keyboard
    go_to(tab, "^Affichage$")
    keys.press("Tab")
    keys.type("Secteur")  # a list of choices goes to what is typed
    expect(stations.key).to_have_text("Secteur")
    _back_to(tab, "Affichage")
    keys.press("ArrowRight")
    keys.press("Tab")
    keys.type("Secteur")
    keys.press("Tab")
    keys.press("Space")
    kept = tab.evaluate("document.activeElement.value")
    go_to(tab, "^Filtrer$")
    keys.press("Enter")
    expect(tab.get_by_role("group", name="Filtres actifs")).to_contain_text(
        f"Secteur\u00a0: {kept}"
    )
    expect(stations.said).to_contain_text(re.compile(r"sur \d+$"))
    wait_until(lambda: {*stations.column_of("Secteur")} == {kept})
    _back_to(tab, "Filtres")
    keys.press("ArrowRight")
    go_to(tab, "^Télécharger$")
    with tab.expect_download() as started:
        keys.press("Enter")
    assert started.value.suggested_filename.endswith(".geojson")


def _after(shown: MapPage, key: str) -> tuple[float, ...]:
    """Press a key; return where the map is once it has moved."""
    before = shown.place
    shown.tab.keyboard.press(key)
    wait_until(lambda: shown.place != before)
    return shown.place


def _back_to(tab: Tab, title: str) -> None:
    """Go back to a tab with Shift and Tab."""
    focused: Callable[[], str] = lambda: tab.evaluate("document.activeElement.textContent.trim()")  # noqa: E731
    while not focused().startswith(title):
        tab.keyboard.press("Shift+Tab")
