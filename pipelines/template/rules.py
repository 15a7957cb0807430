"""Say the rules of a column in plain words."""

import re
from collections.abc import Iterator

from pipelines.messages import message, quoted
from pipelines.template.choices import Choices

TYPES = {
    "any": "template-any",
    "boolean": "template-boolean",
    "date": "template-date",
    "datetime": "template-datetime",
    "integer": "template-integer",
    "number": "template-number",
    "string": "template-string",
    "time": "template-time",
    "year": "template-year",
}
LIMITS = {
    "minimum": "template-minimum",
    "maximum": "template-maximum",
    "minLength": "template-min-length",
    "maxLength": "template-max-length",
}
NAMED = 8  # values that a sentence can list
_DIGITS = re.compile(r"(?:\[0-9\]|\\d)(?:\{(\d+)(?:,(\d+))?\}|(\+))?")


def type_said(kind: str, language: str) -> str:
    """Return what a person calls the type; a rare one keeps its Table Schema name."""
    code = TYPES.get(kind)
    return message(code, language) if code else kind


def rules_said(constraints: dict, choices: Choices | None, language: str) -> tuple[str, ...]:
    """Return one sentence per rule, the obligation to fill the cell apart."""
    return tuple(_rules(constraints, choices, language))


def digits(pattern: str) -> tuple[int, int] | None:
    """Return the fewest and the most digits that a pattern wants; 0 when it has no most.

    None when the pattern is about something else than digits alone.
    """
    found = _DIGITS.fullmatch(pattern)
    if not found:
        return None
    fewest, most, endless = found.groups()
    if endless:
        return 1, 0
    return (int(fewest), int(most or fewest)) if fewest else (1, 1)


def _rules(constraints: dict, choices: Choices | None, language: str) -> Iterator[str]:
    if choices:
        yield _choices(choices, language)
    for name, code in LIMITS.items():
        if name in constraints:
            yield message(code, language, limit=str(constraints[name]))
    if "pattern" in constraints and not choices:
        yield _pattern(constraints["pattern"], language)
    if constraints.get("unique"):
        yield message("template-unique", language)


def _choices(choices: Choices, language: str) -> str:
    if choices.reference:
        return message("template-reference", language, name=choices.reference)
    if len(choices.values) > NAMED:
        return message("template-many-values", language, count=len(choices.values))
    return message("template-values", language, values=quoted(choices.values, language))


def _pattern(pattern: str, language: str) -> str:
    found = digits(pattern)
    if not found:
        return message("template-pattern", language, pattern=pattern)
    fewest, most = found
    if not most:
        return message("template-digits", language)
    if fewest == most:
        return message("template-digits-exact", language, count=fewest)
    return message("template-digits-between", language, fewest=fewest, most=most)
