"""Find a delimited file's separator and read its records, multi-line cells included."""

import csv
import io
import itertools
import re

from pipelines.messages import Refusal

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1000
MOSTLY = 0.9
MAX_CELL = 1 << 24
_HTML = re.compile(r"\s*(<!doctype html|<html|<\?xml|<head|<body)", re.IGNORECASE)

csv.field_size_limit(MAX_CELL)


def read_records(text: str, delimiter: str = "") -> tuple[list[list[str]], str]:
    """Return every record of the text and the delimiter, given or found.

    A file in which a spreadsheet wrapped each line in quotes and added `;;;;` is unwrapped first.
    Raises Refusal for a page of HTML or XML and for text that is no table.
    """
    if _HTML.match(text):
        raise Refusal("decode-html")
    if not delimiter:
        delimiter = find_delimiter(text)
    records = _parse(text, delimiter)
    inner = _unwrapped(records)
    return read_records(inner) if inner else (records, delimiter)


def find_delimiter(text: str) -> str:
    """Return the delimiter under which most records are as wide as the header, the widest first."""
    scores = {delimiter: _score(text, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _score(text: str, delimiter: str) -> float:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        records = [record for record in itertools.islice(reader, SAMPLE) if any(record)]
    except csv.Error:
        return 0
    width = len(records[0])
    if width == 1:
        return 0
    alike = sum(len(record) == width for record in records) / len(records)
    return alike + min(width, 100) / 1000


def _parse(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return list(reader)
    except csv.Error as reason:
        raise Refusal("decode-not-delimited", line=reader.line_num, reason=str(reason)) from reason


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
