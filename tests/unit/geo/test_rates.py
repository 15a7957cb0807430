"""Figures are brought back to the population and area of the directory of municipalities."""

import pytest

from pipelines.geo import rates
from pipelines.geo.rates import measures, source, unit, vintage
from pipelines.territory import load_set

TOTAL = sum(map(int, load_set("municipalites")["population"]))


@pytest.mark.parametrize("level", ["municipalities", "mrc", "regions"])
def test_the_territories_of_a_level_have_the_whole_population(level: str) -> None:
    assert sum(measures(level, "population").values()) == TOTAL


def test_every_mrc_and_region_has_an_area() -> None:
    assert set(measures("mrc", "area")) == set(load_set("mrc")["code"])
    assert set(measures("regions", "area")) == set(load_set("regions-administratives")["code"])


def test_a_territory_with_a_member_without_figure_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        {"code": "1", "code_mrc": "a", "population": "10"},
        {"code": "2", "code_mrc": "a", "population": ""},
        {"code": "3", "code_mrc": "b", "population": "5"},
    )
    monkeypatch.setattr(rates, "rows_of", lambda _: rows)
    assert measures.__wrapped__("mrc", "population") == {"b": 5.0}


def test_a_rate_is_per_thousand_people() -> None:
    montreal = measures("mrc", "population")["66"]
    assert rates.rates({"66": montreal / 100}, "mrc", "population") == {"66": pytest.approx(10)}


def test_a_rate_is_per_square_kilometre() -> None:
    area = measures("regions", "area")["13"]
    assert rates.rates({"13": 2 * area}, "regions", "area") == {"13": pytest.approx(2)}


def test_there_is_no_rate_without_a_figure_a_territory_or_people() -> None:
    empty = next(
        code for code, people in measures("municipalities", "population").items() if not people
    )
    values = {"66023": None, "00000": 5.0, empty: 3.0}
    assert rates.rates(values, "municipalities", "population") == dict.fromkeys(values)


def test_the_areas_take_in_water_and_the_sentence_says_so() -> None:
    # 155 and 32 km² of land, by the column `msupft` of MAMH's directory of 2025
    assert measures("mrc", "area")["01"] > 30_000
    assert "étendues d’eau" in source("area")


def test_the_vintage_is_said() -> None:
    assert vintage() == "2026-03"
    assert "mars 2026" in source("population")
    assert "March 2026" in source("population", "en")


def test_units_are_said_in_both_languages() -> None:
    assert unit("population") == "par 1\u00a0000 personnes"
    assert unit("area", "en") == "per km²"
