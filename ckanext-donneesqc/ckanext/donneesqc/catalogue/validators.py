"""Check the metadata values that neither CKAN nor ckanext-scheming knows how to check."""

import re
from datetime import date

import ckan.plugins.toolkit as tk

TRUE_WORDS = frozenset({"true", "t", "yes", "oui", "on", "1"})
FALSE_WORDS = frozenset({"", "false", "f", "no", "non", "off", "0"})
DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
PERIOD = re.compile(rf"(?P<start>{DATE}|\.\.)(?:/(?P<end>{DATE}|\.\.)?)?")


def donneesqc_flag(value: object) -> str:
    """Store a yes as « true » and a no as an empty text, the two forms pages and search rely on.

    Raises `Invalid` on any other word: a made-up dataset must not pass as a real one.
    """
    word = str(value).strip().lower()
    if word in TRUE_WORDS:
        return "true"
    if word in FALSE_WORDS:
        return ""
    raise tk.Invalid(tk._("Answer with true or leave the field empty."))


def donneesqc_period(value: str) -> str:
    """Accept AAAA-MM-JJ/AAAA-MM-JJ, also with years or months only, or with an open end.

    Raises `Invalid` on another form, on a day that doesn't exist, and on an end before its start.
    """
    text = value.strip()
    if not text:
        return text
    found = PERIOD.fullmatch(text)
    if not found:
        raise tk.Invalid(tk._("Write the period as AAAA-MM-JJ/AAAA-MM-JJ."))
    start, end = _day(found["start"]), _day(found["end"])
    if start and end and end < start:
        raise tk.Invalid(tk._("The period ends before it starts."))
    return text


def _day(text: str | None) -> date | None:
    """Return the first day a partial date can mean, nothing for an open end."""
    if not text or text == "..":
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError as error:
        raise tk.Invalid(tk._("This date does not exist: {date}").format(date=text)) from error
