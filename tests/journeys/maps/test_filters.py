"""What a filter keeps is the same in the table, the map, the legend, what is said and the file."""

import csv
import json
from pathlib import Path

import pyogrio
import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.journeys.deposited import wait_until
from tests.journeys.maps.atlas import LAYERS, Atlas
from tests.journeys.maps.page import MapPage, keep, number, open_map
from tests.journeys.maps.seeing import pixels
from tests.journeys.maps.tables import MUNICIPALITIES, Tables

BOUNDARIES = "limadmin_2018.geojson"
DISTRICT, TOWN = "Arrondissement", "Municipalité liée"
BLUE = "#bad4e7"
FORMATS = {
    "GeoJSON": "geojson", "GeoPackage (QGIS)": "gpkg", "Shapefile (zip)": "zip",
    "CSV (Excel)": "csv", "FlatGeobuf": "fgb",
}  # fmt: skip
DEGREES = "WGS 84, degrés (EPSG:4326)"
LAMBERT = "Lambert du Québec, mètres (EPSG:32198)"


@pytest.fixture
def boundaries(tab: Tab, atlas: Atlas) -> MapPage:
    """Open the boundaries of Montréal."""
    return open_map(tab, atlas.page(BOUNDARIES))


@pytest.fixture(scope="module")
def districts(real_files: Path) -> int:
    """Count the districts in the file itself."""
    path = real_files / "geographie" / "autres" / BOUNDARIES
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    return sum(feature["properties"]["TYPE"] == DISTRICT for feature in found)


def test_a_filter_is_the_same_everywhere(boundaries: MapPage, districts: int) -> None:
    assert 0 < districts < LAYERS[BOUNDARIES]
    everything = pixels(boundaries.canvas, BLUE, 20)
    keep(boundaries, "TYPE", DISTRICT)
    expect(boundaries.caption).to_have_text(f"entités 1 à {districts} sur {districts}")
    expect(boundaries.said).to_have_text(f"entités 1 à {districts} sur {districts}")
    assert {*boundaries.column_of("TYPE")} == {DISTRICT}
    expect(boundaries.tab.get_by_role("tab", name="Filtres")).to_contain_text("1")
    wait_until(lambda: 100 < pixels(boundaries.canvas, BLUE, 20) < 0.9 * everything)
    boundaries.colour_by("AIRE")
    assert sum(boundaries.counts) == districts
    boundaries.part("chip").click()
    expect(boundaries.caption).to_contain_text(f"sur {LAYERS[BOUNDARIES]}")
    wait_until(lambda: sum(boundaries.counts) == LAYERS[BOUNDARIES])


def test_bounds_are_written_as_one_writes_in_french(boundaries: MapPage) -> None:
    panel = boundaries.tool("Filtres")
    panel.get_by_label("Colonne").select_option(label="AIRE")
    panel.get_by_label("De", exact=True).fill("beaucoup")
    panel.get_by_role("button", name="Filtrer").click()
    expect(panel.get_by_role("alert")).to_have_text("Écrivez un nombre, par exemple 12,5.")
    panel.get_by_label("De", exact=True).fill("9 000 000,5")
    panel.get_by_label("À", exact=True).fill("20\u00a0000\u00a0000")
    panel.get_by_role("button", name="Filtrer").click()
    expect(boundaries.part("chip")).to_contain_text("AIRE\u00a0: de 9\u00a0000\u00a0000,5 à")
    expect(boundaries.caption).not_to_contain_text(f"sur {LAYERS[BOUNDARIES]}")
    areas = [float(text.replace("\u00a0", "").replace(",", ".")) for text in
             boundaries.column_of("AIRE")]  # fmt: skip
    assert areas
    assert all(9_000_000.5 <= area <= 20_000_000 for area in areas)


def test_words_are_found_without_accents_nor_capitals(boundaries: MapPage) -> None:
    panel = boundaries.tool("Filtres")
    panel.get_by_label("Colonne").select_option(label="NOM")
    panel.get_by_label("Contient le texte").fill("montreal")
    panel.get_by_role("button", name="Filtrer").click()
    expect(boundaries.caption).not_to_contain_text(f"sur {LAYERS[BOUNDARIES]}")
    assert all("Montréal" in name for name in boundaries.column_of("NOM"))


