"""Health insurance numbers (RAMQ): four letters of the name, the birth date, two digits."""

import polars as pl

from pipelines.validate.personal.law import ACCESS_ACT
from pipelines.validate.personal.matches import (
    AFTER,
    BEFORE,
    Evidence,
    beyond_chance,
    marks,
    matched,
)

KIND = "ramq"
CODE = "personal-ramq"
SOURCE = ACCESS_ACT
LABELS = frozenset({"ramq", "nam", "assurance maladie", "health insurance", "carte soleil"})
OTHERS: frozenset[str] = frozenset()
PREFILTER = f"{BEFORE}[A-Za-z]{{4}}[ -]?[0-9]{{4}}[ -]?[0-9]{{4}}{AFTER}"
NAME = r"(?i:\b(?:nam|ramq|assurance maladie|health insurance)\b)"
PATTERN = f"(?:{NAME}[^0-9]{{0,20}}?)?{PREFILTER}"
LITERAL = False
SHORTEST = 12
ONLY_NAMED = False
HALF = 0.5
CHANCE = 0.08  # of eight digits to begin with such a date
ONE_PREFIX = 5
WOMEN = 50


def find(cells: pl.Series) -> pl.DataFrame:
    """Return the numbers of that form, valid when year, month (+50 for women) and day are real.

    When five or more have the same four letters and no other has different ones, the letters are a
    code's, not names': none is valid. « ABCD 1234 5678 », as on the card, is written for nothing
    else.
    """
    found = matched(cells, PATTERN)
    match = pl.col("match")
    value = match.str.replace_all("[^0-9A-Za-z]", "").str.tail(12).str.to_uppercase()
    as_on_card = match.str.contains("[A-Za-z] [0-9]{4} [0-9]{4}")
    found = found.with_columns(value=value, mark=marks(NAME, as_on_card))
    names = found["value"].str.head(4).n_unique() > 1 or found["value"].n_unique() < ONE_PREFIX
    return found.with_columns(valid=_is_day(pl.col("value")) & names)


def _is_day(value: pl.Expr) -> pl.Expr:
    year, month, day = (value.str.slice(start, 2).cast(pl.Int32) for start in (4, 6, 8))
    month = pl.when(month > WOMEN).then(month - WOMEN).otherwise(month)
    leap = 2000 + year % 4  # the century isn't written; 1900 is the one year it would matter for
    return (
        pl.when(month.is_between(1, 12) & day.is_between(1, 31))
        .then(pl.format("{}-{}-{}", leap, _two(month), _two(day)))
        .str.to_date("%Y-%m-%d", strict=False)
        .is_not_null()
    )


def _two(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.String).str.zfill(2)


def credible(evidence: Evidence) -> bool:
    """Believe the heading, the sentence or half of those in the card's own form; else count."""
    if (evidence.named and evidence.valid) or evidence.announced.valid:
        return True
    return evidence.marked.mostly(HALF) or beyond_chance(evidence.plain, CHANCE)


def masked(value: str) -> str:
    """Show the last two digits: « •••• •••• ••34 »."""
    return f"•••• •••• ••{value[-2:]}"
