"""A live service of images is seen, explained and asked, by nginx and what asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from embedded.settings import Settings
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.journeys.datasets import create_dataset
from tests.journeys.deposited import wait_until
from tests.journeys.maps.abroad import serve_images
from tests.journeys.maps.atlas import link
from tests.journeys.maps.page import open_map
from tests.journeys.maps.seeing import pixels
from tests.journeys.stack import Portal
from tests.journeys.visits import DESK, PHONE, run_axe

BLUE, MANY = "#1472bf", 10_000  # pixels


@pytest.fixture(scope="module")
def service(pipeline: Portal, settings: Settings) -> Iterator[str]:
    """Give the page of a live service, whose map is made."""
    name = create_dataset(pipeline, "service")
    resource = link(pipeline, name, serve_images(settings), "WMS")
    page = f"/dataset/{name}/resource/{resource}"

    def state() -> dict:
        return pipeline.client.get(f"{pipeline.address}{page}/carte/etat.json").json()

    wait_until(lambda: state()["state"] != "waiting")
    assert state()["state"] == "ready", state()
    yield page
    pipeline.call("package_delete", {"id": name})


def test_its_images_and_their_legend_are_seen(tab: Tab, service: str, screenshots: Path) -> None:
    tab.set_viewport_size(DESK)
    shown = open_map(tab, service)
    expect(shown.part("summary")).to_contain_text("2 couches d’images")
    assert pixels(shown.canvas, BLUE) > MANY
    legend = tab.get_by_role("img", name="Légende de la couche Ponts")
    expect(legend).to_be_visible()
    assert legend.evaluate("image => image.naturalWidth") == 20
    panel = shown.tool("Affichage")
    panel.get_by_label("Ponts", exact=True).uncheck()
    expect(legend).to_have_count(0)
    wait_until(lambda: pixels(shown.canvas, BLUE) == 0)
    panel.get_by_label("Piles de ponts").check()
    expect(shown.part("drawn")).to_contain_text("Rapprochez la carte pour voir")
    tab.screenshot(path=screenshots / "service-1280.png", full_page=True)


def test_a_place_is_asked_about_without_a_mouse(tab: Tab, service: str) -> None:
    shown = open_map(tab, f"{service}#carte=8/46.3/-72.5")
    shown.canvas.focus()
    tab.keyboard.press("Enter")
    expect(shown.feature).to_contain_text("Pont fictif")
    expect(shown.feature).to_contain_text("335")
    expect(shown.title).to_be_focused()
    expect(shown.said).to_contain_text("Pont fictif")
    tab.keyboard.press("Escape")
    expect(shown.feature).to_be_hidden()
    expect(shown.canvas).to_be_focused()


def test_a_link_shows_the_same_layers(tab: Tab, service: str) -> None:
    shown = open_map(tab, service)
    panel = shown.tool("Affichage")
    panel.get_by_label("Ponts", exact=True).uncheck()
    panel.get_by_label("Piles de ponts").check()
    address = tab.evaluate("location.href")
    tab.goto("about:blank")
    shown = open_map(tab, address)
    panel = shown.tool("Affichage")
    expect(panel.get_by_label("Ponts", exact=True)).not_to_be_checked()
    expect(panel.get_by_label("Piles de ponts")).to_be_checked()


@pytest.mark.parametrize("width", ["1280", "360"])
@pytest.mark.parametrize("start", ["", "/en"])
def test_axe_finds_no_barrier(
    tab: Tab, service: str, screenshots: Path, width: str, start: str
) -> None:
    tab.set_viewport_size(DESK if width == "1280" else PHONE)
    shown = open_map(tab, f"{start}{service}#carte=8/46.3/-72.5")
    shown.canvas.focus()
    tab.keyboard.press("Enter")
    expect(shown.feature).to_contain_text("335")
    assert run_axe(tab) == []
    tab.screenshot(path=screenshots / f"service-{start[1:] or 'fr'}-{width}.png", full_page=True)


def test_the_portal_gives_nothing_else_of_the_site(
    tab: Tab, service: str, pipeline: Portal
) -> None:
    state = pipeline.client.get(f"{pipeline.address}{service}/carte/etat.json").json()
    base = state["layers"][0]["legend"].removesuffix("legende")
    client, address = pipeline.client, pipeline.address
    image = client.get(f"{address}{base}tuile/7/37/45")
    assert (image.status_code, image.headers["content-type"]) == (200, "image/png")
    assert image.headers["x-content-type-options"] == "nosniff"
    assert "max-age=3600" in image.headers["cache-control"]
    for asked in ("tuile/7/1000/45", "tuile/25/0/0", "..%2F..%2Flegende", "secrets"):
        refused = client.get(f"{address}{base}{asked}")
        assert refused.status_code == 404, asked
        caching = refused.headers["cache-control"]
        assert "no-store" in caching or "max-age" not in caching, asked
    assert client.get(f"{address}/_services/fond/1/0/0").status_code == 404
