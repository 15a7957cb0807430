"""Columns watched for personal information, and invented numbers that pass their checks."""

from collections.abc import Sequence

import polars as pl

from pipelines.decode.batches import ROW, Batch
from pipelines.validate.personal import Declaration, Found, watch_personal


def luhn(digits: str) -> bool:
    """Tell whether the digits pass Luhn's check, written plainly."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def a_nas(start: int) -> str:
    """Return a number of nine digits that begins with these and passes the check."""
    return next(number for n in range(10) if luhn(number := f"{start:08d}{n}"))


def looked_at(
    cells: Sequence[str | None], label: str = "note", declaration: Declaration | None = None
) -> tuple[Found, ...]:
    """Return what is found in one column."""
    watching = watch_personal([label], [declaration or Declaration()])
    numbers = pl.Series(ROW, range(2, len(cells) + 2), dtype=pl.UInt32)
    column = pl.Series("column_0", list(cells), dtype=pl.String)
    watching.see(Batch(pl.DataFrame([numbers, column])))
    return watching.found()


def kinds(cells: Sequence[str | None], label: str = "note") -> list[str]:
    """Return the kinds found in one column."""
    return [found.kind for found in looked_at(cells, label)]
