"""Say what a file to publish is worth, shortly when it is valid."""

from collections.abc import Iterator

from pipelines.messages import message
from pipelines.report import CheckedFile
from pipelines.report.model import NO
from pipelines.report.text import text_report, verdict_lines
from pipelines.report.visible import visible

SHOWN = 5  # notices


def told_lines(checked: CheckedFile, colour: bool) -> Iterator[str]:
    """Yield the verdict, the guidelines that aren't kept and the notices; or the whole report.

    The report when something must be mended.
    """
    if not checked.valid:
        yield text_report(checked, colour)
        return
    yield from verdict_lines(checked, colour)
    for guideline in checked.guidelines:
        if guideline.state == NO:
            yield visible(f"  ! {guideline.title}")
    yield from (visible(f"  • {notice}") for notice in checked.notices[:SHOWN])
    others = len(checked.notices) - SHOWN
    if others > 0:
        yield "  " + message("command-more-notices", checked.language, count=others)
