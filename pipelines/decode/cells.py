"""Write the cells of a sheet as text, as a person sees them, whatever the language of Excel."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import polars as pl

WHOLE = 1e15  # beyond, Excel itself has lost the last digits
HALF_SECOND = timedelta(milliseconds=500)


def text_series(name: str, cells: Sequence[object]) -> pl.Series:
    """Return the texts of a column; one of whole numbers alone is written faster by Polars."""
    if set(map(type, cells)) == {float}:
        numbers = pl.Series(name, cells, dtype=pl.Float64)
        if ((numbers == numbers.floor()) & (numbers.abs() < WHOLE)).all():
            return numbers.cast(pl.Int64).cast(pl.String)
    return pl.Series(name, cell_texts(cells), dtype=pl.String)


def cell_texts(cells: Sequence[object]) -> list[str]:
    """Return the text of each cell: 1 for 1.0, AAAA-MM-JJ, AAAA-MM-JJTHH:MM:SS, true or false."""
    kinds = set(map(type, cells))
    if kinds <= {str}:
        return list(cells)  # type: ignore[arg-type]
    if len(kinds) == 1:
        return list(map(TEXTS[kinds.pop()], cells))
    return [cell if type(cell) is str else TEXTS[type(cell)](cell) for cell in cells]


def number_text(value: float) -> str:
    """Write the fifteen digits that Excel keeps: 0.3, not 0.30000000000000004."""
    if value.is_integer() and abs(value) < WHOLE:
        return str(int(value))
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def _moment(value: datetime) -> str:
    """Write a moment to the second: as a number of days it is a little off."""
    return (value + HALF_SECOND).replace(microsecond=0).isoformat()


def _hour(value: time) -> str:
    return (datetime.combine(date(1900, 1, 1), value) + HALF_SECOND).strftime("%H:%M:%S")


def _length(value: timedelta) -> str:
    """Write a length of time in hours: one day and a half is 36:00:00."""
    seconds = round(value.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' * (seconds < 0)}{hours:02}:{rest // 60:02}:{rest % 60:02}"


TEXTS: dict[type, Callable] = {
    bool: lambda value: "true" if value else "false",
    int: str,
    float: number_text,
    date: date.isoformat,
    datetime: _moment,
    time: _hour,
    timedelta: _length,
}
