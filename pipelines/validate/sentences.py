"""Say an error in the words of our catalogue: where, what was found, the rule, how to mend it."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pipelines.messages import catalogue, message, quoted, shortened
from pipelines.validate.examples import BY_TYPE, example_of, form_of

if TYPE_CHECKING:
    from frictionless import Field

    from pipelines.validate.judge import Judge

_NOTE = re.compile(r'^constraint "(?P<name>\w+)" is "(?P<limit>.*)"$', re.DOTALL)
_BEFORE = re.compile(r"position (\d+)$")
_UNKNOWN = frozenset(
    [
        "n/d",
        "nd",
        "n.d.",
        "na",
        "n/a",
        "null",
        "none",
        "-",
        "--",
        "…",
        "...",
        "?",
        "inconnu",
        "s.o.",
    ]
)
_PLAIN = frozenset(["blank-row", "missing-cell", "extra-cell"])
_HEADER = (
    "blank-header", "unmatched-header", "blank-label", "duplicate-label", "missing-label",
    "extra-label", "incorrect-label",
)  # fmt: skip
ZEROS = ("0", "00", "000")
SHOWN = 12  # allowed values in one sentence


@dataclass(frozen=True)
class Place:
    """Hold the column of an error: its title in the file, its field, who judges its cells."""

    title: str = ""
    field: "Field | None" = None
    judge: "Judge | None" = None


def sentence(error: dict, language: str = "fr", place: Place | None = None) -> str:
    """Return the sentence of a Frictionless error."""
    place = place or Place()
    kind = error["type"]
    values: dict[str, str | int] = {
        "row": error.get("rowNumber", ""),
        "column": place.title or error.get("fieldName", ""),
        "value": shortened(str(error.get("cell", ""))),
        "example": example_of(place.field),
    }
    say = _SAYINGS.get(kind)
    if say is not None:
        return say(error, values, language, place)
    return message(kind if kind in _PLAIN else "other-error", language, **values)


def _type(error: dict, values: dict, language: str, place: Place) -> str:
    name = f"type-{form_of(place.field)}" if place.field else _type_named(error)
    form = place.field.format if place.field else "default"
    if name in ("type-date", "type-datetime", "type-time") and form not in ("default", "any"):
        name = "type-form"
    example = values["example"] if place.field else BY_TYPE[name.removeprefix("type-")]
    kind = message(name, language, example=example, form=form)
    unknown = str(error.get("cell", "")).strip().lower() in _UNKNOWN
    return message("type-error-unknown" if unknown else "type-error", language, **values, type=kind)


def _type_named(error: dict) -> str:
    found = re.search(r'type is "(\w+)', error.get("note", ""))
    code = f"type-{found[1]}" if found else "type-string"
    return code if code in catalogue() else "type-string"


def _constraint(error: dict, values: dict, language: str, place: Place) -> str:
    found = _NOTE.match(error["note"])
    if not found:
        return message("constraint-item", language, **values)
    name, limit, cell = found["name"], found["limit"], str(error.get("cell", ""))
    code = f"constraint-{name}"
    if name == "enum":
        return _enum(cell, limit, values, language)
    if name == "pattern":
        mended = _with_zeros(cell, place)
        code = "constraint-pattern-zero" if mended else code
        return message(code, language, **values, limit=limit, near=mended)
    return message(code if code in catalogue() else "other-error", language, **values, limit=limit)


def _enum(cell: str, limit: str, values: dict, language: str) -> str:
    allowed = [str(value) for value in ast.literal_eval(limit)]
    near = _nearest(cell, allowed)
    code = "constraint-enum-near" if near else "constraint-enum"
    shown = quoted(allowed[:SHOWN], language) + ("…" if allowed[SHOWN:] else "")
    return message(code, language, **values, limit=shown, near=near)


def _nearest(cell: str, allowed: list[str]) -> str:
    """Return the allowed value that differs by case, spaces or a letter or two, if there is one."""
    plain = {value.strip().casefold(): value for value in allowed}
    found = get_close_matches(cell.strip().casefold()[:200], plain, n=1, cutoff=0.8)
    return plain[found[0]] if found else ""


def _with_zeros(cell: str, place: Place) -> str:
    """Return the code with the zeros that a spreadsheet took away, if that keeps the rule."""
    if place.judge is None or not cell.isdecimal():
        return ""
    tries = (zeros + cell for zeros in ZEROS)
    return next((mended for mended in tries if not place.judge.verdict(mended).notes), "")


def _before(error: dict) -> str:
    found = _BEFORE.search(error.get("note", ""))
    return found[1] if found else ""


def _unique(error: dict, values: dict, language: str, _: Place) -> str:
    return message("constraint-unique", language, **values, before=_before(error))


def _primary_key(error: dict, values: dict, language: str, _: Place) -> str:
    values["column"] = quoted(error.get("fieldNames", ()), language)
    before = _before(error)
    code = "primary-key" if before else "primary-key-empty"
    return message(code, language, **values, before=before)


def _foreign_key(error: dict, values: dict, language: str, _: Place) -> str:
    own = not error["referenceName"]
    cells = [shortened(cell) for cell in error["fieldCells"]]
    values["value"] = ", ".join(cells)
    values["column"] = ", ".join(error["fieldNames"])
    limit = ", ".join(error["referenceFieldNames"]) if own else error["referenceName"]
    return message("foreign-key-own" if own else "foreign-key", language, **values, limit=limit)


def _header(error: dict, values: dict, language: str, _: Place) -> str:
    values["row"] = (error.get("rowNumbers") or [1])[0]
    values["column"] = error.get("fieldName", "")
    label = shortened(error.get("label", ""))
    return message(
        error["type"], language, **values, label=label, number=error.get("fieldNumber", 0)
    )


_SAYINGS: dict[str, Callable[[dict, dict, str, Place], str]] = {
    "constraint-error": _constraint,
    "type-error": _type,
    "unique-error": _unique,
    "primary-key": _primary_key,
    "foreign-key": _foreign_key,
    **dict.fromkeys(_HEADER, _header),
}
