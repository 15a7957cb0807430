"""Write the report as one page that needs nothing else: no script, no font, no image."""

from functools import partial
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pipelines.messages import message
from pipelines.messages.counts import number
from pipelines.report import facts
from pipelines.report.groups import Section, sections, without_place
from pipelines.report.model import NO, NOT_APPLICABLE, YES, CheckedFile
from pipelines.report.visible import visible
from pipelines.report.words import colon, rows_said

ANSWERS = {YES: "report-kept", NO: "report-broken", NOT_APPLICABLE: "report-other"}
# The sentences of the page; it is given no other.
WORDS = (
    "report-about", "report-count", "report-effect-blocks", "report-effect-declared",
    "report-errors", "report-evidence", "report-finding", "report-guideline", "report-guidelines",
    "report-notices", "report-personal", "report-private", "report-repair", "report-repairs",
    "report-repairs-note", "report-title", "report-what", "report-where", "report-which",
    "report-whole-file",
)  # fmt: skip
SHOWN = 50  # sentences of one kind in one column
ROWS = 10


def html_report(checked: CheckedFile) -> str:
    """Return the page; every word of the file is escaped and its control characters are shown."""
    language = checked.language
    found = sections(checked)
    template = _environment().from_string(_read("page.html"))
    return template.render(
        checked=checked,
        language=language,
        sections=found,
        contents=_contents(checked, found),
        style=Markup(_read("page.css")),  # noqa: S704 - ours, not the file's
        facts=facts,
        answers=ANSWERS,
        shown=SHOWN,
        colon=colon(language),
        say={code: message(code, language) for code in (*WORDS, *ANSWERS.values())}.__getitem__,
        without_place=without_place,
        number=partial(number, language=language),
        rows_said=partial(rows_said, language=language, most=ROWS),
        counted=lambda code, count: message(code, language, count=count),
    )


def _contents(checked: CheckedFile, found: tuple[Section, ...]) -> list[tuple[str, str]]:
    """Return the page's sections as (anchor, title)."""
    parts = (
        ("errors", "report-errors", found),
        ("personal", "report-personal", checked.personal),
        ("guidelines", "report-guidelines", checked.guidelines),
        ("repairs", "report-repairs", checked.repairs),
        ("notices", "report-notices", checked.notices),
        ("about", "report-about", True),
    )
    return [(anchor, message(code, checked.language)) for anchor, code, there in parts if there]


def _environment() -> Environment:
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters |= {"visible": visible, "sentence": _sentence}
    return environment


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _read(name: str) -> str:
    return resources.files("pipelines.report").joinpath(name).read_text(encoding="utf-8")
