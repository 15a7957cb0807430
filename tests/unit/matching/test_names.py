"""Each way of writing a territory's name leads to one key, that no other territory has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.matching.names import (
    designated,
    folded,
    mrc_key,
    municipality_key,
    region_key,
)
from pipelines.territory import load_set


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("ST-ELOI", "Saint-Éloi"),
        ("Ste-Thérèse", "Sainte-Thérèse"),
        ("Sacré-Cœur", "Sacré-Coeur"),
        ("Val-d’Or", "Val-d'Or"),
        ("Port-Daniel--Gascons", "Port-Daniel–Gascons"),
        ("Saguenay\u2014Lac\u00a0St-Jean", "Saguenay–Lac-Saint-Jean"),
        ("Saint-Louis-du-Ha-Ha", "Saint-Louis-du-Ha! Ha!"),
        ("  rimouski ", "Rimouski"),
    ],
)
def test_accents_case_signs_and_short_forms_make_no_difference(written: str, official: str) -> None:
    assert folded(written) == folded(official)


@given(st.text())
def test_folding_a_folded_name_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("MRC des Chenaux", "Les Chenaux"),
        ("MRC Des Chenaux", "Les Chenaux"),
        ("MRC de L'Érable", "L'Érable"),
        ("MRC du Fjord-du-Saguenay", "Le Fjord-du-Saguenay"),
        ("MRC de La Côte-de-Beaupré", "La Côte-de-Beaupré"),
        ("MRC d'Autray", "D'Autray"),
        ("Municipalité régionale de comté d’Abitibi", "Abitibi"),
    ],
)
def test_an_mrc_has_its_key_with_or_without_what_precedes_its_name(
    written: str, official: str
) -> None:
    assert mrc_key(written) == mrc_key(official)


@pytest.mark.parametrize("written", ["Région administrative de la Mauricie", "La Mauricie"])
def test_a_region_has_its_key_with_or_without_what_precedes_its_name(written: str) -> None:
    assert region_key(written) == region_key("Mauricie")


@pytest.mark.parametrize(
    ("written", "key", "code"),
    [
        ("Ville de Bedford", "bedford", "10"),
        ("Bedford (Canton)", "bedford", "01"),
        ("Bedford, CT", "bedford", "01"),
        ("Saint-Damase (P)", "saint damase", "04"),
        ("Municipalité de la paroisse de Saint-Cyprien", "saint cyprien", "04"),
        ("Municipalité des Îles-de-la-Madeleine", "iles de la madeleine", "05"),
        ("Mun. de Saint-Cyprien", "saint cyprien", "05"),
        ("Rimouski", "", ""),
    ],
)
def test_a_designation_before_or_after_a_name_is_told_apart(
    written: str, key: str, code: str
) -> None:
    assert designated(written) == (key, code)


@pytest.mark.parametrize(
    ("name", "key"), [("mrc", mrc_key), ("regions-administratives", region_key)]
)
def test_no_two_mrc_nor_regions_have_the_same_key(name: str, key) -> None:  # noqa: ANN001
    names = load_set(name)["nom"].to_list()
    assert len(set(map(key, names))) == len(names)


def test_only_the_article_tells_some_municipalities_apart() -> None:
    assert folded("L'Ange-Gardien") != folded("Ange-Gardien")
    assert municipality_key("L'Ange-Gardien") == municipality_key("Ange-Gardien")
