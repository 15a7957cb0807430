"""Say in a report's words what the steps found."""

from collections import Counter
from collections.abc import Iterable, Mapping

from pipelines.decode.batches import Notice
from pipelines.messages import message, quoted
from pipelines.report import Guideline, PersonalInformation, Repair
from pipelines.validate.guidelines import Verdict, five
from pipelines.validate.personal import Found

RENAMED = "renamed-column"


def sentences(notices: Iterable[Notice], language: str) -> tuple[str, ...]:
    """Return what reading the file gave to know."""
    return tuple(message(notice.code, language, **notice.values) for notice in notices)


def repairs(
    counts: Counter[tuple[str, str]], language: str, titles: Mapping[str, str]
) -> tuple[Repair, ...]:
    """Return the repairs by kind and column, the most frequent first; renamed columns in one.

    `titles`: what the file calls the columns.
    """
    totals: Counter[tuple[str, str]] = Counter()
    for (code, column), count in counts.items():
        totals[(code, "" if code == RENAMED else column)] += count
    ordered = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Repair(message(code, language), count, titles.get(column, column))
        for (code, column), count in ordered
    )


def guidelines(verdicts: Iterable[Verdict], language: str) -> tuple[Guideline, ...]:
    """Return each guideline's answer with the sentences of its evidence."""
    return tuple(
        Guideline(
            code=verdict.code,
            title=verdict.heading(language),
            answer=verdict.answer,
            evidence=tuple(evidence.sentence(language) for evidence in verdict.evidence),
        )
        for verdict in verdicts
    )


def portal(verdicts: Iterable[Verdict], language: str) -> tuple[str, ...]:
    """Return the five lines that the portal's page shows of a resource's guidelines."""
    return tuple(verdict.sentence(language) for verdict in five(verdicts))


def personal(found: Iterable[Found], language: str) -> tuple[PersonalInformation, ...]:
    """Return the personal information found, no value whole."""
    return tuple(
        PersonalInformation(item.label, item.kind, item.sentence(language), item.blocks)
        for item in found
    )


def request_of(verdicts: Iterable[Verdict], language: str) -> str:
    """Return the request for a derogation of the guidelines that aren't kept; "" when all are."""
    broken = [verdict for verdict in verdicts if not verdict.met]
    if len(broken) <= 1:
        return "".join(verdict.derogation(language) for verdict in broken)
    titles = quoted((verdict.heading(language) for verdict in broken), language)
    return message("guidelines-derogation", language, guidelines=titles)
