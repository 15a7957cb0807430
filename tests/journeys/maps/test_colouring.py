"""A layer is coloured by a column without code; the legend counts every feature once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.journeys.datasets import create_dataset
from tests.journeys.deposited import wait_until
from tests.journeys.maps.atlas import LAYERS, Atlas, geojson, send
from tests.journeys.maps.page import MapPage, number, open_map
from tests.journeys.maps.seeing import pixels
from tests.journeys.stack import Portal

BOUNDARIES, POINTS = "limadmin_2018.geojson", "murals.geojson"
TILES, STREETS = "lieux-interet.geojson", "rue-pietonnes.geojson"
WHITE = "#ffffff"
GAPS = range(-6, 7)
METHODS = {
    "Quantiles": "Autant de valeurs dans chaque classe.",
    "Seuils naturels": "Les valeurs proches vont ensemble.",
    "Intervalles égaux": "Des classes de même largeur.",
}


@pytest.fixture
def boundaries(tab: Tab, atlas: Atlas) -> MapPage:
    """Open the boundaries of Montréal, coloured by their area."""
    shown = open_map(tab, atlas.page(BOUNDARIES))
    shown.colour_by("AIRE")
    return shown


def test_every_method_counts_every_feature(boundaries: MapPage) -> None:
    panel, bounds = boundaries.tool("Affichage"), set()
    for method, hint in METHODS.items():
        panel.get_by_label("Classes", exact=True).select_option(label=method)
        expect(panel).to_contain_text(hint)
        _wait_for_other(boundaries, bounds)
        assert sum(boundaries.counts) == LAYERS[BOUNDARIES], method
        assert len(boundaries.counts) == 5
        bounds.add(_legend(boundaries))
    assert len(bounds) == len(METHODS)


def test_quantiles_part_the_features_evenly(boundaries: MapPage) -> None:
    assert max(boundaries.counts) - min(boundaries.counts) <= 1


def test_classes_are_as_many_as_asked(boundaries: MapPage) -> None:
    boundaries.tool("Affichage").get_by_label("Nombre de classes").select_option("7")
    expect(boundaries.classes).to_have_count(7)
    assert sum(boundaries.counts) == LAYERS[BOUNDARIES]
    assert len({*boundaries.colours}) == 7


@pytest.fixture
def gaps(tab: Tab, pipeline: Portal) -> Iterator[MapPage]:
    """Open the map of points whose values are on both sides of zero, deleted afterwards."""
    name = create_dataset(pipeline, "ecarts")
    places = [
        ({"ecart": rank}, {"type": "Point", "coordinates": [-72 + rank / 10, 47]}) for rank in GAPS
    ]
    key = send(pipeline, name, "ecarts.geojson", geojson(places))
    yield open_map(tab, f"/dataset/{name}/resource/{key}")
    pipeline.call("package_delete", {"id": name})


def test_values_on_both_sides_of_zero_have_colours_that_diverge(gaps: MapPage) -> None:
    gaps.colour_by("ecart")
    sequential, panel = {*gaps.colours}, gaps.tool("Affichage")
    panel.get_by_label("Palette").select_option(label="Divergente")
    wait_until(lambda: bool(gaps.colours) and not sequential & {*gaps.colours})
    assert sum(gaps.counts) == len(GAPS)


def test_a_column_of_texts_has_a_colour_for_each(boundaries: MapPage) -> None:
    boundaries.colour_by("TYPE")
    expect(boundaries.classes).to_have_count(2)
    assert sum(boundaries.counts) == LAYERS[BOUNDARIES]
    assert len({*boundaries.colours}) == 2
    expect(boundaries.tool("Affichage").get_by_label("Palette")).to_have_count(0)


def test_what_has_no_value_is_said_missing_in_the_legend_and_the_table(
    tab: Tab, atlas: Atlas
) -> None:
    shown = open_map(tab, atlas.page(STREETS))
    shown.colour_by("ANNEE_IMPLANTATION_1")
    assert sum(shown.counts) == LAYERS[STREETS]
    expect(shown.classes.last).to_contain_text("Sans donnée")
    assert shown.counts[-1] == 12
    assert "Sans donnée" in shown.column_of("Classe")


def test_the_table_says_the_class_of_each_row_as_the_legend_does(boundaries: MapPage) -> None:
    ranks = boundaries.part("rank").all_inner_texts()
    labels = boundaries.part("class").all_inner_texts()
    legend = {f"{number(rank)}\u00a0: {label}" for rank, label in zip(ranks, labels, strict=True)}
    assert len(legend) == 5
    assert {*boundaries.column_of("Classe")} <= legend


def test_numbers_are_written_on_the_map_when_asked(boundaries: MapPage) -> None:
    tick = boundaries.tool("Affichage").get_by_label("Écrire les numéros des classes sur la carte")
    before = pixels(boundaries.canvas, WHITE, 0)
    tick.check()
    wait_until(lambda: pixels(boundaries.canvas, WHITE, 0) > before + 100)
    tick.uncheck()
    wait_until(lambda: pixels(boundaries.canvas, WHITE, 0) < before + 50)


@pytest.mark.parametrize(("file", "column"), [(POINTS, "annee"), (TILES, "Famille")])
def test_points_are_coloured_one_by_one(tab: Tab, atlas: Atlas, file: str, column: str) -> None:
    shown = open_map(tab, atlas.page(file))
    shown.colour_by(column)
    assert sum(shown.counts) == LAYERS[file]
    for colour in shown.colours[:2]:
        wait_until(lambda colour=colour: pixels(shown.canvas, colour, 8) > 0)


def test_the_form_goes_with_its_column(boundaries: MapPage) -> None:
    panel = boundaries.tool("Affichage")
    panel.get_by_label("Colorer selon").select_option(label="Une seule couleur")
    expect(boundaries.classes).to_have_count(0)
    expect(panel.get_by_label("Nombre de classes")).to_have_count(0)
    expect(boundaries.tab.get_by_role("columnheader", name="Classe")).to_have_count(0)


def _legend(shown: MapPage) -> str:
    return " | ".join(shown.classes.all_inner_texts())


def _wait_for_other(shown: MapPage, seen: set[str]) -> None:
    wait_until(lambda: bool(shown.counts) and _legend(shown) not in seen)
