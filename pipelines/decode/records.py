"""Read records one by one with Python's own reader: slow, strict, and right about every quote."""

import csv
import io
import itertools
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from pipelines.messages import Refusal

MAX_CELL = 1 << 24


class Record(NamedTuple):
    """Hold the cells of a record and where it ends in the text, in characters."""

    cells: list[str]
    end: int


class Fault(Exception):  # noqa: N818 - what is wrong with a text, before its line is known
    """Stop at a record that can't be read: `code` says why, `line` is where it begins, from 0."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


def read_records(text: str, delimiter: str) -> Iterator[Record]:
    """Yield the records of a text (RFC 4180, strict): a quote left open would swallow what follows.

    Raises Fault.
    """
    csv.field_size_limit(MAX_CELL)  # one for the whole process: Frictionless sets its own
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    line = 0
    try:
        for cells in reader:
            yield Record(cells, stream.tell())
            line = reader.line_num
    except csv.Error as reason:
        raise Fault(_code(str(reason)), line) from reason


def read_some(text: str, delimiter: str, most: int) -> list[Record]:
    """Return the first records, up to one that can't be read."""
    records = []
    with suppress(Fault):
        for record in itertools.islice(read_records(text, delimiter), most):
            records.append(record)
    return records


def read_all(text: str, delimiter: str) -> list[Record]:
    """Return every record of a text that is the beginning of a file; raises Refusal."""
    try:
        return list(read_records(text, delimiter))
    except Fault as fault:
        raise Refusal(fault.code, line=fault.line + 1) from fault


def _code(reason: str) -> str:
    """Return the code of what Python's reader says in English."""
    if reason.startswith("unexpected end"):
        return "decode-quote-open"
    if reason.startswith("field larger"):
        return "decode-cell-too-large"
    return "decode-quote-inside"
