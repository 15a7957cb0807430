"""Find a delimited file's separator and read its records, multi-line cells included."""

import csv
import io
import itertools
import re
from contextlib import suppress
from dataclasses import dataclass, replace

from pipelines.messages import Refusal

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1000
MOSTLY = 0.9
MAX_CELL = 1 << 24
OTHER_FORMATS = {  # no heading of a table begins so
    "decode-html": re.compile(r"\s*<[!?a-z]", re.IGNORECASE),
    "decode-json": re.compile(r"\s*[\[{]\s*[\[{\"\]}]"),
}


@dataclass(frozen=True)
class Reading:
    """Hold every record of a text, the delimiter, and whether each line was wrapped in quotes."""

    records: list[list[str]]
    delimiter: str
    wrapped: bool = False


def read_records(text: str, delimiter: str = "") -> Reading:
    """Return every record of the text and the delimiter, given or found.

    A file in which a spreadsheet wrapped each line in quotes and added `;;;;` is unwrapped first.
    Raises Refusal for a page of HTML or XML, for JSON and for text that is no table.
    """
    for code, beginning in OTHER_FORMATS.items():
        if beginning.match(text):
            raise Refusal(code)
    delimiter = delimiter or find_delimiter(text)
    records = _parse(text, delimiter)
    inner = _unwrapped(records)
    if inner:
        return replace(read_records(inner), wrapped=True)
    return Reading(records, delimiter)


def find_delimiter(text: str) -> str:
    """Return the delimiter under which most records are as wide as the header, the widest first."""
    scores = {delimiter: _score(text, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _score(text: str, delimiter: str) -> float:
    records = _sample(text, delimiter)
    width = len(records[0]) if records else 0
    if width <= 1:
        return 0
    alike = sum(len(record) == width for record in records) / len(records)
    return alike + min(width, 100) / 1000


def _sample(text: str, delimiter: str) -> list[list[str]]:
    """Return the first records that aren't blank, up to one that this delimiter can't read."""
    records: list[list[str]] = []
    with suppress(csv.Error):
        for record in itertools.islice(filter(any, _reader(text, delimiter)), SAMPLE):
            records.append(record)
    return records


def _parse(text: str, delimiter: str) -> list[list[str]]:
    """Read strictly (RFC 4180): a quote left open would swallow the rows that follow it."""
    reader = _reader(text, delimiter)
    records: list[list[str]] = []
    line = 1
    try:
        for record in reader:
            records.append(record)
            line = reader.line_num + 1
    except csv.Error as reason:
        raise Refusal(_fault(str(reason)), line=line) from reason
    return records


def _reader(text: str, delimiter: str):
    csv.field_size_limit(MAX_CELL)  # one for the whole process: Frictionless sets its own
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _fault(reason: str) -> str:
    """Return the code of what Python's reader says in English."""
    if reason.startswith("unexpected end"):
        return "decode-quote-open"
    if reason.startswith("field larger"):
        return "decode-cell-too-large"
    return "decode-quote-inside"


def _unwrapped(records: list[list[str]]) -> str:
    """Return the text inside when each line of another CSV was saved as one cell, else nothing.

    A French Excel that opened a comma file and saved it quotes each line and pads it with `;`; a
    `;` in the text had already split its line in two cells, which are joined again.
    """
    header = next((record for record in records if any(record)), [""])
    if any(header[1:]):
        return ""
    inner = "\n".join(";".join(record).rstrip(";") for record in records)
    return inner if _score(inner, find_delimiter(inner)) > MOSTLY else ""
