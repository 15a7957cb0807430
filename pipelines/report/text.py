"""Write the report for a terminal."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from pipelines.messages import message
from pipelines.report import facts
from pipelines.report.groups import Group, Section, sections
from pipelines.report.model import NO, CheckedFile
from pipelines.report.visible import visible
from pipelines.report.words import colon, rows_said

GREEN, RED, YELLOW, BOLD = "32", "31", "33", "1"
SHOWN = 5  # sentences of one kind in one column: a wrong column is seen after a few


def wants_colour(stream: TextIO | None) -> bool:
    """Return whether colour helps: on a terminal, unless the person sets NO_COLOR.

    The old console of Windows writes the codes of colours instead of obeying them.
    """
    old_console = sys.platform == "win32" and "WT_SESSION" not in os.environ
    return bool(stream and stream.isatty()) and not os.environ.get("NO_COLOR") and not old_console


def text_report(checked: CheckedFile, colour: bool = False) -> str:
    """Return the report as lines of text, without a character that a terminal would obey."""
    lines = [
        *_verdict(checked),
        *_errors(checked),
        *_personal(checked),
        *_guidelines(checked),
        *_notices(checked),
    ]
    return "\n".join(_painted(lines, colour))


def verdict_lines(checked: CheckedFile, colour: bool = False) -> list[str]:
    """Return the first lines of the report: the verdict, the size and what blocks."""
    return _painted(_verdict(checked), colour)


def _painted(lines: Iterable["Line"], colour: bool) -> list[str]:
    paint = _paint if colour else _leave
    return [paint(visible(text), shade) if text else "" for text, shade in lines]


Line = tuple[str, str]  # text, shade; a blank line is ("", "")


def _verdict(checked: CheckedFile) -> Iterator[Line]:
    sign, shade = ("✓", GREEN) if checked.valid else ("✗", RED)
    yield (
        f"{sign} {checked.name}{colon(checked.language)}{facts.verdict(checked)}",
        f"{BOLD};{shade}",
    )
    schema = f" · {checked.schema} {checked.version}".rstrip() if checked.schema else ""
    yield f"  {facts.size(checked)} · {facts.form(checked)}{schema}", ""
    if facts.blocked(checked):
        yield f"  {facts.blocked(checked)}", RED


def _errors(checked: CheckedFile) -> Iterator[Line]:
    for section in sections(checked):
        yield from _heading(section.title(checked.language))
        yield from _section(section, checked)
    if facts.unlisted(checked):
        yield "", ""
        yield f"  {facts.unlisted(checked)}", ""


def _section(section: Section, checked: CheckedFile) -> Iterator[Line]:
    """Yield each sentence and its rows; after a few of one kind, count the others."""
    for groups, others in section.shown(SHOWN):
        yield from ((f"  ✗ {_said(group, checked)}", RED) for group in groups)
        if others:
            like = message("report-like", checked.language, count=others)
            yield f"    {like}", ""


def _said(group: Group, checked: CheckedFile) -> str:
    rows = rows_said(group.rows, checked.language)
    text = f"{rows}{colon(checked.language)}{group.text}" if rows else group.text
    return text[:1].upper() + text[1:]


def _personal(checked: CheckedFile) -> Iterator[Line]:
    if checked.personal:
        yield from _heading(message("report-personal", checked.language))
    for found in checked.personal:
        yield f"  {'✗' if found.blocks else '•'} {found.text}", RED if found.blocks else ""


def _guidelines(checked: CheckedFile) -> Iterator[Line]:
    """Yield the guidelines that aren't kept, the others counted, then the portal's five lines."""
    if not checked.guidelines:
        return
    yield from _heading(message("report-guidelines", checked.language))
    yield f"  {facts.guidelines_summary(checked)}", ""
    for guideline in checked.guidelines:
        if guideline.state == NO:
            yield f"  ! {guideline.title}", YELLOW
            yield from ((f"    {text}", "") for text in guideline.evidence)
    yield from ((f"  {line}", "") for line in checked.request.splitlines())
    heading = message("report-portal", checked.language)
    yield f"  {heading}", ""
    yield from ((f"    {line}", "") for line in checked.portal)


def _notices(checked: CheckedFile) -> Iterator[Line]:
    if checked.repairs:
        yield from _heading(message("report-repairs", checked.language))
        note = message("report-repairs-note", checked.language)
        yield f"  {note}", ""
    for repair in checked.repairs:
        count = message("report-times", checked.language, count=repair.count)
        column = f"{repair.column}{colon(checked.language)}" if repair.column else ""
        yield f"  • {column}{repair.text} ({count})", ""
    if checked.notices:
        yield from _heading(message("report-notices", checked.language))
    yield from ((f"  • {notice}", "") for notice in checked.notices)


def _heading(text: str) -> Iterator[Line]:
    yield "", ""
    yield text, BOLD


def _paint(text: str, shade: str) -> str:
    return f"\x1b[{shade}m{text}\x1b[0m" if shade else text


def _leave(text: str, _shade: str) -> str:
    return text
