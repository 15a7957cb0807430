"""The one form in which each type is published; `differences` says what it refuses and why.

It holds for a type's default format alone: a schema that declares a format, a decimal character or
bare numbers of its own decides for itself.
"""

import re

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


def well_formed(kind: str, cell: str) -> bool:
    """Tell whether a cell that Frictionless accepts is in its type's one form."""
    form = _COMPILED.get(kind)
    return form is None or form.fullmatch(cell) is not None
