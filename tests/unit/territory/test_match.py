"""The column that names territories is found when it surely is one, and each row is placed."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.territory import Found, Tally, find_territory, health_column, load_set, settle
from pipelines.territory.match import MOST_VALUES, SAMPLE

SET = load_set("municipalites")
CODES = SET["code"].to_list()
REGIONS = ["Montérégie", "Laval", "Outaouais", "Mauricie"]


def columns(**cells: list[str | None]) -> dict[str, pl.Series]:
    """Return columns of text."""
    return {label: pl.Series(label, values, pl.String) for label, values in cells.items()}


def found(**cells: list[str | None]) -> tuple[str, str, str] | None:
    """Return the level, column and way of what is found."""
    territory = find_territory(columns(**cells))
    return territory and (territory.level, territory.column, territory.how)


def placed(**cells: list[str | None]) -> list[tuple[str, ...]]:
    """Return the municipality, MRC and region of each row."""
    given_columns = columns(**cells)
    territory = find_territory(given_columns)
    assert isinstance(territory, Found)
    return territory.place(given_columns).rows()


def test_full_codes_need_no_label() -> None:
    assert found(CG_FIXE=["66023", "65005", "23027"]) == ("municipality", "CG_FIXE", "code")


@pytest.mark.parametrize(("label", "known"), [("MRC", True), ("nom", False), ("Région", False)])
def test_a_label_that_says_the_level_bears_more_unknown_names(label: str, known: bool) -> None:
    names = ["La Matapédia", "Roussillon", "Memphrémagog", "Hors Québec"]
    if label == "Région":
        names = ["Laval", "Outaouais", "Mauricie", "Charlevoix"]
    assert (found(**{label: names}) is not None) is known


def test_codes_of_statistics_canada_are_those_of_the_directory() -> None:
    assert placed(sdr=["2466023"]) == [("66023", "66", "06")]


@pytest.mark.parametrize(
    "label", ["code_region", "région", "REG_ADM", "regadm", "RES_CO_REG", "MRS_CO_REG"]
)
def test_small_numbers_are_regions_where_the_label_says_so(label: str) -> None:
    assert found(**{label: ["1", "2", "16"]}) == ("region", label, "code")


@pytest.mark.parametrize(
    "label",
    [
        "no",
        "niveau",
        "mois",
        "reg",
        "RSS",
        "région sociosanitaire",
        "Drainage region ID",
        "region_touristique",
    ],
)
def test_small_numbers_are_nothing_elsewhere(label: str) -> None:
    assert found(**{label: ["1", "2", "16"]}) is None


@pytest.mark.parametrize("label", ["mrc", "code_mrc", "MRS_CO_MRC", "codeMrc"])
def test_small_numbers_are_mrc_where_the_label_says_so(label: str) -> None:
    assert found(**{label: ["85", "371", "850"]}) == ("mrc", label, "code")


@pytest.mark.parametrize("label", ["nb_mrc", "nombre de régions", "population_mrc", "MRC (nombre)"])
def test_counts_of_territories_are_not_codes(label: str) -> None:
    assert found(**{label: ["4", "8", "12"]}) is None


def test_years_are_not_codes_that_lost_their_zero() -> None:
    assert found(annee=["2005", "2010", "2015", "2020"]) is None


def test_codes_that_a_spreadsheet_cut_are_read_where_the_label_says_so() -> None:
    assert placed(code_mun=["1023", "2005", "66023"])[0] == ("01023", "01", "11")


def test_a_column_in_which_a_fifth_is_unknown_is_taken() -> None:
    assert found(region=[*REGIONS, "Ontario"]) == ("region", "region", "name")


def test_a_column_in_which_more_is_unknown_is_not() -> None:
    assert found(region=[*REGIONS, "Ontario", "Yukon"]) is None


def test_two_values_are_enough_when_the_label_says_so_and_both_match() -> None:
    assert found(ville=["Laval", "Laval", "Gatineau"]) == ("municipality", "ville", "name")
    assert found(lieu=["Laval", "Laval", "Gatineau"]) is None
    assert found(ville=["Laval", "Paris"]) is None


def test_a_label_that_names_a_level_is_believed() -> None:
    assert found(region=["Laval", "Montréal", "Laurentides"]) == ("region", "region", "name")
    assert found(mrc=["Laval", "Montréal", "Laurentides"]) == ("mrc", "mrc", "name")


def test_a_code_is_preferred_to_a_name() -> None:
    assert found(nom_mrc=["Papineau", "Pontiac"], code_mrc=["80", "84"]) == (
        "mrc",
        "code_mrc",
        "code",
    )


def test_what_is_finer_is_preferred_when_it_is_as_full() -> None:
    assert found(region=["Outaouais", "Laval"], ville=["Gatineau", "Laval"]) == (
        "municipality",
        "ville",
        "name",
    )


def test_what_is_coarser_is_preferred_when_it_places_more_rows() -> None:
    cities = ["Gatineau", "Laval", "Mirabel", *[None] * 7]
    assert found(region=REGIONS[:2] * 5, ville=cities) == ("region", "region", "name")


def test_the_region_tells_homonyms_apart() -> None:
    rows = placed(
        mun=["Saint-Séverin", "Saint-Séverin", "Laval"],
        region=["Mauricie", "Chaudière-Appalaches", "Laval"],
    )
    assert [row[1] for row in rows] == ["35", "27", "65"]


def test_homonyms_that_nothing_tells_apart_stay_unplaced() -> None:
    assert placed(mun=["Saint-Séverin", "Laval", "Gatineau"])[0] == ("", "", "")


def test_homonyms_of_one_mrc_are_placed_in_it() -> None:
    assert placed(mun=["Bedford", "Laval", "Gatineau"])[0] == ("", "46", "05")


def test_the_mrc_of_an_unknown_code_is_that_of_its_own_column() -> None:
    rows = placed(
        code_mun=["60035", "66023", "65005", "81017", "43027"],
        mrc=["60", "66", "65", "81", "43"],
    )
    assert rows[0] == ("", "60", "14")


def test_the_values_that_name_nothing_are_counted() -> None:
    territory = find_territory(columns(region=[*REGIONS * 2, "Ontario", "Ontario", None]))
    assert territory is not None
    assert (territory.matched, territory.unmatched) == (8, (("Ontario", 2),))


def test_a_table_of_health_regions_is_none_of_administrative_ones() -> None:
    names = ["Laval", "Montréal", "Estrie", "Outaouais", "Montérégie", "Lanaudière", "Nunavik"]
    assert found(region=names) is None


def test_codes_that_go_to_18_are_those_of_health_regions() -> None:
    assert found(region=[f"{code:02}" for code in range(1, 18)]) == ("region", "region", "code")
    codes = [f"{code:02}" for code in range(1, 19)]
    assert found(region=codes) is None
    assert health_column({"region": dict.fromkeys(codes, 1)}) == "region"


def test_a_region_of_tourism_is_not_taken_by_number() -> None:
    assert found(**{"région touristique": ["01", "02", "03"]}) is None


def test_a_column_of_too_many_values_is_let_go() -> None:
    tally = Tally(["sdr", "region"])
    for zeros in range(1, 10):  # « 66023.0 », « 66023.00 »…
        cells = [f"{code}.{'0' * zeros}" for code in CODES]
        tally.see(columns(sdr=cells, region=["Laval"] * len(cells)))
        assert ("sdr" in tally.counts()) == (zeros * len(CODES) <= MOST_VALUES)


def test_a_column_of_other_values_is_let_go_early() -> None:
    tally = Tally(["id", "sdr"])
    tally.see(columns(id=[f"x{rank}" for rank in range(SAMPLE)], sdr=CODES[:SAMPLE]))
    assert set(tally.counts()) == {"sdr"}


def test_batches_add_up_to_what_the_whole_gives() -> None:
    tally = Tally(["region"])
    for name in REGIONS:
        tally.see(columns(region=[name, None, " "]))
    territory = settle(tally.counts())
    assert territory is not None
    assert (territory.level, territory.matched) == ("region", 4)


def test_the_131_territories_without_mrc_go_to_their_equivalent_one() -> None:
    alone = SET.filter(pl.col("rattachement") != "répertoire")
    rows = placed(code=alone["code"].to_list())
    assert [row[1] for row in rows] == alone["code_mrc"].to_list()
    assert alone.height == 131


@given(st.lists(st.sampled_from(range(len(CODES))), min_size=3, unique=True))
def test_any_names_with_their_mrc_lead_to_their_mrc(ranks: list[int]) -> None:
    some = SET[ranks].filter(pl.col("nom") != "Toponyme à venir")
    if some.is_empty():
        return
    names, mrcs = some["nom"].to_list(), some["code_mrc"].to_list()
    rows = placed(municipalite=names, code_mrc=mrcs)
    assert [row[1] for row in rows] == mrcs


@given(st.lists(st.text(max_size=12), min_size=1, max_size=20))
def test_any_text_is_placed_or_left_without_error(cells: list[str]) -> None:
    some = columns(region=cells, mrc=cells, ville=cells, autre=cells)
    territory = find_territory(some)
    assert territory is None or territory.place(some).height == len(cells)
