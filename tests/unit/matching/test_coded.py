"""A code and a name in one cell make sure together; one against the other is left to a person."""

import pytest

from pipelines.cli.known import find_set
from pipelines.matching import Candidate


def found(name: str, text: str) -> tuple[Candidate, ...]:
    """Return what a text may name in a set."""
    return find_set(name).find(text)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("regions-administratives", "06 – Montréal", "06"),
        ("regions-administratives", "04 – Mauricie", "04"),
        ("regions-administratives", "6 Montréal", "06"),  # a spreadsheet took the zero
        ("regions-administratives", "Région 06\u00a0: Montréal", "06"),
        ("regions-administratives", "Bas-Saint-Laurent (01)", "01"),
        ("regions-administratives", "Saguenay–Lac-Saint-Jean (02)", "02"),
        ("mrc", "Témiscouata (13 )", "13"),  # vehicles on the road, 2022
        ("mrc", "MRC Acton (480)", "48"),  # the directory of 2022
        ("mrc", "Saguenay (941)", "941"),
        ("municipalites", "75017 - Saint-Jérôme", "75017"),
        ("municipalites", "75017–St-Jerome", "75017"),
        ("municipalites", "75017: Saint-Jérôme", "75017"),
        ("municipalites", "75017, Ville de Saint-Jérôme, QC", "75017"),
        ("municipalites", "75017 Saint-Jérôme", "75017"),
        ("municipalites", "Saint-Jérôme 75017", "75017"),
        ("municipalites", "Saint-Jérôme (75017)", "75017"),
        ("municipalites", "[75017] Saint-Jérôme", "75017"),
        ("municipalites", "2475017 Saint-Jérôme", "75017"),
        ("municipalites", "1023 Les Îles-de-la-Madeleine", "01023"),
        ("municipalites", "Bedford (46040)", "46040"),  # the code tells homonyms apart
        ("municipalites", "49095 Saint-Majorique", "49095"),  # and names cut short
        ("municipalites", "88055 - Amos", "88057"),  # of 2022, the name of today
        ("portefeuilles-budgetaires", "P15 – Finances", "P15"),
        ("ministeres-et-organismes", "MO111 - SAAQ", "MO111"),
    ],
)
def test_a_code_and_its_name_are_sure(name: str, text: str, code: str) -> None:
    (only,) = found(name, text)
    assert (only.entity.identifier, only.how, only.sure) == (code, "both", True)


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [
        ("municipalites", "Saint-Jérôme (23027)", {"75017", "23027"}),
        ("municipalites", "23027 - Saint-Jérôme", {"75017", "23027"}),
        ("municipalites", "66007 Montréal", {"66007", "66023"}),  # Montréal-Est
        ("municipalites", "Bedford (75017)", {"75017", "46035", "46040"}),
        ("regions-administratives", "03 – Montréal", {"03", "06"}),
        ("mrc", "Acton (12)", {"12", "48"}),
        ("portefeuilles-budgetaires", "Justice (P15)", {"P15", "P17"}),
    ],
)
def test_a_code_against_a_name_is_left_to_a_person(name: str, text: str, codes: set[str]) -> None:
    candidates = found(name, text)
    assert {item.entity.identifier for item in candidates} == codes
    assert {item.how for item in candidates} == {"disputed"}
    assert not any(item.sure for item in candidates)


@pytest.mark.parametrize(
    ("name", "text", "code", "how"),
    [
        ("municipalites", "Saint-Jérôme (99999)", "75017", "no-such-code"),
        ("municipalites", "75017 – Bureau", "75017", "code-alone"),
        ("regions-administratives", "06 – Bureau", "06", "code-alone"),
        ("municipalites", "Courcelles (30090)", "29027", "gone"),  # merged since 2022
    ],
)
def test_half_a_proof_is_left_to_a_person(name: str, text: str, code: str, how: str) -> None:
    (only,) = found(name, text)
    assert (only.entity.identifier, only.how, only.sure) == (code, how, False)


@pytest.mark.parametrize("text", ["Saint-Jérôme (2015)", "Ville de Saint-Jérôme (75)"])
def test_a_year_or_the_code_of_something_else_is_no_code(text: str) -> None:
    first, *_ = found("municipalites", text)
    assert (first.entity.identifier, first.sure) == ("75017", True)


@pytest.mark.parametrize("text", ["Bureau 1023", "Rue 12", "Local 5 - 3e étage", "12-34"])
def test_numbers_in_another_text_lead_nowhere(text: str) -> None:
    assert found("municipalites", text) == ()


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [
        # infrastructure projects, 2020 and 2025
        ("regions-administratives", "03 – Capitale-Nationale; 09 – Côte-Nord", ["03", "09"]),
        ("regions-administratives", "14 – Lanaudière; 16 – Montérégie", ["14", "16"]),
        ("regions-administratives", "Mauricie - Centre du Québec", ["04", "17"]),  # cases, 2020
        ("municipalites", "Saint-Jérôme / Mirabel", ["74005", "75017"]),
        ("mrc", "Acton|Rouville", ["48", "55"]),
    ],
)
def test_a_cell_that_names_several_is_left_to_a_person(
    name: str, text: str, codes: list[str]
) -> None:
    candidates = found(name, text)
    assert sorted(item.entity.identifier for item in candidates) == codes
    assert {(item.how, item.sure) for item in candidates} == {("several", False)}


@pytest.mark.parametrize(
    "text", ["Saint-Jérôme / St-Jerome", "Ville de Saint-Jérôme - Service des achats; 2e étage"]
)
def test_a_cell_that_names_one_twice_or_with_more_is_sure(text: str) -> None:
    first, *_ = found("municipalites", text)
    assert (first.entity.identifier, first.sure) == ("75017", True)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("municipalites", "Dorval - Montréal", "66087"),  # its region, a city too
        ("mrc", "La Rivière-du-Nord – Laurentides", "75"),  # its region, an MRC too
    ],
)
def test_a_name_before_its_region_is_one_name(name: str, text: str, code: str) -> None:
    first, *_ = found(name, text)
    assert (first.entity.identifier, first.sure) == (code, True)
