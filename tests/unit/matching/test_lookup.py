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
        ("Hope Town", "05020"),  # no « Hope, ville »
        ("Hope", "05025"),
        ("Mun. de St-Jérôme", "75017"),
        ("saint jerome qc", "75017"),
        ("Ville de Québec", "23027"),
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
        # one letter from another's name, and another place
        ("Saint-Hubert", {"17055", "12010"}),
        ("Sainte-Jeanne-d'Arc", {"92015", "09020"}),  # the former name of the second
        # names cut short
        ("Municipalité de Saint-Majorique", {"49095"}),
        ("Saint-Denis", {"42025", "14055", "57068"}),
        ("Sainte-Agathe", {"78032", "33017"}),
    ],
)
def test_a_doubt_is_left_to_a_person_with_its_candidates(
    municipalities: Lookup, text: str, codes: set[str]
) -> None:
    found = municipalities.find(text)
    assert sure(found) == ""
    assert codes <= {item.entity.identifier for item in found}


@pytest.mark.parametrize(
    "text", ["Toronto", "MRC de Matane", "Chicoutimi", "Saint", "", "   ", "-", "\0"]
)
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


def test_what_is_beside_a_name_tells_one_of_today_from_a_former_one(
    municipalities: Lookup,
) -> None:
    assert sure(municipalities.find("Sainte-Jeanne-d'Arc", ["Maria-Chapdelaine"])) == "92015"
    assert sure(municipalities.find("Sainte-Jeanne-d'Arc", ["La Mitis"])) == "09020"


def test_a_part_of_a_name_is_never_sure(municipalities: Lookup) -> None:
    first, *_ = municipalities.find("Saint-Majorique", ["Drummond", "Centre-du-Québec"] * 5)
    assert (first.entity.identifier, first.sure) == ("49095", False)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"code_region": ["03"]}, "15035"),
        ({"code_region": ["3"]}, "15035"),
        ({"code_region": ["3.0"]}, "15035"),
        ({"code_mrc": ["15"]}, "15035"),
        ({"code_region": ["15"]}, ""),  # the code of its MRC
        ({"nom_region": ["Montréal", "Capitale-Nationale"]}, "15035"),
        ({"nom_region": ["Laval", "Montréal"]}, ""),
        ({"nom_region": []}, ""),
        ({"colonne_inconnue": ["x"]}, ""),
    ],
)
def test_what_is_known_of_a_column_is_compared_with_it_alone(
    municipalities: Lookup, cells: dict[str, list[str]], code: str
) -> None:
    found = municipalities.find("Clermont", cells=cells)
    assert sure(found) == code
    assert {item.entity.identifier for item in found} == {"15035", "87110"}


def test_a_score_is_from_0_to_100(municipalities: Lookup) -> None:
    for hints in (["Abitibi"] * 50, ["Canton"] * 50):
        assert all(0 <= item.score <= 100 for item in municipalities.find("Bedford", hints))


def test_names_of_today_are_paged_in_order(municipalities: Lookup) -> None:
    everything = municipalities.beginning("saint", 1_000)
    pages = [municipalities.beginning("saint", 20, skip) for skip in range(0, 1_000, 20)]
    assert [entity for page in pages for entity in page] == everything
    assert len(everything) > 200


def test_a_long_text_and_many_candidates_are_bounded(municipalities: Lookup) -> None:
    municipalities.find("Saint-" * 100_000)
    assert 5 < len(municipalities.find("Saint-Jean", limit=1_000)) <= 20


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
        ("ministeres-et-organismes", "Curateur public du Québec", "MO065"),
        ("regions-administratives", "Région 15", "15"),
        ("regions-administratives", "Région administrative 3", "03"),
        ("mrc", "MRC 460", "46"),
    ],
)
def test_every_set_is_found_in(name: str, text: str, code: str) -> None:
    assert sure(find_set(name).find(text)) == code


@pytest.mark.parametrize(
    ("text", "code", "how"),
    [
        ("MTQ", "MO022", "former"),
        (
            "Ministère des Transports, de la Mobilité durable et de l'Électrification des "
            "transports (Direction des contrats de construction et de services)",
            "MO022",
            "former",
        ),
        ("ministère de la Santé", "MO019", "cut"),
        ("Santé et Services sociaux", "MO019", "part"),
        ("Ministère de la Sécurité", "MO020", "cut"),
        ("Régie de l'assurance maladie", "MO081", "cut"),
        (
            "Ministère de l'Environnement, de la Lutte contre les changements climati",
            "MO011",
            "cut",
        ),
        ("RAMQ", "MO081", "initials"),
        ("R.A.M.Q.", "MO081", "initials"),
        ("SAAQ", "MO111", "initials"),
        ("CNESST", "MO101", "initials"),
        ("RAMQ - Direction des achats", "MO081", "initials"),
    ],
)
def test_what_is_deduced_or_said_in_part_is_proposed_with_its_reason(
    text: str, code: str, how: str
) -> None:
    first, *_ = find_set("ministeres-et-organismes").find(text, ["Ministère"])
    assert (first.entity.identifier, first.how, first.sure) == (code, how, False)


@pytest.mark.parametrize("text", ["MAPAQ", "M.A.P.A.Q."])
def test_an_acronym_of_the_set_is_told_as_one(text: str) -> None:
    (found,) = find_set("ministeres-et-organismes").find(text)
    assert (found.entity.identifier, found.how, found.sure) == ("MO004", "acronym", True)


def test_initials_lead_to_no_territory(municipalities: Lookup) -> None:
    assert municipalities.find("NDP") == ()  # Notre-Dame-du-Portage, and others


def test_what_is_gone_keeps_its_name_and_its_identifier(municipalities: Lookup) -> None:
    assert municipalities.entities["11020"].row == {"code": "11020", "nom": "Saint-Guy"}
