"""Telephone numbers of North America: ten digits."""

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

KIND = "telephone"
CODE = "personal-telephone"
SOURCE = ACCESS_ACT
LABELS = frozenset(
    {"tel", "telephone", "phone", "cell", "cellulaire", "mobile", "fax", "telecopieur"}
)
OTHERS = frozenset({"neq"})
_MARK = r"[ .\u{a0}\u{2011}\u{2013}-]"  # hyphens of every kind
_SEPARATED = (
    rf"\(?[0-9]{{3}}\)?{_MARK}{{1,2}}[0-9]{{3}}{_MARK}[0-9]{{4}}"
    r"|\([0-9]{3}\)[0-9]{3}-?[0-9]{4}"
)
PREFILTER = (
    rf"{BEFORE}(?:\+?1[ .-]?)?(?:{_SEPARATED}|[0-9]{{10}})"
    rf"(?:{AFTER}|[/xX#])"  # an extension, another number
)
NAME = r"(?i:\b(?:t[ée]l[ée]phone|t[ée]l|cellulaire|cell|phone)\b)"
PATTERN = f"(?:{NAME}[^0-9]{{0,10}}?)?{PREFILTER}"
LITERAL = False
SHORTEST = 10
ONLY_NAMED = False
# Area codes have no 9 second (kept for growth) and no 11 at the end (emergencies); nor has the
# exchange 11 at its end; neither begins with 0 or 1.
VALID = "^[2-9](?:[02-8][0-9]|1[02-9])[2-9](?:[02-9][0-9]|1[02-9])[0-9]{4}$"
# Canada's, and the toll-free ones: a bare ten-digit code seldom begins so.
CANADA = (
    "204|226|236|249|250|257|263|289|306|343|354|365|367|368|382|387|403|416|418|428|431|437|438"
    "|450|460|468|474|506|514|519|537|548|568|579|581|584|587|604|613|622|639|647|672|683|705|709"
    "|742|753|778|780|782|807|819|825|867|873|879|902|905|942|800|833|844|855|866|877|888"
)
NEARLY_ALL = 0.9
CHANCE = 0.1  # of ten bare digits to have the form and an area code of Canada, rounded up


def find(cells: pl.Series) -> pl.DataFrame:
    """Return the numbers of ten digits, valid when area code and exchange can be.

    Written with separators, any area code of North America will do; ten bare digits must begin with
    one of Canada or a toll-free one.
    """
    found = matched(cells, PATTERN)
    match = pl.col("match")
    digits = match.str.replace_all("[^0-9]", "").str.tail(10)
    separated = match.str.contains("[0-9][^0-9]+[0-9]{4}[^0-9]*$")
    local = separated | digits.str.contains(f"^(?:{CANADA})")
    possible = digits.str.contains(VALID) & local
    return found.with_columns(value=digits, mark=marks(NAME, separated), valid=possible)


def credible(evidence: Evidence) -> bool:
    """Believe the heading or the sentence; else 9 in 10 of those with separators; else count.

    Separators give the form away: random digits so written would be possible in 6 cases of 10.
    """
    if (evidence.named and evidence.valid) or evidence.announced.valid:
        return True
    return evidence.marked.mostly(NEARLY_ALL) or beyond_chance(evidence.plain, CHANCE)


def masked(value: str) -> str:
    """Show the last two digits: « ••• •••-••12 »."""
    return f"••• •••-••{value[-2:]}"
