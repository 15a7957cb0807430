"""E-mail addresses."""

import polars as pl

from pipelines.validate.personal.law import ACCESS_ACT
from pipelines.validate.personal.matches import MARKED, Evidence, matched

KIND = "courriel"
CODE = "personal-email"
SOURCE = ACCESS_ACT
LABELS: frozenset[str] = frozenset()
OTHERS: frozenset[str] = frozenset()
# Two steps, because looking for one character is much quicker than a pattern.
PREFILTER = "@"
LITERAL = True
SHORTEST = 6
ONLY_NAMED = False
# The bound on each part keeps a hostile cell quick; `git@` is an account, not a person's address.
PATTERN = r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"


def find(cells: pl.Series) -> pl.DataFrame:
    """Return every address in the cells, inside a sentence too; its form alone makes it one."""
    found = matched(cells, PATTERN)
    match = pl.col("match")
    return found.filter(~match.str.starts_with("git@")).with_columns(
        value=match.str.to_lowercase(), valid=pl.lit(True), mark=pl.lit(MARKED)
    )


def credible(evidence: Evidence) -> bool:
    """Say yes to a single one: nothing else has this form."""
    return evidence.valid > 0


def masked(value: str) -> str:
    """Show the first letter and the end of the domain: « j…@…ca »."""
    return f"{value[0]}…@…{value.rsplit('.', 1)[-1]}"
