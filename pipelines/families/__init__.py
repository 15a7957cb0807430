"""The rules that a family of tables obeys beyond its schema, named by the source's `family:`."""

from collections.abc import Callable, Iterable

import polars as pl

from pipelines.families import budget, reference, spending, territory
from pipelines.validate import Finding

_RULES: dict[str, Callable[[pl.DataFrame], Iterable[Finding]]] = {
    budget.FAMILY: budget.findings,
    reference.FAMILY: reference.findings,
    spending.FAMILY: spending.findings,
    territory.FAMILY: territory.findings,
}


def row_rules(family: str) -> Callable[[pl.DataFrame], Iterable[Finding]]:
    """Return the rules of a family; one without rules of its own has none."""
    return _RULES.get(family, lambda _: ())
