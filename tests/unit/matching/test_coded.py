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
        ("programmes-budgetaires", "P01-03 Services statutaires aux parlementaires", "P01-03"),
        ("supercategories-de-depenses", "5 – Transferts", "5"),
        ("supercategories-de-depenses", "P – Créances douteuses", "P"),
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
        ("supercategories-de-depenses", "F – Transferts", {"F", "5"}),
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


@pytest.mark.parametrize(
    "name",
    [
        *("mrc", "municipalites", "portefeuilles-budgetaires", "regions-administratives"),
        *("fonds-speciaux", "ministeres-et-organismes", "programmes-budgetaires"),
        "supercategories-de-depenses",
    ],
)
def test_every_entity_is_found_by_its_code_and_name_and_none_by_that_of_another(name: str) -> None:
    lookup = find_set(name)
    entities = [entity for entity in lookup.entities.values() if not entity.gone]
    others = [*entities[1:], entities[0]]
    for entity, other in zip(entities, others, strict=True):
        for text in (
            f"{entity.identifier} – {entity.name}",
            f"{entity.name} ({entity.identifier})",
        ):
            first, *_ = lookup.find(text)
            assert (first.entity, first.sure) == (entity, True), text
        if other.name != entity.name:
            for text in (
                f"{other.identifier} – {entity.name}",
                f"{entity.name} ({other.identifier})",
            ):
                assert not any(item.sure for item in lookup.find(text)), text


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
