"""Write the words that a reader types as PostgreSQL searches for them (tsquery)."""

import re

MOST_LETTERS = 500
# What stands between words; « 2024-2025 », « l’eau » and « 12,5 » are left to PostgreSQL's parser.
BETWEEN = re.compile(r"[^\w.,/'’-]+")
EDGES = ".,/'’"
# « 3 368 000 » and « 97,47 », as French writes the amounts that the table holds as 3368000, 97.47
NUMBER = re.compile(r"(?<![\w,])-?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+,\d+)(?![\w,])")
SPACES = re.compile(r"[ \u00a0\u202f]")


def words_query(text: str) -> str:
    """Return the tsquery for rows that have every word typed, the start of a word being enough.

    A number in French form is looked up as the table writes it, or as it was typed.
    """
    text = text[:MOST_LETTERS]
    numbers = [f"({_every(_plain(number))} | {_every(number)})" for number in NUMBER.findall(text)]
    return " & ".join(filter(None, [*numbers, _every(NUMBER.sub(" ", text))]))


def _every(text: str) -> str:
    words = (word.strip(EDGES).rstrip("-").replace("'", "''") for word in BETWEEN.split(text))
    return " & ".join(f"'{word}':*" for word in words if word)


def _plain(number: str) -> str:
    return SPACES.sub("", number).replace(",", ".")
