"""C3: an unknown or unavailable value is an empty cell."""

from collections.abc import Iterator

from pipelines.validate.guidelines.census import ColumnCensus
from pipelines.validate.guidelines.kinds import (
    DATE_FORMS,
    NUMBER_FORMS,
    PLUS,
    UNKNOWN_IN_FULL,
    UNKNOWN_NUMBERS,
    UNKNOWN_WORDS,
)
from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NO, NOT_APPLICABLE, YES, Evidence, Verdict

CODE = "relidi_condon_valinc"
TITLE = "guideline-unknown"
SOURCE = "Lignes directrices de Données Québec, relidi_condon_valinc"
DASHES = frozenset("-–—")
TWO_LETTERS = frozenset({"NA", "ND"})
OTHER_CODES = 5
MOSTLY = 0.9


def judge(observed: Observed) -> Verdict:
    """Answer non when cells hold a word or number that stands for « unknown ».

    NA and ND are codes like the others in a column of two-letter codes (Namibia, North Dakota): at
    least 5 others, in 9 cells of 10. A dash is a sign in a column that has « + » too. -999, 9999
    and longer ones are values when the column's other numbers come half-way to them; in a column
    of text they are codes. « inconnu » spelled out counts in a column of numbers or dates; in a
    column of text it may be a category of its own.
    """
    filled = list(observed.typed())
    if not filled:
        return Verdict(CODE, TITLE, SOURCE, NOT_APPLICABLE, (Evidence("guideline-no-cells"),))
    found = tuple(
        observed.evidence("guideline-unknown-not", column, column.words[word], word=word)
        for column, _, _ in filled
        for word in _unknown(column)
    )
    if found:
        return Verdict(CODE, TITLE, SOURCE, NO, found)
    met = Evidence("guideline-unknown-met", {"columns": len(filled)})
    return Verdict(CODE, TITLE, SOURCE, YES, (met,))


def _unknown(column: ColumnCensus) -> Iterator[str]:
    for word in sorted(column.words):
        if word in UNKNOWN_NUMBERS:
            if _isolated(column, float(word)):
                yield word
        elif word in UNKNOWN_WORDS and not _is_value(column, word):
            yield word


def _is_value(column: ColumnCensus, word: str) -> bool:
    if word in DASHES:
        return PLUS in column.words
    if word in UNKNOWN_IN_FULL:
        return not _is_mostly(column, "moment", *DATE_FORMS) and not _is_numeric(column)
    if word not in TWO_LETTERS:
        return False
    others = [code for code in column.codes if code not in TWO_LETTERS]
    codes = sum(tally.cells for tally in column.codes.values())
    codes += column.count_words(TWO_LETTERS)
    return len(others) >= OTHER_CODES and codes >= MOSTLY * column.filled


def _isolated(column: ColumnCensus, number: float) -> bool:
    """Tell whether the column's other numbers stay far from this one: under half of it."""
    if column.least is None or column.most is None or not _is_numeric(column):
        return False
    return column.least > number / 2 if number < 0 else column.most < number / 2


def _is_numeric(column: ColumnCensus) -> bool:
    return _is_mostly(column, *NUMBER_FORMS, more=column.numbers)


def _is_mostly(column: ColumnCensus, *kinds: str, more: int = 0) -> bool:
    """Tell whether 9 in 10 of the cells that aren't words for « unknown » are of these kinds."""
    known = column.filled - column.count_words(UNKNOWN_WORDS)
    found = column.count(*kinds) + more
    return found > 0 and found >= MOSTLY * known
