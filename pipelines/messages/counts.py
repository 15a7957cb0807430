"""Write numbers, and words that agree with them, as each language does."""

import re
from string import Formatter
from typing import Any

from pipelines.messages.names import quoted

THOUSANDS = {"fr": "\u00a0", "en": ","}
WORDS_ALONE, NUMBER_ALONE, DECIMAL = "=", "#", "decimal"
_PERCENT = re.compile(r"\s%")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def number(value: int, language: str) -> str:
    """Write a whole number: « 12 345 » or “12,345”."""
    return f"{value:,}".replace(",", THOUSANDS[language])


def decimal(text: str, language: str) -> str:
    """Write the numbers of a text as a language does: « 99,5 % » or “99.5%”."""
    return _POINT.sub(",", text) if language == "fr" else _PERCENT.sub("%", text)


class Sentence(Formatter):
    """Fill a sentence: `{rows:ligne|lignes}` is « 1 ligne » or « 12 345 lignes ».

    `{rows:=est|sont}` is the words alone, `{rows:#}` the number alone, `{share:decimal}` a number
    that isn't whole. In French 0 is singular, in English it is plural.
    Several names, a list or a tuple, are quoted: « « a », « b » ».
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write one value."""
        one, bar, many = format_spec.partition("|")
        if isinstance(value, list | tuple):
            return quoted(value, self.language)
        if format_spec == NUMBER_ALONE:
            return number(value, self.language)
        if format_spec == DECIMAL:
            return decimal(f"{float(value):g}", self.language)
        if not bar:
            return super().format_field(value, format_spec)
        alone = one.startswith(WORDS_ALONE)
        single = value < 2 if self.language == "fr" else value == 1  # noqa: PLR2004 - the grammar's
        words = one.removeprefix(WORDS_ALONE) if single else many
        return words if alone else f"{number(value, self.language)} {words}"
