"""Several layers of one file, or of one service: each is seen, hidden, listed and told apart."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from embedded.settings import Settings
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pyogrio.raw import write

from tests.journeys.datasets import create_dataset
from tests.journeys.deposited import wait_until
from tests.journeys.maps.abroad import serve_features
from tests.journeys.maps.atlas import geojson, link, send
from tests.journeys.maps.page import MapPage, open_map
from tests.journeys.maps.seeing import pixels
from tests.journeys.stack import Portal
from tests.journeys.visits import DESK, PHONE, run_axe

PLACES = [(-73.6, 45.5), (-73.5, 45.6), (-73.4, 45.55)]
LOTS = [(-73.65, 45.45, -73.45, 45.5), (-73.4, 45.62, -73.3, 45.7)]
FIRST, SECOND = "#1472bf", "#b3541e"  # hues of the layers, in their order
KINDS = ("file", "service")


@pytest.fixture(scope="module")
def pages(
    pipeline: Portal, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Give the pages of the same two layers: in a GeoPackage, and on a service of features."""
    name = create_dataset(pipeline, "couches")
    service = serve_features(settings, {"Ponts": ("Ponts", _bridges()), "Lots": ("Lots", _lots())})
    resources = {
        "file": send(pipeline, name, "essai.gpkg", _geopackage(tmp_path_factory.mktemp("couches"))),
        "service": link(pipeline, name, service, "WFS"),
    }
    found = {kind: f"/dataset/{name}/resource/{id_}" for kind, id_ in resources.items()}
    for page in found.values():
        wait_until(lambda page=page: _state(pipeline, page) != "waiting")
        assert _state(pipeline, page) == "ready", page
    yield found
    pipeline.call("package_delete", {"id": name})


@pytest.fixture(params=KINDS)
def shown(tab: Tab, pages: dict[str, str], request: pytest.FixtureRequest) -> MapPage:
    """Open the map of both layers."""
    tab.set_viewport_size(DESK)
    return open_map(tab, pages[request.param])


def test_each_layer_is_drawn_in_its_hue_until_it_is_hidden(shown: MapPage) -> None:
    assert pixels(shown.canvas, FIRST)
    lots = pixels(shown.canvas, SECOND, 20)
    assert lots
    panel = shown.tool("Affichage")
    panel.get_by_role("checkbox", name="Lots (2)").uncheck()
    wait_until(lambda: pixels(shown.canvas, SECOND, 20) == 0)
    assert pixels(shown.canvas, FIRST)
    panel.get_by_role("checkbox", name="Lots (2)").check()
    wait_until(lambda: pixels(shown.canvas, SECOND, 20) == lots)


def test_the_table_is_of_the_layer_that_is_chosen(shown: MapPage) -> None:
    expect(shown.caption).to_have_text("Ponts : entités 1 à 3 sur 3")
    assert shown.column_of("nom") == ["Pont 0", "Pont 1", "Pont 2"]
    shown.tool("Affichage").get_by_role("radio", name="Lots").check()
    expect(shown.caption).to_have_text("Lots : entités 1 à 2 sur 2")
    assert shown.column_of("usage") == ["Lot 0", "Lot 1"]


def test_a_shared_link_keeps_which_layers_are_shown(shown: MapPage, tab: Tab) -> None:
    shown.tool("Affichage").get_by_role("checkbox", name="Ponts (3)").uncheck()
    wait_until(lambda: pixels(shown.canvas, FIRST) == 0)
    again = open_map(tab.context.new_page(), tab.url)
    box = again.tool("Affichage").get_by_role("checkbox", name="Ponts (3)")
    expect(box).not_to_be_checked()
    assert pixels(again.canvas, FIRST) == 0
    again.tab.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(
    tab: Tab, pages: dict[str, str], kind: str, size: dict[str, int]
) -> None:
    tab.set_viewport_size(size)
    open_map(tab, pages[kind]).tool("Affichage")
    assert run_axe(tab) == []


def _state(pipeline: Portal, page: str) -> str:
    return pipeline.client.get(f"{pipeline.address}{page}/carte/etat.json").json()["state"]


def _bridges() -> bytes:
    return geojson([
        ({"nom": f"Pont {rank}"}, {"type": "Point", "coordinates": place})
        for rank, place in enumerate(PLACES)
    ])  # fmt: skip


def _lots() -> bytes:
    return geojson([
        ({"usage": f"Lot {rank}"}, shapely.geometry.mapping(shapely.box(*bounds)))
        for rank, bounds in enumerate(LOTS)
    ])  # fmt: skip


def _geopackage(folder: Path) -> bytes:
    """Write both layers into one file."""
    path = folder / "essai.gpkg"
    layers = (
        ("Ponts", "Point", "nom", [shapely.Point(place) for place in PLACES]),
        ("Lots", "Polygon", "usage", [shapely.box(*bounds) for bounds in LOTS]),
    )
    for title, kind, column, shapes in layers:
        word = title.removesuffix("s")
        values = [f"{word} {rank}" for rank in range(len(shapes))]
        write(
            path, shapely.to_wkb(shapes), [np.array(values, dtype=object)], [column],
            layer=title, geometry_type=kind, driver="GPKG", crs="EPSG:4326",
        )  # fmt: skip
    return path.read_bytes()
