"""Write sizes, times and moments as each language does."""

from datetime import UTC, datetime

from pipelines.messages import message
from pipelines.messages.counts import number
from pipelines.messages.dates import said_day

KILOBYTE, MEGABYTE = 1000, 1_000_000
DECIMAL = {"fr": ",", "en": "."}
MINUTE, HOUR = 60, 3600


def amount(size: int, language: str) -> str:
    """Write a size: « 12,3 Mo », « 35 ko » below one; some bytes are one kilobyte at least."""
    if size >= MEGABYTE:
        return megabytes(size, language)
    thousands = number(-(-size // KILOBYTE), language)
    return message("command-kilobytes", language, number=thousands)


def megabytes(size: int, language: str) -> str:
    """Write a size: « 12,3 Mo »."""
    tenths = round(10 * size / MEGABYTE)
    whole = number(tenths // 10, language)
    return message("command-megabytes", language, number=f"{whole}{DECIMAL[language]}{tenths % 10}")


def duration(seconds: float) -> str:
    """Write a time in units that both languages write alike: « 2 min »."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))}\u00a0s"
    if seconds < HOUR:
        return f"{round(seconds / MINUTE)}\u00a0min"
    minutes = round(seconds / MINUTE)
    return f"{minutes // MINUTE}\u00a0h\u00a0{minutes % MINUTE:02}"


def moment(text: str) -> str:
    """Write the portal's ISO 8601 moment as the clock here had it: « 2026-06-01 10:03 »."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return text
    at = read if read.tzinfo else read.replace(tzinfo=UTC)
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def day(text: str, language: str) -> str:
    """Write an ISO date: « 1er avril 2026 »."""
    return said_day(text, language)
