"""Every real file is a map on its page: drawn, counted in words, at both widths."""

from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.journeys.deposited import wait_until
from tests.journeys.maps.atlas import (
    BY_MUNICIPALITY,
    BY_REGION,
    LAYERS,
    NO_GEOGRAPHY,
    SHAPELESS,
    Atlas,
)
from tests.journeys.maps.page import NONE, MapPage, in_french, open_map
from tests.journeys.maps.seeing import pixels
from tests.journeys.stack import Portal
from tests.journeys.visits import DESK, OVERFLOW, PHONE

WIDTHS = {"1280": DESK, "360": PHONE}
# A map's first layer is blue; polygons let the background be seen through.
BLUE = {"point": "#1472bf", "line": "#1472bf", "polygon": "#bad4e7"}
NEARLY, DOT = 20, 20  # of 255; pixels of the smallest thing drawn


@pytest.mark.parametrize("file", LAYERS)
def test_a_real_file_is_drawn_and_counted(
    tab: Tab, atlas: Atlas, portal: Portal, screenshots: Path, file: str
) -> None:
    features = LAYERS[file]
    (layer,) = atlas.state(portal, file)["layers"]
    assert (layer["features"], layer["drawn"]) == (features, features)
    for width, size in WIDTHS.items():
        tab.set_viewport_size(size)  # type: ignore[arg-type]
        shown = open_map(tab, atlas.page(file))
        expect(shown.part("summary")).to_contain_text(f"{in_french(features)}\u00a0")
        expect(shown.caption).to_contain_text(f"sur {in_french(features)}")
        wait_until(partial(_is_drawn, shown, layer["geometry"]))
        assert tab.evaluate(OVERFLOW) == []
        tab.screenshot(path=screenshots / f"{file}-{width}.png", full_page=True)


def _is_drawn(shown: MapPage, geometry: str) -> bool:
    return pixels(shown.canvas, BLUE[geometry], NEARLY) > DOT


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SHAPELESS, "Il manque le fichier principal de la couche"),
        (NO_GEOGRAPHY, "Le fichier ne décrit pas de lieux"),
    ],
)
def test_a_real_file_that_is_no_map_says_why_and_what_to_do(
    tab: Tab, atlas: Atlas, screenshots: Path, file: str, said: str
) -> None:
    for width, size in WIDTHS.items():
        tab.set_viewport_size(size)  # type: ignore[arg-type]
        tab.goto(atlas.page(file))
        none = tab.locator(NONE)
        expect(none).to_contain_text(said)
        expect(none).to_contain_text("Que faire?")
        assert tab.evaluate(OVERFLOW) == []
        tab.screenshot(path=screenshots / f"{file}-{width}.png", full_page=True)


def test_a_table_of_health_regions_is_not_shown_on_other_regions(
    tab: Tab, atlas: Atlas, portal: Portal
) -> None:
    assert atlas.state(portal, BY_REGION)["reason"]["code"] == "geo-territory-health"
    tab.goto(atlas.page(BY_REGION))
    expect(tab.locator("[data-dq-map]")).to_have_count(0)
    tab.goto(atlas.alone(BY_REGION))
    expect(tab.locator(NONE)).to_contain_text("régions sociosanitaires")


def test_a_real_table_is_a_choropleth(tab: Tab, atlas: Atlas, screenshots: Path) -> None:
    for width, size in WIDTHS.items():
        tab.set_viewport_size(size)  # type: ignore[arg-type]
        shown = open_map(tab, atlas.page(BY_MUNICIPALITY))
        expect(shown.key).to_contain_text("mpopul, somme par MRC")
        tab.screenshot(path=screenshots / f"{BY_MUNICIPALITY}-{width}.png", full_page=True)
