"""C4: dates and times are AAAA-MM-JJ, HH:MM:SS or AAAA-MM-JJTHH:MM:SS."""

from collections.abc import Iterator

from pipelines.validate.guidelines.census import ColumnCensus, Tally
from pipelines.validate.guidelines.kinds import DATE_FORMS, MONTH_FORMS, TIME_FORMS, UNKNOWN_WORDS
from pipelines.validate.guidelines.labels import says_date, says_time
from pipelines.validate.guidelines.observed import Observed, together
from pipelines.validate.guidelines.verdict import NO, NOT_APPLICABLE, YES, Evidence, Verdict

CODE = "relidi_condon_datheu"
TITLE = "guideline-date"
SOURCE = "Lignes directrices de Données Québec, relidi_condon_datheu"
TYPES = frozenset({"date", "datetime", "time"})
UNDECIDED = frozenset({"", "any", "string"})
FIRST_DAY, LAST_DAY = 15000101, 21991231


def judge(observed: Observed) -> Verdict:
    """Answer non when a column of dates or times has some in another form.

    A column is of dates when its schema says so or when half of its known cells are; of months
    (« Décembre 2027 ») or of bare digits (20240131) when its heading says « date » too, for a month
    may be the whole truth and eight digits a number; of short times (13:30) when its heading says
    « heure », for 1:50 is a scale too.
    """
    dated = [found for found in observed.typed() if _is_dated(*found)]
    if not dated:
        return Verdict(CODE, TITLE, SOURCE, NOT_APPLICABLE, (Evidence("guideline-date-none"),))
    evidence = tuple(
        observed.evidence(code, column, tally)
        for column, label, kind in dated
        for code, tally in _faults(column, label, kind)
    )
    evidence += tuple(
        _digits_evidence(column, label) for column, label, _ in dated if _digits(column, label)
    )
    if evidence:
        return Verdict(CODE, TITLE, SOURCE, NO, evidence)
    met = Evidence("guideline-date-met", {"columns": len(dated)})
    return Verdict(CODE, TITLE, SOURCE, YES, (met,))


def _is_dated(column: ColumnCensus, label: str, kind: str) -> bool:
    if kind not in UNDECIDED:
        return kind in TYPES
    known = column.filled - column.count_words(UNKNOWN_WORDS)
    dates = column.count("moment", *_kinds(label, kind)) + _digits(column, label)
    return dates > 0 and 2 * dates >= known


def _kinds(label: str, kind: str) -> tuple[str, ...]:
    """Return the kinds of cells that are dates or times in a column so called."""
    months = MONTH_FORMS if kind in TYPES or says_date(label) else {}
    times = TIME_FORMS if kind == "time" or says_time(label) else {}
    return (*DATE_FORMS, *months, *times)


def _digits(column: ColumnCensus, label: str) -> int:
    """Count the cells like 20240131 of a column headed « date » whose numbers can all be days."""
    if not says_date(label) or column.least is None or column.most is None:
        return 0
    return column.numbers if column.least >= FIRST_DAY and column.most <= LAST_DAY else 0


def _faults(column: ColumnCensus, label: str, kind: str) -> Iterator[tuple[str, Tally]]:
    kinds = _kinds(label, kind)
    days = [column.forms[name] for name in kinds if name in DATE_FORMS and name in column.forms]
    if days:
        yield "guideline-date-not", together(days)
    if "date-month" in kinds and "date-month" in column.forms:
        yield "guideline-date-month", column.forms["date-month"]
    if "time-other" in kinds and "time-other" in column.forms:
        yield "guideline-date-time", column.forms["time-other"]


def _digits_evidence(column: ColumnCensus, label: str) -> Evidence:
    cells = _digits(column, label)
    facts = {"column": label, "cells": cells}
    return Evidence("guideline-date-digits", facts, column.position, cells)
