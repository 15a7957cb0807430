"""The one form in which each type is published: where we are stricter than Frictionless, and why.

Frictionless reads a cell as Python would: « NaN », « 1e5 », « 1_000 » and « ٣ » are numbers to it,
« 2024-1-5 » is a date. A reader's tool doesn't, and the portal's guidelines ask for one form. These
are all the deliberate differences between our verdicts and those of Frictionless on a cell: each is
a type error here and valid there. They hold for a type's default format alone; a schema that
declares a format, a decimal character or bare numbers of its own decides for itself.
"""

import re
from dataclasses import dataclass

FORMS = {
    "integer": r"-?[0-9]{1,18}",
    "number": r"-?[0-9]{1,20}(\.[0-9]{1,17})?",
    "year": r"[0-9]{4}",
    "yearmonth": r"[0-9]{4}-[0-9]{2}",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "time": r"[0-9]{2}:[0-9]{2}:[0-9]{2}",
    "datetime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}",
}
_COMPILED = {kind: re.compile(form, re.ASCII) for kind, form in FORMS.items()}
GUIDELINE_NUMBER = "relidi_condon_nombre"
GUIDELINE_DATE = "relidi_condon_datheu"


@dataclass(frozen=True)
class Difference:
    """Name one way of writing that Frictionless accepts and we refuse."""

    name: str
    types: tuple[str, ...]
    example: str
    reason: str


DIFFERENCES = (
    Difference("not-finite", ("number",), "NaN", "a missing value is an empty cell (valinc)"),
    Difference("exponent", ("number",), "1e5", f"{GUIDELINE_NUMBER}: digits and a point"),
    Difference("underscore", ("integer", "number"), "1_000", f"{GUIDELINE_NUMBER}: Python's own"),
    Difference("plus-sign", ("integer", "number"), "+5", f"{GUIDELINE_NUMBER}: no sign but minus"),
    Difference("other-digits", ("integer", "number", "year"), "٣٣٣٣", "spreadsheets read text"),
    Difference("spaces", ("integer", "number"), " 7", "CSV keeps them (RFC 4180, section 2.4)"),
    Difference("bare-point", ("number",), ".5", f"{GUIDELINE_NUMBER}: a digit before the point"),
    Difference("long-integer", ("integer",), "1" * 19, "PostgreSQL's bigint can't hold it"),
    Difference("long-number", ("number",), "1" * 21, "no exact column holds it"),
    Difference("short-date", ("date",), "2024-1-5", f"{GUIDELINE_DATE}: AAAA-MM-JJ"),
    Difference("space-between", ("datetime",), "2024-01-05 10:00:00", GUIDELINE_DATE),
    Difference("fraction", ("datetime",), "2024-01-05T10:00:00.5", GUIDELINE_DATE),
    Difference("zone", ("datetime",), "2024-01-05T10:00:00Z", "the DataStore drops it silently"),
    Difference("zone-of-time", ("time",), "10:00:00Z", "the DataStore drops it silently"),
    Difference("fraction-of-time", ("time",), "10:00:00.5", GUIDELINE_DATE),
    Difference("short-month", ("yearmonth",), "2024-1", f"{GUIDELINE_DATE}: AAAA-MM"),
)


def well_formed(kind: str, cell: str) -> bool:
    """Tell whether a cell that Frictionless accepts is in its type's one form."""
    form = _COMPILED.get(kind)
    return form is None or form.fullmatch(cell) is not None
