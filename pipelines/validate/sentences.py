"""Say an error in the words of our catalogue: where, what was found, the rule, how to mend it."""

import ast
import re
from collections.abc import Callable, Mapping
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
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
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


def sentence(
    error: dict, language: str = "fr", places: Mapping[str, Place] | None = None, near: str = ""
) -> str:
    """Return the sentence of a Frictionless error.

    `places`: the columns, by name; `near`: what was probably meant.
    """
    places = places or {}
    place = places.get(error.get("fieldName", ""), Place())
    kind = error["type"]
    if kind == "foreign-key":
        return _foreign_key(error, language, places, near)
    if kind == "primary-key":
        return _primary_key(error, language, places)
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
    example = values["example"] if place.field else BY_TYPE[name.removeprefix("type-")]
    form = place.field.format if place.field else "default"
    cell = str(error.get("cell", "")).strip()
    if name in ("type-date", "type-datetime", "type-time") and form not in ("default", "any"):
        name = "type-form"
    elif name == "type-date" and _DAY.fullmatch(cell):
        name = "type-day"
    kind = message(name, language, example=example, form=form)
    return message(_type_error(cell, place), language, **values, type=kind)


def _type_error(cell: str, place: Place) -> str:
    """Return the sentence for a cell of the wrong type; a word for « unknown » has its own."""
    if cell.lower() not in _UNKNOWN:
        return "type-error"
    required = place.field is not None and place.field.constraints.get("required")
    return "type-error-needed" if required else "type-error-unknown"


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


def _titles(error: dict, places: Mapping[str, Place]) -> list[str]:
    names = error.get("fieldNames", ())
    return [places.get(name, Place()).title or name for name in names]


def _primary_key(error: dict, language: str, places: Mapping[str, Place]) -> str:
    before = _before(error)
    columns = quoted(_titles(error, places), language)
    code = "primary-key" if before else "primary-key-empty"
    return message(code, language, row=error["rowNumber"], column=columns, before=before)


def _foreign_key(error: dict, language: str, places: Mapping[str, Place], near: str) -> str:
    titles = _titles(error, places)
    cells = [shortened(cell) for cell in error["fieldCells"]]
    values: dict[str, str | int] = {"row": error["rowNumber"]}
    if not error["referenceName"]:
        limit = ", ".join(error["referenceFieldNames"])
        values |= {"column": ", ".join(titles), "value": ", ".join(cells), "limit": limit}
        return message("foreign-key-own", language, **values)
    code = "foreign-key-near" if near else "foreign-key-look"
    values |= {"limit": error["referenceName"], "mend": message(code, language, near=near)}
    if len(cells) == 1:
        return message("foreign-key", language, **values, column=titles[0], value=cells[0])
    pairs = zip(titles, cells, strict=True)
    both = ", ".join(f"{title} {quoted([cell], language)}" for title, cell in pairs)
    return message("foreign-keys", language, **values, value=both)


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
    **dict.fromkeys(_HEADER, _header),
}