def test_nothing_found_is_said(boundaries: MapPage) -> None:
    panel = boundaries.tool("Filtres")
    panel.get_by_label("Colonne").select_option(label="NOM")
    panel.get_by_label("Contient le texte").fill("zzz")
    panel.get_by_role("button", name="Filtrer").click()
    expect(boundaries.caption).to_have_text("Rien ne correspond à ces choix.")
    expect(boundaries.said).to_have_text("Rien ne correspond à ces choix.")
    expect(boundaries.rows).to_have_count(0)


@pytest.mark.parametrize("label", FORMATS)
def test_what_is_shown_is_what_is_downloaded(
    boundaries: MapPage, districts: int, tmp_path: Path, label: str
) -> None:
    keep(boundaries, "TYPE", DISTRICT)
    path = _download(boundaries, label, LAMBERT, tmp_path)
    assert path.name.endswith(FORMATS[label])
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert [row["TYPE"] for row in rows] == [DISTRICT] * districts
        return
    info = pyogrio.read_info(path)
    assert (info["features"], info["crs"]) == (districts, "EPSG:32198")
    west, south, east, north = info["total_bounds"]
    assert -450_000 < west < east < -350_000
    assert 150_000 < south < north < 250_000


def test_all_is_downloaded_when_asked_and_what_the_map_shows_too(
    boundaries: MapPage, tmp_path: Path
) -> None:
    keep(boundaries, "TYPE", DISTRICT)
    panel = boundaries.tool("Télécharger")
    panel.get_by_label("Seulement ce que les filtres retiennent").uncheck()
    expect(panel).to_contain_text("Toutes les entités (34) seront dans le fichier.")
    path = _download(boundaries, "GeoJSON", DEGREES, tmp_path)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert len(features) == LAYERS[BOUNDARIES]
    for _ in range(3):
        boundaries.nearer()
    panel.get_by_label("Seulement ce que la carte montre").check()
    expect(panel).to_contain_text("Une partie des 34 entités sera dans le fichier.")
    path = _download(boundaries, "GeoJSON", DEGREES, tmp_path)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert 0 < len(features) < LAYERS[BOUNDARIES]


def test_the_table_can_follow_the_map(boundaries: MapPage) -> None:
    boundaries.part("tools").get_by_label("Seulement ce que la carte montre").check()
    expect(boundaries.caption).to_contain_text(f"sur {LAYERS[BOUNDARIES]}")
    for _ in range(3):
        boundaries.nearer()
    expect(boundaries.caption).not_to_contain_text(f"sur {LAYERS[BOUNDARIES]}")
    assert number(boundaries.caption.inner_text().rpartition("sur")[2]) < LAYERS[BOUNDARIES]


def test_rows_of_territories_are_downloaded_as_a_table_or_with_their_shapes(
    tab: Tab, tables: Tables, tmp_path: Path
) -> None:
    shown = open_map(tab, tables.alone(MUNICIPALITIES))
    keep(shown, "Région", "Laval")
    expect(shown.caption).to_have_text("lignes 1 à 1 sur 1")
    path = _download(shown, "CSV (Excel)", DEGREES, tmp_path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["region_nom"] for row in rows] == ["Laval"]
    path = _download(shown, "GeoPackage (QGIS)", LAMBERT, tmp_path)
    expect(shown.tool("Télécharger")).to_contain_text("MRC")
    info = pyogrio.read_info(path)
    assert (info["features"], info["crs"]) == (1, "EPSG:32198")


def _download(shown: MapPage, label: str, system: str, folder: Path) -> Path:
    """Choose a format and a system, press « Télécharger », return the file."""
    panel = shown.tool("Télécharger")
    panel.get_by_label("Format").select_option(label=label)
    panel.get_by_label("Système de référence").select_option(label=system)
    with shown.tab.expect_download() as started:
        panel.get_by_role("link", name="Télécharger").click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path
