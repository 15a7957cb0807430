"""A name as people write it leads to its entity, or to the list of those it may be."""

import pytest

from pipelines.cli.known import find_set
from pipelines.matching import Candidate, Lookup


@pytest.fixture(scope="module")
def municipalities() -> Lookup:
    """Return the names of the municipalities that come with the library."""
    return find_set("municipalites")


def sure(found: tuple[Candidate, ...]) -> str:
    """Return the identifier of the one that is sure, "" without one."""
    return found[0].entity.identifier if found and found[0].sure else ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Saint-Jérôme", "75017"),
        ("St-Jerome", "75017"),
        ("Ville de Saint-Jérôme", "75017"),
        ("VILLE DE ST-JÉRÔME.", "75017"),
        ("75017", "75017"),
        ("2475017", "75017"),
        ("75017.0", "75017"),
        ("1023", "01023"),  # a spreadsheet took the zero
        ("Val d'Or", "89008"),
        ("Canton de Bedford", "46040"),
        ("Bedford (Canton)", "46040"),
        ("L'Ange-Gardien (Outaouais)", "82005"),
        ("Saint-Elzéar (Chaudière-Appalaches)", "26022"),
        ("Ville de Montréal - Arrondissement de Ville-Marie", "66023"),
        ("Ville de Montréal / SITE - Direction des infrastructures", "66023"),
        ("Drumondville", "49058"),
        ("Ristigouche-Partie-Sud-Est", "06035"),  # its name of 2022
        ("Amos", "88057"),  # the code of 2022 had the name too
    ],
)
def test_a_name_leads_to_its_municipality(municipalities: Lookup, text: str, code: str) -> None:
    assert sure(municipalities.find(text)) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bedford", {"46035", "46040"}),
        ("L'Ange-Gardien", {"21040", "55008", "82005"}),
        ("Courcelles", {"29027"}),  # merged since 2022: a proposal
        ("Saint-Hubert", {"17055"}),  # one letter from another's name, and another place
    ],
)
def test_a_doubt_is_left_to_a_person_with_its_candidates(
    municipalities: Lookup, text: str, codes: set[str]
) -> None:
    found = municipalities.find(text)
    assert sure(found) == ""
    assert codes <= {item.entity.identifier for item in found}


@pytest.mark.parametrize("text", ["Toronto", "MRC de Matane", "Chicoutimi", "", "   ", "-", "\0"])
def test_what_is_no_municipality_leads_nowhere(municipalities: Lookup, text: str) -> None:
    assert municipalities.find(text) == ()


@pytest.mark.parametrize(
    ("context", "code"),
    [
        (["Ville"], "46035"),
        (["MRC Brome-Missisquoi (460)", "Canton"], "46040"),
    ],
)
def test_what_is_beside_a_name_tells_homonyms_apart(
    municipalities: Lookup, context: list[str], code: str
) -> None:
    assert sure(municipalities.find("Bedford", context)) == code


def test_what_is_beside_a_name_may_contradict_it(municipalities: Lookup) -> None:
    assert sure(municipalities.find("Saint-Jérôme", ["Abitibi"])) == ""


def test_a_long_text_and_many_candidates_are_bounded(municipalities: Lookup) -> None:
    municipalities.find("Saint-" * 100_000)
    assert len(municipalities.find("Saint-Jérme", limit=1_000)) <= 10


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("mrc", "MRC des Chenaux", "372"),
        ("mrc", "850", "85"),
        ("mrc", "AR460", "46"),
        ("mrc", "2485", "85"),
        ("regions-administratives", "Saguenay--Lac-St-Jean", "02"),
        ("regions-administratives", "Région de la Mauricie", "04"),
        ("supercategories-de-depenses", "Transferts", "5"),
        ("portefeuilles-budgetaires", "Personnes désignées par l’Assemblée nationale", "P02"),
        ("fonds-speciaux", "Fonds des generations", "FS24"),
        ("ministeres-et-organismes", "Société de l'assurance automobile du Québec .", "MO111"),
        ("ministeres-et-organismes", "MTQ", "MO022"),
        (
            "ministeres-et-organismes",
            "Ministère des Transports, de la Mobilité durable et de l'Électrification des "
            "transports (Direction des contrats de construction et de services)",
            "MO022",
        ),
    ],
)
def test_every_set_is_found_in(name: str, text: str, code: str) -> None:
    assert sure(find_set(name).find(text)) == code
