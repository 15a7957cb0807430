"""Street addresses: a number, a kind of street, a name, in French or in English."""

import re

import polars as pl

from pipelines.validate.personal.law import ACCESS_ACT
from pipelines.validate.personal.matches import PLAIN, Evidence, matched

KIND = "adresse"
CODE = "personal-address"
SOURCE = ACCESS_ACT
LABELS = frozenset(
    {"adresse", "adresses", "address", "domicile", "residence", "rue", "street", "civique"}
)
OTHERS: frozenset[str] = frozenset()
_NUMBER = r"[0-9]{1,5}(?:[ -]?[A-Da-d]\b|-[0-9]{1,5}|[ ]?(?:1/2|½))?"
_ORDINAL = "(?:[0-9]{1,3}(?:e|er|re|ère|ième|ème)? )?"
_FRENCH = (
    "rue|avenue|av|ave|boulevard|boul|bd|bld|blvd|chemin|ch|route|rte|rang|place|pl|montée|côte"
    "|allée|ruelle|impasse|croissant|terrasse|promenade|cours|quai|square|sentier|carré|autoroute"
)
_ENGLISH = (
    "street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|lane|ln|court|crescent|cres|highway|hwy"
    "|terrace|parkway"
)
_NAME = r"[A-Za-zÀ-ÿ0-9.'’-]{1,40}"
# Far quicker than the whole: a number, then a word.
PREFILTER = r"[0-9](?:[A-Da-d]|e|er|re|ère|i?ème|½)?,? {1,2}[A-Za-zÀ-ÿ]"
PATTERN = (
    rf"(?:^|[\s(:;,«\"']){_NUMBER},? {{1,2}}"
    rf"(?:{_ORDINAL}(?i:{_FRENCH})\.? {{1,2}}{_NAME}|(?:{_NAME} ){{1,3}}(?i:{_ENGLISH})\b)"
)
LITERAL = False
SHORTEST = 7
ONLY_NAMED = False
TYPES = frozenset(f"{_FRENCH}|{_ENGLISH}".split("|"))
SEVERAL = 10
SOME, HALF = 0.05, 0.5


def find(cells: pl.Series) -> pl.DataFrame:
    """Return the addresses in the cells: « 165, chemin des Îles », « 12 Main Street »."""
    value = pl.col("match").str.to_lowercase().str.strip_chars(" \t\n(:;,«\"'")
    return matched(cells, PATTERN).with_columns(value=value, valid=pl.lit(True), mark=pl.lit(PLAIN))


def credible(evidence: Evidence) -> bool:
    """Believe the heading, or half of the cells, or ten different ones in one cell of twenty.

    A description that names a public building's address now and then isn't a column of addresses.
    """
    share = evidence.cells / max(1, evidence.filled)
    several = evidence.valid >= SEVERAL and share >= SOME
    return evidence.valid > 0 and (evidence.named or several or share >= HALF)


def masked(value: str) -> str:
    """Show the kind of street alone: « •••, rue ••• »."""
    return re.sub(r"\w+", lambda word: word[0] if word[0] in TYPES else "•••", value)
