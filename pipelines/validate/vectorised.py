"""Tell in Polars, a column at a time, which cells surely keep their field's rules.

« Surely » is one-sided: a cell that these expressions accept is accepted by Frictionless and is in
the one form of its type; a cell that they don't accept is doubtful, and `judge` decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from pipelines.validate.forms import FORMS
from pipelines.validate.patterns import translate

if TYPE_CHECKING:
    from frictionless import Field

Bound = Callable[[object], object | None]
DAYS = (  # February 29 is left to `judge`
    "(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
HOURS = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
YEARS = "[12][0-9]{3}"
INTEGER_DIGITS = 18
INTEGERS = range(-(10**INTEGER_DIGITS), 10**INTEGER_DIGITS)
COMPARED = {
    "minimum": pl.Expr.ge,
    "maximum": pl.Expr.le,
    "exclusiveMinimum": pl.Expr.gt,
    "exclusiveMaximum": pl.Expr.lt,
}
OPTIONS = ("bare_number", "decimal_char", "group_char", "float_number")


@dataclass(frozen=True)
class Reading:
    """Say how Polars reads one column: all are expressions over its cells.

    `fits`: the cell surely is of the type; `value`: compares as the type's values do; `key`: equal
    exactly for equal values; `bound`: a constraint's value as `value` compares it, None for « ask
    Frictionless »; `exact`: `value` has no rounding.
    """

    fits: pl.Expr
    value: pl.Expr
    key: pl.Expr
    bound: Bound
    exact: bool = True


def reading(field: "Field", cell: pl.Expr) -> Reading | None:
    """Return how to read the cells of a field, None when only Frictionless can."""
    if field.format != "default" or any(field.has_defined(name) for name in OPTIONS):
        return None
    make = _READINGS.get(field.type)
    return make(field, cell) if make else None


def missing(field: "Field", cell: pl.Expr) -> pl.Expr:
    """Tell which cells are missing: absent, or one of the missing values."""
    values = missing_values(field)
    if values == [""]:
        return cell.is_null() | (cell == "")
    return cell.is_null() | cell.is_in(values)


def missing_values(field: "Field") -> list[str]:
    """Return the field's own missing values, else its schema's."""
    if field.schema and not field.has_defined("missing_values"):
        return list(field.schema.missing_values)
    return list(field.missing_values)


def surely_valid(field: "Field", cell: pl.Expr, read: Reading | None) -> pl.Expr:
    """Return whether each cell surely has no error; never null."""
    absent = missing(field, cell)
    empty = pl.lit(value=False) if field.required else absent
    if read is None:
        return empty
    kept = [read.fits, *_constraints(field, cell, read)]
    present = pl.all_horizontal(kept).fill_null(value=False)
    return (~absent & present) if field.required else (absent | present)


def _constraints(field: "Field", cell: pl.Expr, read: Reading) -> list[pl.Expr]:
    found = []
    for name in field.supported_constraints:
        rule = field.constraints.get(name)
        if rule is None or name == "required":
            continue
        if name in COMPARED:
            found.append(_compared(field, name, rule, read))
        else:
            found.append(_TEXT_RULES[name](cell, rule))
    return found


def _compared(field: "Field", name: str, rule: object, read: Reading) -> pl.Expr:
    bound = read.bound(field.create_value_reader()(rule))
    if bound is None:
        return pl.lit(value=False)
    kept = COMPARED[name](read.value, bound)
    return kept if read.exact else kept & (read.value != bound)


def _pattern(cell: pl.Expr, rule: str) -> pl.Expr:
    translated = translate(rule)
    return cell.str.contains(translated) if translated else pl.lit(value=False)


def _enum(cell: pl.Expr, rule: list) -> pl.Expr:
    """Compare the texts; another way to write the same value is left to `judge`."""
    return cell.is_in([value for value in rule if isinstance(value, str)])


def _min_length(cell: pl.Expr, rule: int) -> pl.Expr:
    return cell.str.len_chars() >= rule


def _max_length(cell: pl.Expr, rule: int) -> pl.Expr:
    return cell.str.len_chars() <= rule


_TEXT_RULES = {
    "pattern": _pattern,
    "enum": _enum,
    "minLength": _min_length,
    "maxLength": _max_length,
}


def _string(_: "Field", cell: pl.Expr) -> Reading:
    return Reading(pl.lit(value=True), cell, cell, _no_bound)


def _integer(_: "Field", cell: pl.Expr) -> Reading:
    value = cell.cast(pl.Int64, strict=False)
    short = (cell.str.len_bytes() <= INTEGER_DIGITS) & ~cell.str.starts_with("+")
    return Reading(value.is_not_null() & short, value, value.cast(pl.String), _integer_bound)


def _number(_: "Field", cell: pl.Expr) -> Reading:
    whole = cell.str.replace("^(-?)0+([0-9])", "${1}${2}")
    trimmed = whole.str.replace(r"(\.[0-9]*?)0+$", "${1}").str.strip_suffix(".")
    key = pl.when(whole.str.contains(".", literal=True)).then(trimmed).otherwise(whole)
    return Reading(
        fits=cell.str.contains(f"^(?:{FORMS['number']})$"),
        value=cell.cast(pl.Float64, strict=False),
        key=key.replace({"-0": "0"}),
        bound=_number_bound,
        exact=False,
    )


def _boolean(field: "Field", cell: pl.Expr) -> Reading:
    true, false = list(field.true_values), list(field.false_values)  # type: ignore[attr-defined]
    key = pl.when(cell.is_in(true)).then(pl.lit("True")).otherwise(pl.lit("False"))
    distinct = not set(true) & set(false)
    return Reading(cell.is_in(true + false) & pl.lit(distinct), cell, key, _no_bound)


def _year(_: "Field", cell: pl.Expr) -> Reading:
    value = cell.cast(pl.Int64, strict=False)
    fits = (cell.str.len_bytes() == len("2026")) & value.is_between(1000, 9999)
    return Reading(fits, value, value.cast(pl.String), _integer_bound)


def _text_form(form: str, bound: Bound) -> Callable[["Field", pl.Expr], Reading]:
    """Return the reading of a type whose texts in canonical form sort as its values do."""
    return lambda _, cell: Reading(cell.str.contains(f"^{form}$"), cell, cell, bound)


def _no_bound(_: object) -> None:
    return None


def _integer_bound(value: object) -> object | None:
    return value if isinstance(value, int) and value in INTEGERS else None


def _number_bound(value: object) -> object | None:
    return float(value) if isinstance(value, int | float | Decimal) and value == value else None  # noqa: PLR0124


def _iso_bound(kind: type) -> Bound:
    """Return bounds as ISO texts; those with a time zone or a fraction are left to Frictionless."""

    def bound(value: object) -> object | None:
        if type(value) is not kind or getattr(value, "tzinfo", None):
            return None
        if getattr(value, "microsecond", 0):
            return None
        return value.isoformat()  # type: ignore[attr-defined]

    return bound


_READINGS: dict[str, Callable[["Field", pl.Expr], Reading]] = {
    "any": _string,
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "year": _year,
    "yearmonth": _text_form(f"{YEARS}-(?:0[1-9]|1[0-2])", _no_bound),
    "date": _text_form(f"{YEARS}-{DAYS}", _iso_bound(date)),
    "time": _text_form(HOURS, _iso_bound(time)),
    "datetime": _text_form(f"{YEARS}-{DAYS}T{HOURS}", _iso_bound(datetime)),
}
