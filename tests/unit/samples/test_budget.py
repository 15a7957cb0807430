"""The invented budgets obey the rule of the real ones and drift as they do."""

import pytest
from embedded.samples.budget import SUPERCATEGORIES, YEARS, Year, amounts, render_budget
from embedded.samples.facts import GENERAL, read_facts
from hypothesis import given
from hypothesis import strategies as st

from tests.source_variants import Table, read


@given(st.sampled_from(sorted(SUPERCATEGORIES)), st.integers(0, 10**12))
def test_the_parts_add_up_to_the_appropriations(supercategory: str, dollars: int) -> None:
    *parts, total = amounts(supercategory, dollars)
    assert sum(parts) == total


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.name)
def test_every_published_row_adds_up(year: Year) -> None:
    for row in _table(year)[1:]:
        *parts, total = map(int, row[5:])
        assert sum(parts) == total


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.name)
def test_a_year_has_ten_supercategories_and_two_kinds_of_appropriations(year: Year) -> None:
    rows = _table(year)[1:]
    assert {row[3] for row in rows} == set(SUPERCATEGORIES.values())
    assert {row[4] for row in rows} == {"Votés", "Permanents"}


@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.name)
def test_a_year_has_the_real_portfolios_and_programmes(year: Year) -> None:
    rows = _table(year)[1:]
    assert len({row[0] for row in rows}) == 25
    assert len({row[1] for row in rows}) == 97
    assert "Environnement, Lutte contre les changements climatiques, Faune et Parcs" in {
        row[0] for row in rows
    }


def test_columns_drift_from_year_to_year() -> None:
    oldest, latest = _table(YEARS[0])[0], _table(YEARS[-1])[0]
    assert oldest[3:7:3] == ["SUPER_CATEGORIE", "DEPENSES_SANS_CREDIT_21_22"]
    assert latest[3:7:3] == ["SUPERCATEGORIE", "DEPENSES_SANS_CREDITS_26_27"]


def test_a_line_is_drawn_alone_whatever_the_others() -> None:
    facts = read_facts(GENERAL)
    alone = {**facts, "portefeuilles": [*facts["portefeuilles"][:2]]}
    rows = read(render_budget(alone, YEARS[0]), ",")
    assert rows == _table(YEARS[0])[: len(rows)]


def test_years_differ() -> None:
    assert _table(YEARS[1])[1:] != _table(YEARS[2])[1:]


def _table(year: Year) -> Table:
    return read(render_budget(read_facts(GENERAL), year), ",")
