"""A municipality leads to the MRC or equivalent territory in which it lies."""

import pytest

from pipelines.territory import equivalent_territory


@pytest.mark.parametrize(
    ("mcode", "territory"),
    [
        ("29057", "29"),  # the directory names its MRC
        ("37225", "372"),  # a three-digit MRC of the directory
        ("66023", "66"),  # the city is a territory by itself
        ("58007", "58"),  # an agglomeration
        ("62802", "62"),  # a reserve inside an MRC
        ("37067", "371"),  # two territories share 37: the city
        ("97808", "972"),  # two territories share 97: Schefferville's, not Sept-Îles'
        ("99065", "992"),  # three share 99: the Naskapi village is in Kativik
        ("99070", "993"),  # the Cree village north of the 55th parallel is not
        ("99020", "991"),  # a town of Jamésie
    ],
)
def test_a_municipality_lies_in_the_territory_that_the_sources_give(
    mcode: str, territory: str
) -> None:
    assert equivalent_territory(mcode) == territory


def test_a_code_that_the_directory_lacks_is_an_error() -> None:
    with pytest.raises(KeyError):
        equivalent_territory("00000")
