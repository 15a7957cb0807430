"""What Excel lets a person type in a column, and what it says of the column."""

from datetime import date, datetime

from pipelines.messages import message
from pipelines.template.columns import Column
from pipelines.template.rules import digits

TITLE, TEXT = 32, 255  # the most that Excel shows of an input message
EXACT = 999_999_999_999_999  # beyond 15 digits, Excel changes the last ones
YEARS = (1000, 9999)
FIRST_DAY = date(1900, 1, 1)  # Excel knows no day before
LAST_DAY = date(9999, 12, 31)
ANYTHING = {"validate": "any"}


def cell_rule(column: Column, choices: str, language: str) -> dict:
    """Return the data validation of a column, as XlsxWriter takes it.

    `choices` is the range of the column's list, "" when it has none.
    """
    said = cut(" ".join((_kind(column, language), *column.rules)), TEXT)
    return {
        **_allowed(column, choices),
        "input_title": cut(column.heading, TITLE),
        "input_message": cut(input_message(column, language), TEXT),
        "error_title": cut(column.heading, TITLE),
        "error_message": said,
    }


def input_message(column: Column, language: str) -> str:
    """Return what the person sees on a cell of the column: the rules, then an example."""
    duty = "template-required" if column.required else "template-optional"
    parts = [message(duty, language), _kind(column, language), *column.rules]
    if column.choices:
        parts.append(message("template-pick", language))
    if column.example:
        parts.append(message("template-example", language, example=column.example))
    return " ".join(parts)


def cut(text: str, most: int) -> str:
    """Return the text, its end cut off when it is too long for its place."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _kind(column: Column, language: str) -> str:
    return message("template-kind", language, kind=column.kind)


def _allowed(column: Column, choices: str) -> dict:
    """Return what may be typed, by type; a pattern that isn't about digits is left to the check."""
    if choices:
        return {"validate": "list", "source": choices}
    limits = LIMITS.get(column.type)
    return limits(column) if limits else ANYTHING


def _whole_number(column: Column) -> dict:
    return _between("integer", *_numbers(column))


def _number(column: Column) -> dict:
    return _between("decimal", *_numbers(column))


def _year(_column: Column) -> dict:
    return _between("integer", *YEARS)


def _day(column: Column) -> dict:
    limits = (column.constraints.get(name) for name in ("minimum", "maximum"))
    low, high = (datetime.fromisoformat(limit).date() if limit else None for limit in limits)
    return _between("date", max(low or FIRST_DAY, FIRST_DAY), high or LAST_DAY)


def _text(column: Column) -> dict:
    fewest, most = digits(column.constraints.get("pattern", "")) or (
        column.constraints.get("minLength", 0),
        column.constraints.get("maxLength", 0),
    )
    if most:
        return _between("length", fewest, most)
    return {"validate": "length", "criteria": ">=", "value": fewest} if fewest else ANYTHING


def _numbers(column: Column) -> tuple[float, float]:
    limits = (column.constraints.get(name) for name in ("minimum", "maximum"))
    low, high = (None if limit is None else float(limit) for limit in limits)
    return _whole(-EXACT if low is None else low), _whole(EXACT if high is None else high)


def _whole(value: float) -> float:
    """Return 9 for 9.0, as Excel writes it."""
    return int(value) if value == int(value) else value


def _between(kind: str, low: float | date, high: float | date) -> dict:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


LIMITS = {
    "integer": _whole_number,
    "number": _number,
    "year": _year,
    "date": _day,
    "datetime": _day,
    "string": _text,
}
