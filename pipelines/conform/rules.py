"""The repairs of form that need no knowledge of the source: each a code, types and an expression.

A rule changes a cell only when the cell's meaning is certain. A number or a date that they don't
bring to its canonical form stays as it was, for `validate` to report.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

SPACE = "[ \u00a0\u202f\u2009]"
NUMBERS = frozenset({"integer", "number"})
DATES = frozenset({"date"})
ALL: frozenset[str] = frozenset()
NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
DAY_FIRST = "day-first-date"
ONLY_DAY_FIRST = "^(1[3-9]|2[0-9]|3[01])[/-](0[1-9]|1[0-2])[/-][0-9]{4}$"
MONTH_FIRST = "^(0[1-9]|1[0-2])[/-](1[3-9]|2[0-9]|3[01])[/-][0-9]{4}$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


@dataclass(frozen=True)
class Rule:
    """Repair the cells of columns whose Table Schema type is in `types` (empty: any)."""

    code: str
    types: frozenset[str]
    repair: Callable[[pl.Expr], pl.Expr]

    def applies(self, kind: str) -> bool:
        """Tell whether the rule is for columns of this type."""
        return not self.types or kind in self.types


def readable(cell: pl.Expr, kind: str) -> pl.Expr:
    """Tell whether the cell is a number or a day in canonical form, as its column's type wants."""
    if kind in NUMBERS:
        return cell.str.contains(NUMBER)
    return cell.str.contains(DAY) & cell.str.to_date("%Y-%m-%d", strict=False).is_not_null()


def _carriage_return(cell: pl.Expr) -> pl.Expr:
    """End lines with \\n: Excel writes a carriage return « _x000D_ », alone or before the \\n."""
    return cell.str.replace_all("(_x000D_|\r)\n?", "\n")


def _outer_space(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_chars()


def _minus_sign(cell: pl.Expr) -> pl.Expr:
    return cell.str.replace(f"^[−–]{SPACE}?([0-9])", "-${1}")


def _currency_sign(cell: pl.Expr) -> pl.Expr:
    return cell.str.replace(f"^(-?[0-9][0-9,. \u00a0\u202f\u2009]*?){SPACE}?\\$$", "${1}")


def _thousands_space(cell: pl.Expr) -> pl.Expr:
    grouped = cell.str.contains(f"^-?[0-9]{{1,3}}({SPACE}[0-9]{{3}})+([.,][0-9]+)?$")
    return pl.when(grouped).then(cell.str.replace_all(SPACE, "")).otherwise(cell)


def _decimal_comma(cell: pl.Expr) -> pl.Expr:
    """Read « 12,5 »; « 1,234 » could be a thousand in an English file and stays as it is."""
    decimal = cell.str.contains("^-?[0-9]+,[0-9]+$")
    english = cell.str.contains("^-?[0-9]{1,3},[0-9]{3}$")
    return (
        pl.when(decimal & ~english).then(cell.str.replace(",", ".", literal=True)).otherwise(cell)
    )


def _whole_number(cell: pl.Expr) -> pl.Expr:
    return cell.str.replace(r"^(-?[0-9]+)\.0+$", "${1}")


def _midnight(cell: pl.Expr) -> pl.Expr:
    return cell.str.replace(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(:00(\.0+)?)?$", "${1}")


def _year_first_date(cell: pl.Expr) -> pl.Expr:
    return cell.str.replace("^([0-9]{4})/([0-9]{2})/([0-9]{2})$", "${1}-${2}-${3}")


def _day_first_date(cell: pl.Expr) -> pl.Expr:
    """Read JJ/MM/AAAA and JJ-MM-AAAA, unless a cell of the column can only be MM/JJ/AAAA."""
    day_first = "^(0[1-9]|[12][0-9]|3[01])[/-](0[1-9]|1[0-2])[/-]([0-9]{4})$"
    month_first = cell.str.contains(MONTH_FIRST).any()
    return pl.when(month_first).then(cell).otherwise(cell.str.replace(day_first, "${3}-${2}-${1}"))


FORM_RULES = (
    Rule("carriage-return", ALL, _carriage_return),
    Rule("outer-space", ALL, _outer_space),
)
TYPE_RULES = (
    Rule("minus-sign", NUMBERS, _minus_sign),
    Rule("currency-sign", NUMBERS, _currency_sign),
    Rule("thousands-space", NUMBERS, _thousands_space),
    Rule("decimal-comma", NUMBERS, _decimal_comma),
    Rule("whole-number", frozenset({"integer"}), _whole_number),
    Rule("midnight", DATES, _midnight),
    Rule("year-first-date", DATES, _year_first_date),
    Rule(DAY_FIRST, DATES, _day_first_date),
)
