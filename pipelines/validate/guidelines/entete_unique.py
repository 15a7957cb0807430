"""C11: one row of headings, each named and unique, and rows as wide as it."""

from collections import Counter
from collections.abc import Iterator

from pipelines.messages import quoted
from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.verdict import NO, YES, Evidence, Verdict

CODE = "entete_unique"
TITLE = "guideline-header"
SOURCE = "Lignes directrices de Données Québec; RFC 4180"


def judge(observed: Observed) -> Verdict:
    """Answer non for rows before the header, other headers after it, bad names or ragged rows.

    The width of a workbook's rows is that of its sheet, so only a CSV's is looked at.
    """
    evidence = (*_names(observed.subject.labels), *_headers(observed), *_widths(observed))
    if evidence:
        return Verdict(CODE, TITLE, SOURCE, NO, evidence)
    met = Evidence("guideline-header-met", {"columns": len(observed.subject.labels)})
    return Verdict(CODE, TITLE, SOURCE, YES, (met,))


def _names(labels: tuple[str, ...]) -> Iterator[Evidence]:
    blank = [number for number, label in enumerate(labels, start=1) if not label.strip()]
    if blank:
        facts = {"columns": ", ".join(map(str, blank[:10])), "count": len(blank)}
        yield Evidence("guideline-header-blank", facts)
    counts = Counter(label for label in labels if label.strip())
    twice = [label for label, count in counts.items() if count > 1]
    if twice:
        yield Evidence("guideline-header-twice", {"columns": quoted(twice[:10])})


def _headers(observed: Observed) -> Iterator[Evidence]:
    preamble, structure = observed.subject.form.preamble, observed.structure
    if preamble:
        yield Evidence("guideline-header-preamble", {"rows": preamble})
    if structure.second_header:
        yield Evidence("guideline-header-second", {"row": structure.second_header})
    if structure.repeated:
        yield _of_rows("guideline-header-repeated", structure.repeated, structure.repeated_rows)


def _widths(observed: Observed) -> Iterator[Evidence]:
    structure = observed.structure
    if observed.subject.form.container != "csv":
        return
    if structure.wide:
        yield _of_rows("guideline-header-wide", structure.wide, structure.wide_rows)
    if structure.short:
        yield _of_rows("guideline-header-short", structure.short, structure.short_rows)


def _of_rows(code: str, count: int, rows: list[int]) -> Evidence:
    facts = {"rows": count, "row": rows[0]}
    return Evidence(code, facts, cells=count, rows=tuple((row, "") for row in rows))
