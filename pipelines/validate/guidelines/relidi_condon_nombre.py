"""C5: numbers have a decimal point, no thousands space and no sign of money in the cell."""

from collections.abc import Iterator

from pipelines.validate.guidelines.census import ColumnCensus, Tally
from pipelines.validate.guidelines.kinds import LIST_FORMS, NUMBER_FORMS, UNKNOWN_WORDS
from pipelines.validate.guidelines.labels import says_identifier
from pipelines.validate.guidelines.observed import Observed, together
from pipelines.validate.guidelines.verdict import NO, NOT_APPLICABLE, YES, Evidence, Verdict

CODE = "relidi_condon_nombre"
TITLE = "guideline-number"
SOURCE = "Lignes directrices de Données Québec, relidi_condon_nombre"
TYPES = frozenset({"integer", "number"})
UNDECIDED = frozenset({"", "any"})
MOSTLY = 0.8
SENTENCES = {
    "guideline-number-comma": ("number-comma",),
    "guideline-number-space": ("number-space",),
    "guideline-number-thousands": ("number-thousands",),
    "guideline-number-currency": ("number-currency",),
    "guideline-number-percent": ("number-percent",),
    "guideline-number-unit": ("number-unit",),
    "guideline-number-other": ("number-sign", "number-other"),
}


def judge(observed: Observed) -> Verdict:
    """Answer non when a column of numbers writes some in another form.

    A column is of numbers when its schema says so or, without a schema, when 8 known cells in 10
    are, in any form, and its heading names no identifier: « 123 456 » under « No de dossier »
    measures nothing, nor does « 6,13 » among « 6,3,8 ». Postal codes, addresses and codes with
    letters have no form of number, nor has one that begins with 0 and has spaces.
    """
    numeric = [found[0] for found in observed.typed() if _is_number(*found)]
    if not numeric:
        return Verdict(CODE, TITLE, SOURCE, NOT_APPLICABLE, (Evidence("guideline-number-none"),))
    evidence = tuple(
        observed.evidence(code, column, tally)
        for column in numeric
        for code, tally in _faults(column)
    )
    if evidence:
        return Verdict(CODE, TITLE, SOURCE, NO, evidence)
    met = Evidence("guideline-number-met", {"columns": len(numeric)})
    return Verdict(CODE, TITLE, SOURCE, YES, (met,))


def _is_number(column: ColumnCensus, label: str, kind: str) -> bool:
    if kind not in UNDECIDED:
        return kind in TYPES
    numbers = column.numbers + column.count(*NUMBER_FORMS)
    known = column.filled - column.count_words(UNKNOWN_WORDS)
    quantities = not says_identifier(label) and not column.count(*LIST_FORMS)
    return numbers > 0 and numbers >= MOSTLY * known and quantities


def _faults(column: ColumnCensus) -> Iterator[tuple[str, Tally]]:
    for code, kinds in SENTENCES.items():
        found = [column.forms[kind] for kind in kinds if kind in column.forms]
        if found:
            yield code, together(found)
