"""Tell, a column at a time, which numbers other programs hold without changing them."""

import polars as pl

PLAIN = r"^-?[0-9]+(?:\.[0-9]+)?$"
DIGITS = 15  # a double, and a cell of Excel, give back any number of so many significant digits


def as_double(cell: pl.Expr) -> pl.Expr:
    """Return the numbers that a double holds exactly as they are written, null for the others.

    That is those of at most 15 significant digits, so that 0.1 is one and 9007199254740993 isn't.
    """
    value = cell.cast(pl.Float64, strict=False)
    held = cell.str.contains(PLAIN) & (_significant(cell) <= DIGITS) & value.is_finite()
    return pl.when(held).then(value)


def _significant(cell: pl.Expr) -> pl.Expr:
    digits = cell.str.replace_all("[-.]", "").str.strip_chars_start("0")
    return digits.str.strip_chars_end("0").str.len_bytes()
