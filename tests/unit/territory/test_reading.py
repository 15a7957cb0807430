"""What one cell says of a territory, in each of the forms that ministries write."""

import pytest

from pipelines.territory import Place, gazetteer, load_set
from pipelines.territory.reading import Reading, names_health_region, read_cell

MONTREAL = Place("66023", "66", "06")
LAVAL = Place(region="13")


def read(cell: str, level: str, bare_codes: bool = True) -> Reading | None:
    """Read a cell of a column whose label names the level."""
    return read_cell(cell, gazetteer(level), bare_codes)


def only(cell: str, level: str, bare_codes: bool = True) -> Place | None:
    """Return the one place that a cell names, None for none or several."""
    reading = read(cell, level, bare_codes)
    return reading.places[0] if reading and len(reading.places) == 1 else None


@pytest.mark.parametrize(
    "cell",
    [
        *("66023", "2466023", "66023.0", "Montréal (66023)", "66023 - Montréal"),
        *("Montréal", "MONTREAL", "Ville de Montréal", "Montréal (Ville)", " Montréal "),
    ],
)
def test_a_municipality_is_read_in_each_of_its_forms(cell: str) -> None:
    assert only(cell, "municipality") == MONTREAL


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("85", "85"),
        ("850", "85"),
        ("371", "371"),
        ("1", "01"),
        ("010", "01"),
        ("AR460", "46"),
        ("MRC Abitibi (880)", "88"),
        ("Abitibi", "88"),
        ("Montréal (66 )", "66"),
        ("Com.maritime ÎlesDeLaMadeleine (01 )", "01"),
        ("MRC Robert-Cliche (270)", "27"),
        ("Robert-Cliche", "27"),
        ("L'Amiante (31)", "31"),
        ("MRC Des Chenaux (372)", "372"),
    ],
)
def test_an_mrc_is_read_in_each_of_its_forms(cell: str, code: str) -> None:
    place = only(cell, "mrc")
    assert place is not None
    assert place.mrc == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("01", "01"),
        ("1", "01"),
        ("16", "16"),
        ("Montérégie", "16"),
        ("Montérégie (16)", "16"),
        ("16 - Montérégie", "16"),
        ("06 – Montréal", "06"),
        ("Estrie (05)", "05"),
        ("Saguenay--Lac-Saint-Jean", "02"),
        ("01 – Bas\u2011Saint\u2011Laurent", "01"),
        ("Abitibi-Temiscamingue", "08"),
        ("Capitale\u00a0Nationale", "03"),
    ],
)
def test_a_region_is_read_in_each_of_its_forms(cell: str, code: str) -> None:
    assert only(cell, "region") == Place(region=code)


@pytest.mark.parametrize(("name", "level"), [("mrc", "mrc"), ("municipalites", "municipality")])
def test_every_code_of_the_sets_is_read(name: str, level: str) -> None:
    assert all(only(code, level) for code in load_set(name)["code"])


@pytest.mark.parametrize("cell", ["2005", "5", "85", "371"])
def test_a_short_number_is_no_code_where_the_label_does_not_say_so(cell: str) -> None:
    assert all(read(cell, level, False) is None for level in ("municipality", "mrc", "region"))


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("Nicolet-Bécancour (150)", "mrc"),  # an electoral district: 150 is Charlevoix-Est
        ("04 - Mauricie et Centre-du-Québec", "region"),  # a health region
        ("Laval (06)", "region"),
        ("Laval (66023)", "municipality"),
    ],
)
def test_a_code_beside_the_name_of_something_else_is_not_read(cell: str, level: str) -> None:
    assert read(cell, level) is None


def test_a_name_of_several_municipalities_leads_to_all_of_them() -> None:
    reading = read("Saint-Séverin", "municipality")
    assert reading is not None
    assert [place.mrc for place in reading.places] == ["27", "35"]


def test_a_designation_tells_homonyms_apart() -> None:
    assert only("Canton de Bedford", "municipality") == Place("46040", "46", "05")
    assert only("Ville de Bedford", "municipality") == Place("46035", "46", "05")


def test_every_municipality_is_read_with_its_designation_before_or_after_its_name() -> None:
    columns = ("code", "nom", "designation")
    for code, name, designation in load_set("municipalites").select(columns).iter_rows():
        for cell in (f"{designation} de {name}", f"{name} ({designation})"):
            reading = read(cell, "municipality")
            assert reading is not None, cell
            assert code in {place.municipality for place in reading.places}, cell


def test_an_article_tells_homonyms_apart() -> None:
    place = only("Ange-Gardien", "municipality")
    assert place is not None
    assert place.mrc == "55"


def test_a_municipality_that_merged_keeps_its_mrc() -> None:
    assert only("93025", "municipality") == Place("", "93", "02")


def test_a_former_name_is_read_beside_those_that_have_it_now() -> None:
    reading = read("Sainte-Jeanne-d'Arc", "municipality")
    assert reading is not None
    assert [place.municipality for place in reading.places] == ["09020", "92015"]


def test_a_cell_of_several_territories_names_some_and_places_none() -> None:
    assert read("03 – Capitale-Nationale; 09 – Côte-Nord", "region") == Reading("name", ())
    assert read("Laval; Atlantide", "region") is None
    assert only("Laval; Laval", "region") == LAVAL


@pytest.mark.parametrize(
    "cell",
    [
        "Nunavik",
        "Mauricie\u00a0-\u00a0Centre\u00a0du\u00a0Québec",
        "18 - Terres-Cries-de-la-Baie-James",
    ],
)
def test_health_regions_that_are_no_administrative_ones_are_known(cell: str) -> None:
    assert names_health_region(cell)


def test_a_long_text_names_no_territory() -> None:
    assert read("Laval " * 100, "region") is None
