"""Tell, a column at a time, which numbers other programs hold without changing them."""

import polars as pl

PLAIN = r"^-?[0-9]+(?:\.[0-9]+)?$"
DIGITS = 15  # a double, and a cell of Excel, give back any number of so many digits
LONGEST = 300  # zeros may precede them; a double goes down to about 1e-308


def as_double(cell: pl.Expr) -> pl.Expr:
    """Return the numbers that a double gives back exactly as they are written, null for the others.

    That is those of at most 15 digits, so that 0.1 is one and 9007199254740993 isn't.
    """
    digits = _digits(cell).str.len_bytes()
    held = cell.str.contains(PLAIN) & (digits <= DIGITS) & (cell.str.len_bytes() <= LONGEST)
    return pl.when(held).then(cell.cast(pl.Float64, strict=False))


def _digits(cell: pl.Expr) -> pl.Expr:
    """Return the digits of a number without the zeros that its value doesn't need."""
    exact = cell.str.replace(r"(\.[0-9]*?)0+$", "${1}")
    return exact.str.replace_all("[-.]", "").str.strip_chars_start("0")
