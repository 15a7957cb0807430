"""Turn what is written in the XML of a workbook into the text that a person sees."""

import re
from collections.abc import Callable
from xml.etree import ElementTree  # noqa: S405 - expat bounds entities since 2.4.1

import polars as pl

from pipelines.decode.cells import number_text
from pipelines.decode.xlsx.doubt import NotPlainError

ESCAPED = r"&|_x[0-9A-Fa-f]{4}_"
HALF = re.compile("[\ud800-\udfff]")  # of a character: no text of its own
CHARACTER = re.compile(r"_x([0-9A-Fa-f]{4})_")
# As Excel and others write a number; those of the second kind are shown as they are written
NUMBER = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,3})?$"
SHOWN = r"^(?:0|-?[1-9][0-9]*|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9])$"
MOST_DIGITS = 15  # and a sign, and a point: one character less is left to be safe
# Before March 1900 Excel counts a day that never was; it ends with the year 9999
FIRST_DAY, BEYOND = 61, 2_958_466
EPOCH = pl.date(1899, 12, 30)
MILLISECONDS = 86_400_000  # in a day


def decoded(xml: bytes) -> str:
    """Return XML as text, each line ended by \\n alone, as XML 1.0 asks (2.11).

    Raises NotPlainError when it isn't in UTF-8, which no spreadsheet writes otherwise.
    """
    try:
        text = xml.decode()
    except UnicodeDecodeError as reason:
        raise NotPlainError from reason
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def plain_texts(written: pl.Series) -> pl.Series:
    """Return texts without the escapes of XML and those of spreadsheets, _x000D_ for a return."""
    return _mapped(written, written.str.contains(ESCAPED), _unescaped)


def numbers(written: pl.Series) -> pl.Series:
    """Return numbers as a person sees them; raises NotPlainError for what isn't one."""
    if not written.str.contains(NUMBER).all():
        raise NotPlainError
    shown = written.str.contains(SHOWN) & (written.str.len_bytes() <= MOST_DIGITS)
    return _mapped(written, ~shown, lambda text: number_text(float(text)))


def moments(written: pl.Series) -> pl.Series:
    """Return days and moments in ISO 8601; raises NotPlainError for hours without a day."""
    days = written.cast(pl.Float64, strict=False)
    if not days.is_between(FIRST_DAY, BEYOND, closed="left").fill_null(False).all():
        raise NotPlainError
    # to the millisecond first, as calamine does: a half second is then one
    milliseconds = (pl.col("days") * MILLISECONDS + 0.5).floor().cast(pl.Int64)
    seconds = (milliseconds + 500) // 1000
    moment = EPOCH.cast(pl.Datetime("ms")) + pl.duration(seconds=seconds, time_unit="ms")
    text = (
        pl.when(pl.col("days") == pl.col("days").floor())
        .then(moment.dt.strftime("%Y-%m-%d"))
        .otherwise(moment.dt.strftime("%Y-%m-%dT%H:%M:%S"))
    )
    return pl.DataFrame({"days": days}).select(text).to_series()


def _mapped(values: pl.Series, doubtful: pl.Series, text: Callable[[str], str]) -> pl.Series:
    """Return the values, the doubtful ones rewritten, each different one once."""
    old = values.filter(doubtful).unique()
    if old.is_empty():
        return values
    return values.replace(old, pl.Series([text(value) for value in old], dtype=pl.String))


def _unescaped(written: str) -> str:
    return shown_text(parsed_text(f"<t>{written}</t>").text or "")


def parsed_text(xml: str) -> ElementTree.Element:
    """Return a small element; raises NotPlainError when it is no XML."""
    try:
        return ElementTree.fromstring(xml)  # noqa: S314
    except ElementTree.ParseError as reason:
        raise NotPlainError from reason


def shown_text(text: str) -> str:
    """Return the text with the characters that spreadsheets write by their number."""
    shown = CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)
    if not shown.isprintable() and HALF.search(shown):
        raise NotPlainError
    return shown
