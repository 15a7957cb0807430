"""Lists of rows as each language writes them."""

from collections.abc import Sequence

from pipelines.messages import message
from pipelines.messages.counts import number

AND = {"fr": "et", "en": "and"}
COLON = {"fr": "\u00a0: ", "en": ": "}
FIRST_ROWS = 3


def colon(language: str) -> str:
    """Return a colon with the spaces that the language puts around it."""
    return COLON[language]


def rows_said(rows: Sequence[int], language: str, most: int = FIRST_ROWS) -> str:
    """Say where an error is: « lignes 3, 7, 12 et 240 autres »; "" when it is of no row.

    `most` rows are named when there are others to count.
    """
    if not rows:
        return ""
    if len(rows) == 1:
        return message("report-row", language, row=rows[0])
    if len(rows) <= most + 1:
        before = ", ".join(str(row) for row in rows[:-1])
        return message("report-rows", language, rows=f"{before} {AND[language]} {rows[-1]}")
    first = ", ".join(str(row) for row in rows[:most])
    others = number(len(rows) - most, language)
    return message("report-rows-more", language, rows=first, others=others)
