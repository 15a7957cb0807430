"""Less motion for those who ask; nothing lost in a small room; numbers as people write them."""

from collections.abc import Iterator

import pytest
from embedded.settings import Settings
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from tests.journeys.conftest import open_context
from tests.journeys.deposited import wait_until
from tests.journeys.maps.atlas import BY_MUNICIPALITY, Atlas
from tests.journeys.maps.page import MapPage, open_map
from tests.journeys.maps.seeing import cut_off, steps_of_motion, watch_motion
from tests.journeys.maps.tables import STATION_FIELDS, STATIONS, Tables
from tests.journeys.visits import OVERFLOW

BOUNDARIES, TILES = "limadmin_2018.geojson", "lieux-interet.geojson"
SCREENS = {
    "twice the size": ({"width": 640, "height": 480}, 2),
    "320 pixels": ({"width": 320, "height": 640}, 1),
}
PANELS = ("Affichage", "Filtres", "Télécharger", "Partager")


@pytest.fixture(params=SCREENS)
def narrow(request: pytest.FixtureRequest, browser: Browser, settings: Settings) -> Iterator[Tab]:
    """Open a tab in a small room."""
    room, factor = SCREENS[request.param]
    with open_context(browser, settings, viewport=room, device_scale_factor=factor) as context:
        yield context.new_page()


@pytest.mark.parametrize("file", [BOUNDARIES, TILES, BY_MUNICIPALITY])
def test_nothing_is_cut_off_in_a_small_room(narrow: Tab, atlas: Atlas, file: str) -> None:
    shown = open_map(narrow, atlas.page(file))
    for panel in PANELS:
        shown.tool(panel)
        assert narrow.evaluate(OVERFLOW) == [], panel
        assert cut_off(narrow) == [], panel
    shown.rows.first.get_by_role("button").click()
    expect(shown.title).to_be_focused()
    expect(shown.title).to_be_in_viewport()
    assert narrow.evaluate(OVERFLOW) == []
    assert cut_off(narrow) == []


def test_a_civic_number_is_written_as_on_a_door(tab: Tab, tables: Tables) -> None:
    _, title = STATION_FIELDS["NO_CIV_LIE"]
    assert "4139" in open_map(tab, tables.alone(STATIONS)).column_of(title)


@pytest.mark.parametrize(("motion", "flies"), [("reduce", False), ("no-preference", True)])
def test_a_place_is_flown_to_only_by_those_who_may_like_it(
    tab: Tab, atlas: Atlas, motion: str, flies: bool
) -> None:
    tab.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    shown = open_map(tab, atlas.alone(TILES))
    for go in (_search, _zoom, _choose):
        before = shown.place
        watch_motion(tab)
        go(shown)
        wait_until(lambda before=before: shown.place != before)
        assert (steps_of_motion(tab) > 1) is flies, go.__name__


def _search(shown: MapPage) -> None:
    field = shown.tab.get_by_role("combobox", name="Aller à un lieu")
    field.fill("Gaspé")
    field.press("Enter")


def _zoom(shown: MapPage) -> None:
    shown.canvas.focus()
    shown.tab.keyboard.press("-")


def _choose(shown: MapPage) -> None:
    shown.rows.first.get_by_role("button").click()
