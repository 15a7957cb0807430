"""What people type of a name leads to the place."""

import pytest

from pipelines.geo.places import find_places


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("trois-riv", "Trois-Rivières", "Ville"),
        ("St-Jerome", "Saint-Jérôme", "Ville"),
        ("monteregie", "Montérégie", "region"),
        ("roussil", "Roussillon", "mrc"),
        ("îles-de-la-mad", "Les Îles-de-la-Madeleine", "Municipalité"),
    ],
)
def test_accents_case_and_hyphens_have_no_effect(typed: str, name: str, kind: str) -> None:
    assert (name, kind) in [(place.name, place.kind) for place in find_places(typed)]


def test_a_region_comes_before_the_towns_of_its_name() -> None:
    kinds = [place.kind for place in find_places("laval") if place.name == "Laval"]
    assert kinds == ["region", "mrc", "Ville"]


def test_a_name_that_begins_so_comes_before_one_that_has_it_inside() -> None:
    names = [place.name for place in find_places("mont", most=50)]
    first_inside = next(rank for rank, name in enumerate(names) if not name.startswith("Mont"))
    assert all(not name.startswith("Mont") for name in names[first_inside:])


def test_one_letter_is_not_enough() -> None:
    assert find_places("m") == []


def test_a_town_is_centred_on_its_landmark_not_on_its_mrc() -> None:
    (town,) = (place for place in find_places("Chicoutimi") + find_places("Gaspé")[:1] if place)
    west, south, east, north = town.bounds
    assert east - west < 0.2
    assert south < 48.83 < north
    assert west < -64.48 < east
