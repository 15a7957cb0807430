"""A table that names municipalities is, in two clicks, a map of MRC coloured by its values."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.journeys.maps.page import IDLE, MapPage, keep, number
from tests.journeys.maps.seeing import pixels
from tests.journeys.maps.tables import MUNICIPALITIES, Tables

NEARLY, MRC = 25, 100  # of 255: the background is seen through a little; pixels


@pytest.fixture
def choropleth(tab: Tab, tables: Tables) -> MapPage:
    """Go from the dataset to the map as a reader does: the table, then « Carte »."""
    tab.goto(f"/dataset/{tables.name}")
    tab.get_by_role("link", name=MUNICIPALITIES, exact=True).click()
    tab.get_by_role("link", name=re.compile("Carte$")).click()
    expect(tab.locator(IDLE)).to_be_attached()
    return MapPage(tab)


@pytest.fixture(scope="module")
def people(real_files: Path) -> dict[str, int]:
    """Add up the people of each MRC, with Python's own csv module."""
    found: dict[str, int] = defaultdict(int)
    path = real_files / "listes" / "municipalites_mamh_2026-03.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["mrc_nom"]] += int(row["mpopul"] or 0)
    return found


def test_two_clicks_make_a_choropleth_with_its_legend(choropleth: MapPage) -> None:
    expect(choropleth.part("summary")).to_contain_text("104 MRC et territoires équivalents")
    expect(choropleth.key).to_have_text("Population, somme par MRC")
    expect(choropleth.classes).to_have_count(5)
    assert sum(choropleth.counts) == 104
    for colour in choropleth.colours:
        assert pixels(choropleth.canvas, colour, NEARLY) > MRC, colour


def test_what_is_regrouped_is_said(choropleth: MapPage) -> None:
    choropleth.part("notices").locator("summary").click()
    expect(choropleth.part("notices")).to_contain_text("regroupe par MRC")
    panel = choropleth.tool("Affichage")
    expect(panel).to_contain_text("Les lignes d’une même MRC sont réunies par ce calcul.")
    expect(panel.get_by_label("Calcul")).to_have_value("somme")


def test_a_territory_is_the_sum_of_its_municipalities(
    choropleth: MapPage, people: dict[str, int]
) -> None:
    row = choropleth.rows.filter(has_text="Percé").first
    row.get_by_role("button").click()
    expect(choropleth.title).to_be_focused()
    said = choropleth.part("in-class").locator("strong")
    expect(choropleth.part("in-class")).to_contain_text("Population, Le Rocher-Percé")
    assert number(said.inner_text()) == people["Le Rocher-Percé"]


def test_the_operation_and_the_rate_change_the_legend(choropleth: MapPage) -> None:
    panel, sums = choropleth.tool("Affichage"), choropleth.classes.all_inner_texts()
    panel.get_by_label("Calcul").select_option(label="Nombre de lignes")
    expect(choropleth.key).to_have_text("Nombre de lignes par MRC")
    expect(choropleth.classes.last).not_to_have_text(sums[-1])
    panel.get_by_label("Rapporter à").select_option(label="La population")
    expect(choropleth.key).to_have_text("Nombre de lignes par MRC, par 1\u00a0000 personnes")
    expect(choropleth.part("key")).to_contain_text("Répertoire des municipalités du Québec")
    assert sum(choropleth.counts) <= 104
    panel.get_by_label("Calcul").select_option(label="Somme")
    expect(choropleth.key).to_have_text("Population, somme par MRC")
    panel.get_by_label("Rapporter à").select_option(label="La superficie")
    expect(choropleth.key).to_contain_text("par km²")
    expect(choropleth.said).to_contain_text("Légende\u00a0: Population, somme par MRC, par km²")
    assert sum(choropleth.counts) <= 104


def test_a_rate_that_would_mean_nothing_is_not_offered(choropleth: MapPage) -> None:
    panel = choropleth.tool("Affichage")
    rates = panel.get_by_label("Rapporter à").locator("option")
    assert rates.all_inner_texts() == ["Rien (valeur telle quelle)", "La superficie"]
    panel.get_by_label("Calcul").select_option(label="Moyenne")
    expect(panel.get_by_label("Rapporter à")).to_have_count(0)


def test_a_table_is_drawn_by_larger_territories_too(choropleth: MapPage) -> None:
    panel = choropleth.tool("Affichage")
    panel.get_by_label("Territoires").select_option(label="Régions administratives")
    expect(choropleth.key).to_have_text("Population, somme par région")
    assert sum(choropleth.counts) == 17
    for colour in choropleth.colours:
        assert pixels(choropleth.canvas, colour, NEARLY) > MRC, colour
    choropleth.rows.filter(has_text="Percé").first.get_by_role("button").click()
    expect(choropleth.part("in-class")).to_contain_text("Population, Gaspésie")
    choropleth.tab.reload()
    expect(choropleth.key).to_have_text("Population, somme par région")
    expect(choropleth.part("in-class")).to_contain_text("Population, Gaspésie")


def test_the_values_of_the_map_are_a_table(choropleth: MapPage, people: dict[str, int]) -> None:
    expect(choropleth.values).to_have_count(104)
    expect(choropleth.values.first).to_contain_text("Montréal")
    expect(choropleth.tab.get_by_text("Valeur la plus élevée\u00a0: Montréal, ")).to_be_visible()
    row = choropleth.values.filter(has_text="Le Rocher-Percé")
    assert number(row.locator("td").first.inner_text()) == people["Le Rocher-Percé"]
    tables = choropleth.part("values-scroll")
    tables.get_by_role("button", name="MRC ou territoire équivalent").click()
    expect(choropleth.values.first).to_contain_text("Abitibi")
    expect(choropleth.said).to_contain_text("en ordre croissant")
    button = choropleth.values.nth(1).get_by_role("button")
    button.press("Enter")
    expect(choropleth.title).to_be_focused()
    expect(choropleth.title).to_have_text(button.inner_text())
    choropleth.tab.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_what_filters_leave_out_is_not_said_missing(choropleth: MapPage) -> None:
    keep(choropleth, "Région", "Estrie")
    expect(choropleth.values).to_have_count(9)
    assert "Sans donnée" not in choropleth.part("legend").inner_text()
    choropleth.canvas.focus()
    choropleth.tab.keyboard.press("Enter")
    expect(choropleth.part("in-class")).to_contain_text("Aucune ligne ne répond aux filtres")


def test_without_a_column_the_territories_have_one_colour(choropleth: MapPage) -> None:
    choice = choropleth.tool("Affichage").get_by_label("Colorer selon")
    choice.select_option(label="Une seule couleur")
    expect(choropleth.classes).to_have_count(0)
    expect(choropleth.part("plain")).to_contain_text(MUNICIPALITIES)


def test_enter_at_the_middle_names_a_territory_and_what_colours_it(choropleth: MapPage) -> None:
    choropleth.canvas.focus()
    choropleth.tab.keyboard.press("Enter")
    expect(choropleth.title).to_be_focused()
    expect(choropleth.title).to_have_text(re.compile(r"\w{4}"))
    expect(choropleth.part("in-class")).to_contain_text(re.compile(r"Population\s*\d"))
    expect(choropleth.part("in-class")).to_contain_text("Classe ")
