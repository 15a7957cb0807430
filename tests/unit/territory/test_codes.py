"""The codes and names of a territory in the forms of two ministries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.territory import load_set, mamh_code, official_name, sda_code

WORDS = st.text(st.characters(categories=("L",)), min_size=1)


@pytest.mark.parametrize(("sda", "mamh"), [("01", "010"), ("85", "850"), ("371", "371")])
def test_a_two_digit_code_gets_a_zero_and_a_three_digit_code_stays(sda: str, mamh: str) -> None:
    assert mamh_code(sda) == mamh
    assert sda_code(mamh) == sda


def test_every_code_comes_back_from_its_other_form() -> None:
    for code in load_set("mrc")["code"]:
        assert sda_code(mamh_code(code)) == code


@given(WORDS, WORDS, st.sampled_from(["--", " - ", "–"]))
def test_each_way_to_write_the_dash_leads_to_the_en_dash(one: str, two: str, dash: str) -> None:
    assert official_name(f"{one}{dash}{two}") == f"{one}–{two}"


@pytest.mark.parametrize("name", ["Rimouski-Neigette", "L'Île-d'Orléans", "Saint-Louis-du-Ha! Ha!"])
def test_a_name_without_that_dash_stays_as_it_is(name: str) -> None:
    assert official_name(name) == name
