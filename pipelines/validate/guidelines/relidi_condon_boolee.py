"""C6: a column of truth values keeps to one pair of them."""

from pipelines.validate.guidelines.census import ColumnCensus
from pipelines.validate.guidelines.kinds import PAIRS, TRUTH_WORDS, UNKNOWN_WORDS
from pipelines.validate.guidelines.observed import Observed, together
from pipelines.validate.guidelines.verdict import NO, NOT_APPLICABLE, YES, Evidence, Verdict

CODE = "relidi_condon_boolee"
TITLE = "guideline-boolean"
SOURCE = "Lignes directrices de Données Québec, relidi_condon_boolee"
UNDECIDED = frozenset({"", "any", "string"})
IN_FULL = frozenset(word for pair in PAIRS for word in pair if len(word) > 1)


def judge(observed: Observed) -> Verdict:
    """Answer non when a column writes true and false in more than one way, capitals included.

    A column is of truth values when its schema says so or when every known cell is one and at least
    one is a word: single letters and digits are codes as often (« N », « O » are winds).
    """
    boolean = [column for column, _, kind in observed.typed() if _is_boolean(column, kind)]
    if not boolean:
        return Verdict(CODE, TITLE, SOURCE, NOT_APPLICABLE, (Evidence("guideline-boolean-none"),))
    evidence = tuple(_evidence(observed, column) for column in boolean if not _agrees(column))
    if evidence:
        return Verdict(CODE, TITLE, SOURCE, NO, evidence)
    met = Evidence("guideline-boolean-met", {"columns": len(boolean)})
    return Verdict(CODE, TITLE, SOURCE, YES, (met,))


def _is_boolean(column: ColumnCensus, kind: str) -> bool:
    if kind not in UNDECIDED:
        return kind == "boolean"
    written = {word.lower() for word in _written(column)}
    known = column.filled - column.count_words(UNKNOWN_WORDS)
    return bool(written & IN_FULL) and column.count_words(TRUTH_WORDS) == known


def _written(column: ColumnCensus) -> list[str]:
    return sorted(word for word in column.words if word in TRUTH_WORDS)


def _agrees(column: ColumnCensus) -> bool:
    """Tell whether one pair has every value of the column, all with the same capitals."""
    words = _written(column)
    written = {word.lower() for word in words}
    return any(written <= set(pair) for pair in PAIRS) and len(set(map(_capitals, words))) == 1


def _capitals(word: str) -> str:
    if word.islower() or word.isdigit():
        return "lower"
    return "upper" if word.isupper() else "capitalised"


def _evidence(observed: Observed, column: ColumnCensus) -> Evidence:
    words = _written(column)
    tally = together([column.words[word] for word in words])
    return observed.evidence("guideline-boolean-not", column, tally, words=", ".join(words))
