"""Social insurance numbers (NAS): nine digits with a check digit."""

from functools import reduce

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

KIND = "nas"
CODE = "personal-nas"
SOURCE = ACCESS_ACT
LABELS = frozenset({"nas", "sin", "assurance sociale", "social insurance"})
OTHERS = frozenset({"siren", "siret", "neq", "business number", "numero d entreprise"})
NINE = "[0-9]{3}(?:-[0-9]{3}-| [0-9]{3} |\u00a0[0-9]{3}\u00a0|[0-9]{3})[0-9]{3}"
PREFILTER = f"{BEFORE}{NINE}{AFTER}"
NAME = r"(?i:\b(?:nas|sin|assurance sociale|social insurance)\b)"
PATTERN = f"(?:{NAME}[^0-9]{{0,20}}?)?{PREFILTER}"
LITERAL = False
SHORTEST = 9
ONLY_NAMED = False
HALF = 0.5
CHANCE = 0.1  # of a nine-digit code to pass the check


def find(cells: pl.Series) -> pl.DataFrame:
    """Return the numbers of nine digits, valid when the check digit is right.

    The first digit isn't 8 (businesses) and the first three aren't 000 (padded codes); a first 0 is
    kept, for the tax administration gives such numbers to persons. Hyphens are the NAS's own form;
    spaces are those of 893 427 000 too.
    """
    found = matched(cells, PATTERN)
    match = pl.col("match")
    mark = marks(NAME, match.str.contains("[0-9]-[0-9]"))
    found = found.with_columns(value=match.str.replace_all("[^0-9]", ""), mark=mark)
    person = ~pl.col("value").str.contains("^(?:8|000)")
    return found.with_columns(valid=person & _has_check_digit(pl.col("value").cast(pl.UInt32)))


def _has_check_digit(number: pl.Expr) -> pl.Expr:
    """Apply Luhn's rule: every second digit doubled, the sum of all digits a multiple of ten."""
    digits = [number // 10**place % 10 for place in range(9)]
    doubled = [
        2 * digit // 10 + 2 * digit % 10 if place % 2 else digit
        for place, digit in enumerate(digits)
    ]
    return reduce(lambda total, digit: total + digit, doubled) % 10 == 0


def credible(evidence: Evidence) -> bool:
    """Believe the heading or the sentence; else one code in ten passes by chance: more must.

    Half of those with the NAS's hyphens is enough, unless the column has many other codes of nine
    digits, as one of file numbers has.
    """
    if (evidence.named and evidence.valid) or evidence.announced.valid:
        return True
    hyphens = evidence.marked.mostly(HALF) and evidence.total.mostly(3 * CHANCE)
    return hyphens or beyond_chance(evidence.total, CHANCE)


def masked(value: str) -> str:
    """Show the last three digits: « ••• ••• 286 »."""
    return f"••• ••• {value[-3:]}"
