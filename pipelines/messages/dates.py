"""Read and write dates as French does: « 1er avril 2024 », « Décembre 2027 »."""

import calendar
import re
import unicodedata
from datetime import date

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
_PLAIN = str.maketrans("éèêûôàç", "eeeuoac")
_NUMBER = {name.translate(_PLAIN): number for number, name in enumerate(MONTHS, start=1)}
_DAY = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d]+)\s+(\d{4})")
_MONTH = re.compile(r"([^\W\d]+)\s+(\d{4})")


def read_day(text: str) -> date | None:
    """Return the day that a French date names, or None when the text is not one."""
    found = _DAY.fullmatch(_plain(text))
    month = _month(found[2]) if found else 0
    if not found or not month:
        return None
    try:
        return date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None


def read_month(text: str) -> date | None:
    """Return the last day of the month that « Décembre 2027 » names, or None."""
    found = _MONTH.fullmatch(_plain(text))
    month = _month(found[1]) if found else 0
    if not found or not month or not int(found[2]):
        return None
    year = int(found[2])
    return date(year, month, calendar.monthrange(year, month)[1])


def write_day(day: date) -> str:
    """Write a day in French: « 1er avril 2024 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def said_day(text: str, language: str) -> str:
    """Return an ISO 8601 date as each language writes it; another text as it is."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return write_day(day) if language == "fr" else day.isoformat()


def _plain(text: str) -> str:
    """Return the text without outer spaces; a Mac writes an accent apart from its letter."""
    return unicodedata.normalize("NFC", text.strip())


def _month(name: str) -> int:
    return _NUMBER.get(name.lower().translate(_PLAIN), 0)
