"""Our own reference datasets pass every test; each test says what it proves and how to mend it."""

from dataclasses import replace
from random import Random

import polars as pl
import pytest

from pipelines.certification.criteria.registry import CRITERIA
from pipelines.certification.judge import all_pass, judge, to_correct, unproven
from pipelines.certification.verdict import CHARACTERISTICS
from tests.unit.certification.oddities import ODDITIES, Oddity
from tests.unit.certification.subjects import SETS, honest


@pytest.mark.parametrize("name", SETS)
def test_our_sets_pass_every_test(name: str) -> None:
    results = judge(honest(name))
    failed = [
        (item.code, item.verdict.sentence(), item.verdict.samples) for item in to_correct(results)
    ]
    assert failed == []
    assert all_pass(results)


@pytest.mark.parametrize("name", ["municipalites", "mrc", "fonds-speciaux"])
@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda item: item.name)
def test_a_set_with_a_harmless_oddity_is_accepted(oddity: Oddity, name: str) -> None:
    results = judge(oddity.change(honest(name), Random(7)))
    failed = [(item.code, item.verdict.sentence()) for item in to_correct(results)]
    assert failed == []


def test_nothing_is_said_of_references_to_a_set_that_is_not_certified() -> None:
    results = judge(replace(honest("mrc"), uncertified=frozenset({"regions-administratives"})))
    assert all_pass(results)
    assert [item.code for item in unproven(results)] == ["references"]
    assert unproven(judge(honest("mrc"))) == []


def test_an_entity_may_be_renamed_when_its_former_name_is_declared() -> None:
    """Asbestos became Val-des-Sources, and kept its code."""
    subject = honest("municipalites")
    row = subject.names.to_list().index("Val-des-Sources")
    code, past = subject.identifiers[row], subject.versions[1]
    name = pl.when(pl.col("identifier") == code).then(pl.lit("Asbestos")).otherwise("name")
    before = replace(past, identities=past.identities.with_columns(name=name))
    renamed = replace(subject, versions=(subject.versions[0], before))
    assert not all_pass(judge(renamed))
    assert all_pass(judge(replace(renamed, former={code: frozenset({"Asbestos"})})))


def test_there_are_ten_oddities() -> None:
    assert len(ODDITIES) >= 10


def test_each_characteristic_has_three_tests_at_least() -> None:
    for name in CHARACTERISTICS:
        assert sum(name == item.CHARACTERISTIC for item in CRITERIA) >= 3, name


def test_codes_are_those_of_the_modules_and_used_once() -> None:
    codes = [item.CODE for item in CRITERIA]
    assert len(codes) == len(set(codes))
    for item in CRITERIA:
        assert item.__name__.rpartition(".")[2] == item.CODE.replace("-", "_")  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_result_speaks(language: str) -> None:
    for result in judge(honest("mrc")):
        said = [result.title(language), result.proves(language), result.fix(language)]
        assert all(said)
        assert "{" not in result.verdict.sentence(language)
