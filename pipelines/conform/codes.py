"""Give back the zeros that a spreadsheet took from a code, where the reference list proves it."""

from collections.abc import Iterable, Mapping

import polars as pl

from pipelines.conform.rules import Rule
from pipelines.territory import load_known

PADDED = "padded-code"


def code_lists(foreign_keys: Iterable[dict]) -> dict[str, pl.Series]:
    """Return the codes that each column may hold, for keys of one column into a reference set."""
    keys = [(_first(key["fields"]), key["reference"]) for key in foreign_keys if _single(key)]
    tables = load_known(reference["resource"] for _, reference in keys)
    return {
        column: tables[reference["resource"]][_first(reference["fields"])]
        for column, reference in keys
        if reference["resource"] in tables
    }


def code_rule(column: str, codes: Mapping[str, pl.Series]) -> tuple[Rule, ...]:
    """Return the rule that pads a column's codes, if a list says which codes there are.

    « 1023 » becomes « 01023 » when the list has the second and not the first, and all its codes are
    of one length.
    """
    known = codes.get(column)
    if known is None or known.is_empty():
        return ()
    widths = known.str.len_chars().unique()
    return () if widths.len() > 1 else (Rule(PADDED, frozenset(), _padding(known, widths[0])),)


def _padding(known: pl.Series, width: int):
    listed = known.implode()

    def repair(cell: pl.Expr) -> pl.Expr:
        padded = cell.str.zfill(width)
        lost = cell.str.contains("^[0-9]+$") & ~cell.is_in(listed) & padded.is_in(listed)
        return pl.when(lost).then(padded).otherwise(cell)

    return repair


def _single(key: dict) -> bool:
    return isinstance(key["fields"], str) or len(key["fields"]) == 1


def _first(names: str | list[str]) -> str:
    return names if isinstance(names, str) else names[0]
