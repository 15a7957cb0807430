"""The figures of a layer of regions are brought back to their people or their area."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from pipelines.geo.rates import measures
from tests.journeys.datasets import create_dataset
from tests.journeys.maps.atlas import send
from tests.journeys.maps.page import MapPage, keep, open_map
from tests.journeys.stack import Portal
from tests.journeys.visits import DESK, OVERFLOW, PHONE, run_axe
from tests.polygons import collection, territories

PER_AREA = "Projets, par km²"


@pytest.fixture(scope="module")
def address(pipeline: Portal) -> Iterator[str]:
    """Send the polygons of the regions with an invented figure, none in the last one."""
    shapes = territories("regions-administratives")
    attributes = {
        "res_co_reg": list(shapes),
        "Projets": [10 * rank for rank in range(1, len(shapes))] + [None],
        "code_projet": [100 + rank for rank in range(len(shapes))],
        "Moitié": ["sud" if rank < 8 else "nord" for rank in range(len(shapes))],
    }
    dataset = create_dataset(pipeline, "taux")
    content = collection(shapes.values(), attributes)
    resource = send(pipeline, dataset, "regions.geojson", content, "Projets (données fictives)")
    yield f"/dataset/{dataset}/resource/{resource}"
    pipeline.call("package_delete", {"id": dataset})


@pytest.fixture
def rated(tab: Tab, address: str) -> MapPage:
    """Colour the regions by their projects for each km²."""
    shown = open_map(tab, address)
    shown.colour_by("Projets")
    shown.tool("Affichage").get_by_label("Rapporter à").select_option(label="La superficie")
    expect(shown.key).to_have_text(PER_AREA)
    return shown


def test_the_legend_says_the_rate_and_where_the_areas_are_from(rated: MapPage) -> None:
    assert sum(rated.counts) == 17
    expect(rated.classes.last).to_contain_text("Sans donnée")
    expect(rated.part("key")).to_contain_text("Répertoire des municipalités du Québec")
    expect(rated.part("notices")).to_contain_text("Chaque polygone est une région administrative")
    expect(rated.said).to_contain_text(f"Légende\u00a0: {PER_AREA}")


def test_each_region_has_its_rate_in_the_table_and_beside_the_map(rated: MapPage) -> None:
    expect(rated.values).to_have_count(17)
    expect(rated.values.first).to_contain_text("Laval")
    expect(rated.values.last).to_contain_text("Sans donnée")
    laval = rated.values.first.locator("td").first.inner_text()
    wanted = 130 / measures("regions", "area")["13"]
    assert float(laval.replace(",", ".")) == pytest.approx(wanted, rel=0.01)
    rated.values.first.get_by_role("button").press("Enter")
    expect(rated.title).to_be_focused()
    expect(rated.part("in-class").locator("strong")).to_have_text(laval)
    expect(rated.part("in-class")).to_contain_text("par km²")
    expect(rated.values.first).to_have_attribute("aria-current", "true")


def test_filters_and_the_address_keep_the_rate(rated: MapPage, tab: Tab) -> None:
    keep(rated, "Moitié", "sud")
    expect(rated.values).to_have_count(8)
    tab.reload()
    again = MapPage(tab)
    expect(again.key).to_have_text(PER_AREA)
    expect(again.values).to_have_count(8)


def test_words_have_no_rate(rated: MapPage) -> None:
    panel = rated.tool("Affichage")
    panel.get_by_label("Colorer selon").select_option(label="Moitié")
    expect(rated.key).to_have_text("Moitié")
    expect(panel.get_by_label("Rapporter à")).to_have_count(0)
    expect(rated.part("values-scroll")).to_be_hidden()


def test_codes_have_no_rate(tab: Tab, address: str) -> None:
    shown = open_map(tab, address)
    shown.colour_by("code_projet")
    panel = shown.tool("Affichage")
    expect(panel.get_by_label("Palette")).to_be_visible()
    expect(panel.get_by_label("Rapporter à")).to_have_count(0)


def test_codes_of_a_table_are_only_counted(pipeline: Portal, tab: Tab) -> None:
    name = create_dataset(pipeline, "codes")
    rows = "".join(f"{code},{1900 + rank}\n" for rank, code in enumerate(territories("mrc")))
    key = send(pipeline, name, "codes.csv", f"code_mrc,annee\n{rows}".encode())
    asked = "#couleur=annee&classes=quantiles,5,sequentielle,moyenne,,mrc"
    shown = open_map(tab, f"/dataset/{name}/resource/{key}/carte{asked}")
    expect(shown.key).to_have_text("Nombre de lignes par MRC")
    options = shown.tool("Affichage").get_by_label("Calcul").locator("option")
    assert options.all_inner_texts() == ["Nombre de lignes"]
    pipeline.call("package_delete", {"id": name})


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_no_barrier(
    rated: MapPage, tab: Tab, screenshots: Path, width: dict[str, int]
) -> None:
    tab.set_viewport_size(width)  # type: ignore[arg-type]
    tab.screenshot(path=screenshots / f"rates-{width['width']}.png", full_page=True)
    assert [*run_axe(tab), *tab.evaluate(OVERFLOW)] == []
