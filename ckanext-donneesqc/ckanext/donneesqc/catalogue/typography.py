"""Write days, hours, numbers and sizes as the Office québécois de la langue française asks."""

import datetime as dt
import re

from babel.dates import format_date
from babel.numbers import format_decimal

FRENCH = "fr"
UNIT = 1000  # an SI prefix: 1 ko is 1 000 octets
UNITS = {FRENCH: ("octets", "ko", "Mo", "Go"), "en": ("bytes", "kB", "MB", "GB")}


def write_day(day: dt.date, locale: str) -> str:
    """Write a day: « 1er avril 2024 », “April 1, 2024”."""
    text = format_date(day, "long", locale=locale)
    return re.sub(r"^1 ", "1er ", text) if locale == FRENCH else text


def write_moment(moment: dt.datetime, locale: str) -> str:
    """Write a day and its hour: « 21 novembre 2026 à 9 h 05 », “November 21, 2026 at 9:05”."""
    if locale == FRENCH:
        return f"{write_day(moment, locale)} à {moment.hour}\u00a0h\u00a0{moment:%M}"
    return f"{write_day(moment, locale)} at {moment.hour}:{moment:%M}"


def write_number(value: float, locale: str, pattern: str | None = None) -> str:
    """Write a number, thousands apart by a no-break space in French: « 12 345 »."""
    return format_decimal(value, format=pattern, locale=locale).replace("\u202f", "\u00a0")


def write_size(octets: float, locale: str) -> str:
    """Write a file's size in octets with the SI prefix that keeps it short: « 766 ko »."""
    units = UNITS.get(locale, UNITS["en"])
    power = 0
    while octets >= UNIT and power < len(units) - 1:
        octets, power = octets / UNIT, power + 1
    pattern = "#,##0" if power == 0 or octets >= 10 else "#,##0.#"  # noqa: PLR2004 - one decimal
    return f"{write_number(octets, locale, pattern)}\u00a0{units[power]}"
