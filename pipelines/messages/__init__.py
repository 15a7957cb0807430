"""Say in French or in English every sentence that a file, a deposit or a source can earn."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from pipelines.messages.counts import Sentence
from pipelines.messages.dates import said_day
from pipelines.messages.names import quoted

LANGUAGES = ("fr", "en")
# Repairs of a file or of its headings; the others are of a row or a cell.
FILE_REPAIRS = ("encoding", "wrapped-lines", "delimiter", "renamed-column")
TYPE, DAY = "type", "day"
__all__ = ["LANGUAGES", "FILE_REPAIRS", "Refusal", "catalogue", "message", "quoted", "shortened"]


class Refusal(Exception):  # noqa: N818 - the field's word for it; « error » is kept for a cell's defect
    """Stop one publication for a reason that has a sentence in the catalogue.

    `code` names the sentence; `values` fill it and must be plain JSON values, so that a refusal can
    travel from one Airflow task to the next.
    """

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return message(self.code, **self.values)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return every message: code → language → text with `{placeholders}`, one file a subject.

    See `Sentence` for words that agree with a number, and for names. `{new_type:type}` is what a
    person calls a type of Table Schema, « nombre entier », and `{date:day}` an ISO 8601 date.

    In French a no-break space stands before « : », « % », « $ » and inside guillemets.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times faster
    sentences: dict[str, dict[str, str]] = {}
    for file in _files():
        for code, texts in yaml.load(file.read_text(encoding="utf-8"), Loader=loader).items():  # noqa: S506
            if code in sentences:
                raise ValueError(f"two sentences for {code}")
            sentences[code] = texts
    return sentences


def _files() -> list[Traversable]:
    folder = resources.files("pipelines.messages").joinpath("catalogue")
    return sorted(folder.iterdir(), key=lambda file: file.name)


def message(code: str, language: str = "fr", /, **values: str | float | Sequence[str]) -> str:
    """Return the sentence of `code` in `language`, filled with `values`.

    Raises KeyError when the catalogue lacks the code: that is a programming error.
    """
    return _SENTENCES[language].format(catalogue()[code][language], **values)


def shortened(text: str, most: int = 80) -> str:
    """Return a cell as a sentence may quote it: on one line, its end cut off when it is long."""
    line = " ".join(text.splitlines())
    return line if len(line) <= most else f"{line[: most - 1]}…"


class _Told(Sentence):
    """Fill a sentence of the catalogue: types of Table Schema in its own words, days in French."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write one value; a rare type keeps its Table Schema name."""
        if format_spec == DAY:
            return said_day(str(value), self.language)
        if format_spec != TYPE:
            return super().format_field(value, format_spec)
        words = catalogue().get(f"template-{value}", {})
        return words.get(self.language, str(value))


_SENTENCES = {language: _Told(language) for language in LANGUAGES}
