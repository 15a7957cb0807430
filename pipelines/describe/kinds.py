"""The types that a column may be seen to have, in the form in which they are published.

A number that starts with 0 is a code, hence a text. Source: « relidi_condon_nombre » and
« relidi_condon_datheu » of the portal's guidelines.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from pipelines.conform.rules import TYPE_RULES

INTEGER = "^-?(0|[1-9][0-9]{0,17})$"
NUMBER = r"^-?(0|[1-9][0-9]{0,19})(\.[0-9]{1,17})?$"
SHORT_NUMBER = r"^-?((0|[1-9][0-9]{0,19})(\.[0-9]{1,17})?|\.[0-9]{1,17})$"  # « .5 » too
WIDTH = {"year": 0, "integer": 1, "number": 2}
DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$"
YEAR = "^(1[5-9]|20|21)[0-9]{2}$"
YEAR_LABEL = re.compile(r"\b(ann[ée]e|an|year|exercice|mill[ée]sime)\b", re.IGNORECASE)
CODE_LABEL = re.compile(r"\b\w?code\b|\b(codes|matricule|nip|neq|t[ée]l[ée]phone)\b", re.IGNORECASE)
KEY_LABEL = re.compile(
    r"\b\w?code\b|\b(id|\w+id|identifiant|no|noseq|num[ée]ro|number|key)\b|n°|#", re.IGNORECASE
)


@dataclass(frozen=True)
class Kind:
    """Tell whether cells are of a type; `repaired` when they are so once their form is mended."""

    type: str
    fits: Callable[[pl.Expr], pl.Expr]
    repaired: bool = False

    def includes(self, other: "Kind") -> bool:
        """Return whether every cell of the other kind is of this one: a year is a whole number."""
        if other.repaired and not self.repaired:
            return False
        if self.type in WIDTH and other.type in WIDTH:
            return WIDTH[self.type] >= WIDTH[other.type]
        return self.type == other.type

    def holds(self, cells: pl.Series) -> bool:
        """Return whether every cell is of the type."""
        fits = self.fits(self._mended(pl.col("cell"))).all()
        return bool(cells.alias("cell").to_frame().select(fits).item())

    def mend(self, cell: str) -> str:
        """Return the cell in the form in which it is published."""
        return pl.select(self._mended(pl.lit(cell))).item()

    def _mended(self, cell: pl.Expr) -> pl.Expr:
        if self.repaired:
            for rule in TYPE_RULES:
                if rule.applies(self.type):
                    cell = rule.repair(cell)
        return cell


def _day(cell: pl.Expr) -> pl.Expr:
    return cell.str.contains(DATE) & cell.str.to_date("%Y-%m-%d", strict=False).is_not_null()


def _moment(cell: pl.Expr) -> pl.Expr:
    moment = cell.str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False)
    return cell.str.contains(MOMENT) & moment.is_not_null()


def _matching(pattern: str) -> Callable[[pl.Expr], pl.Expr]:
    return lambda cell: cell.str.contains(pattern)


# The first that holds for every cell is the column's type.
KINDS = (
    Kind("boolean", lambda cell: cell.is_in(["true", "false", "True", "False", "TRUE", "FALSE"])),
    Kind("year", _matching(YEAR)),
    Kind("integer", _matching(INTEGER)),
    Kind("number", _matching(NUMBER)),
    Kind("date", _day),
    Kind("datetime", _moment),
    Kind("integer", _matching(INTEGER), repaired=True),
    Kind("number", _matching(SHORT_NUMBER), repaired=True),
    Kind("date", _day, repaired=True),
)
TEXT = Kind("string", lambda cell: cell.is_not_null())


def kinds_for(label: str) -> tuple[Kind, ...]:
    """Return the kinds to try, by the column's label.

    Four digits are a year only where the label says so; what the label calls a code is text.
    """
    words = _words(label)
    if CODE_LABEL.search(words):
        return ()
    return tuple(kind for kind in KINDS if kind.type != "year" or YEAR_LABEL.search(words))


def names_a_key(label: str) -> bool:
    """Return whether the label says that the column identifies its row."""
    return KEY_LABEL.search(_words(label)) is not None


def _words(label: str) -> str:
    return label.replace("_", " ")
