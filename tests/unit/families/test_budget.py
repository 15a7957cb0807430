"""Budgets: the three parts of each row add up to its appropriations."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.families import row_rules
from pipelines.families.budget import PARTS, TOTAL

MONEY = st.integers(-(10**12), 10**12)


def found(*amounts: object) -> list[tuple[str, int]]:
    """Return what the rule finds in one row of these amounts, the total last."""
    frame = pl.DataFrame(
        {
            "_row": [3],
            "exercice": ["2024-2025"],
            **{n: [a] for n, a in zip((*PARTS, TOTAL), amounts, strict=True)},
        }
    )
    return [(finding.code, finding.row) for finding in row_rules("budget")(frame)]


@given(MONEY, MONEY, MONEY)
def test_parts_that_add_up_are_right_and_one_dollar_off_is_wrong(a: int, b: int, c: int) -> None:
    assert found(a, b, c, a + b + c) == []
    assert found(a, b, c, a + b + c + 1) == [("budget-total", 3)]


def test_cents_are_added_exactly() -> None:
    assert found(Decimal("0.10"), Decimal("0.20"), Decimal("0.00"), Decimal("0.30")) == []


@pytest.mark.parametrize(
    ("amounts", "broken"), [((5, None, None, 5), False), ((5, None, 1, 5), True)]
)
def test_a_missing_part_adds_nothing(amounts: tuple, broken: bool) -> None:
    assert bool(found(*amounts)) is broken


def test_a_family_without_rules_finds_nothing() -> None:
    assert list(row_rules("projects")(pl.DataFrame({"_row": [1]}))) == []


@pytest.mark.parametrize(
    ("year", "broken"), [("2024-2025", []), ("2024-2052", ["fiscal-year"]), ("1999-2000", [])]
)
def test_a_fiscal_year_ends_the_year_after_it_begins(year: str, broken: list[str]) -> None:
    amounts = dict.fromkeys((*PARTS, TOTAL), [0])
    frame = pl.DataFrame({"_row": [3], "exercice": [year], **amounts})
    assert [finding.code for finding in row_rules("budget")(frame)] == broken
