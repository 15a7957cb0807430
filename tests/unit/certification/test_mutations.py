"""Every set that looks right and isn't is refused by the test it was made for."""

from random import Random

import pytest

from pipelines.certification.criteria.registry import CRITERIA
from pipelines.certification.judge import judge
from tests.unit.certification.mutations import MUTATIONS, Mutation
from tests.unit.certification.subjects import honest

SETS = ("municipalites", "mrc", "programmes-budgetaires")


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda item: item.name)
def test_a_set_that_is_not_right_is_refused_by_its_own_test(
    mutation: Mutation, seed: int, name: str
) -> None:
    results = judge(mutation.change(honest(name), Random(seed)))
    failed = [result.code for result in results if result.verdict.passed is False]
    assert mutation.codes[0] in failed, failed
    for result in results:
        assert "{" not in result.verdict.sentence()
        assert "{" not in result.verdict.sentence("en")


def test_every_test_has_a_set_of_its_own_and_there_are_forty() -> None:
    assert {item.codes[0] for item in MUTATIONS} == {item.CODE for item in CRITERIA}
    assert len(MUTATIONS) >= 40
