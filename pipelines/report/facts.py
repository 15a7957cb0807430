"""Say what a report says of the whole file: its verdict, its size, its form."""

from collections import Counter

from pipelines.messages import message
from pipelines.messages.dates import write_day
from pipelines.report.model import NO, NOT_APPLICABLE, YES, CheckedFile

DELIMITERS = {"\t": "report-tab"}
ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows-1252", "latin-1": "ISO-8859-1", "cp850": "CP850"}
SHORT_HASH = 12


def verdict(checked: CheckedFile) -> str:
    """Say whether the file is valid."""
    if checked.valid and (count := broken(checked)):
        return message("report-valid-but", checked.language, count=count)
    if checked.valid:
        return message("report-valid", checked.language)
    if blocked(checked) and not checked.error_count:
        return message("report-stopped", checked.language)
    return message("report-invalid", checked.language)


def next_steps(checked: CheckedFile) -> list[str]:
    """Say what to do now, or that nothing is left to do."""
    errors = message("report-next-invalid", checked.language) if checked.error_count else ""
    advice = "report-next-guidelines" if broken(checked) else "report-next-valid"
    todo = [sentence for sentence in (errors, blocked(checked)) if sentence]
    return todo or [message(advice, checked.language)]


def broken(checked: CheckedFile) -> int:
    """Return how many guidelines aren't kept."""
    return sum(guideline.state == NO for guideline in checked.guidelines)


def size(checked: CheckedFile) -> str:
    """Say how many errors there are in how many rows read."""
    language = checked.language
    rows = message("report-rows-read", language, count=checked.rows)
    errors = message("report-error-count", language, count=checked.error_count)
    return message("report-size", language, errors=errors, rows=rows)


def blocked(checked: CheckedFile) -> str:
    """Say that personal information keeps the file from being published, or ""."""
    if any(found.blocks for found in checked.personal):
        return message("report-blocked", checked.language)
    return ""


def unlisted(checked: CheckedFile) -> str:
    """Say that the list of errors stops before the last one, or ""."""
    listed = len(checked.errors)
    if checked.error_count <= listed:
        return ""
    return message("report-unlisted", checked.language, listed=listed, count=checked.error_count)


def guidelines_summary(checked: CheckedFile) -> str:
    """Count the guidelines that are kept, that aren't, and that don't apply."""
    answers = Counter(guideline.state for guideline in checked.guidelines)
    return message(
        "report-guidelines-summary",
        checked.language,
        kept=answers[YES],
        broken=answers[NO],
        other=answers[NOT_APPLICABLE],
    )


def facts(checked: CheckedFile) -> list[tuple[str, str]]:
    """Return what identifies the check, as (label, value)."""
    language = checked.language
    day = write_day(checked.checked) if language == "fr" else checked.checked.isoformat()
    pairs = [("report-file", checked.name), ("report-form", form(checked))]
    if checked.schema:
        pairs.append(("report-schema", f"{checked.schema} {checked.version}".strip()))
    pairs += [("report-date", day), ("report-hash", checked.sha256)]
    return [(message(code, language), value) for code, value in pairs]


def form(checked: CheckedFile) -> str:
    """Say in what form the table was found in the file."""
    found, language = checked.form, checked.language
    if found.container == "csv":
        text = message(
            "report-form-text",
            language,
            encoding=ENCODINGS.get(found.encoding, found.encoding.upper()),
            delimiter=_delimiter(found.delimiter, language),
            row=checked.header_row,
        )
    else:
        text = message(
            "report-form-sheet",
            language,
            container=found.container.upper(),
            sheet=found.sheet,
            row=checked.header_row,
        )
    if found.archive:
        text = message("report-form-archive", language, form=text, archive=found.archive)
    return text


def _delimiter(delimiter: str, language: str) -> str:
    code = DELIMITERS.get(delimiter)
    return message(code, language) if code else delimiter
