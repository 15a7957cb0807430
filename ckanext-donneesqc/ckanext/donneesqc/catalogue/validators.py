"""Check the metadata values that neither CKAN nor ckanext-scheming knows how to check."""

import json
import re
from datetime import date

import ckan.plugins.toolkit as tk

TRUE_WORDS = frozenset({"true", "t", "yes", "oui", "on", "1"})
FALSE_WORDS = frozenset({"", "false", "f", "no", "non", "off", "0"})
DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
PROVENANCE: dict[str, type] = {
    **dict.fromkeys(("publication", "address", "retrieved", "sha256", "schema", "source"), str),
    **dict.fromkeys(("rows_read", "rows_published", "rows_rejected"), int),
    "repairs": list,
}
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


def donneesqc_provenance(value: str) -> str:
    """Accept the facts that a pipeline writes of an original file, each of its type.

    Raises `Invalid` naming the fact that isn't.
    """
    facts = json.loads(value)
    for name, kind in PROVENANCE.items():
        if not isinstance(facts.get(name, kind()), kind):
            raise tk.Invalid(tk._("Provenance: {name} is not of its type.").format(name=name))
    for repair in facts.get("repairs", ()):
        if not isinstance(repair, dict) or not isinstance(repair.get("count", 0), int):
            raise tk.Invalid(tk._("Provenance: {name} is not of its type.").format(name="repairs"))
        if not isinstance(repair.get("example") or {}, dict):
            raise tk.Invalid(tk._("Provenance: {name} is not of its type.").format(name="example"))
    return value


def _day(text: str | None) -> date | None:
    """Return the first day a partial date can mean, nothing for an open end."""
    if not text or text == "..":
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError as error:
        raise tk.Invalid(tk._("This date does not exist: {date}").format(date=text)) from error
