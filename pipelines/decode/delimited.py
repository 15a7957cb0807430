"""Look at the beginning of a delimited text: its separator, its header, where its rows begin."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.decode.header import Header, find_header
from pipelines.decode.records import Record, read_all, read_some
from pipelines.messages import Refusal

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 1000
MOSTLY = 0.9
OTHER_FORMATS = {  # no heading of a table begins so
    "decode-html": re.compile(r"\s*<[!?a-z]", re.IGNORECASE),
    "decode-json": re.compile(r"\s*[\[{]\s*[\[{\"\]}]"),
}
# What Excel writes, and obeys, on a first line that it then hides
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)


@dataclass(frozen=True)
class Beginning:
    """Say how a text is written.

    `end`: where its header ends, in characters; `width`: how many cells most of its rows have,
    blank ones included; `separator_line`: it begins with Excel's `sep=;`, which is no row.
    """

    delimiter: str
    header: Header
    end: int
    width: int
    separator_line: bool = False
    wrapped: bool = False


def look(head: str, delimiter: str = "") -> Beginning:
    """Return how the text that begins so is written; the delimiter is the one given, or found.

    Raises Refusal for a page of HTML or XML, for JSON and for text without a heading.
    """
    for code, beginning in OTHER_FORMATS.items():
        if beginning.match(head):
            raise Refusal(code)
    line = SEPARATOR_LINE.match(head)
    start = line.end() if line else 0
    text = head[start:]
    delimiter = _checked(delimiter or (line[1] if line else "")) or find_delimiter(text)
    records = _sample(text, delimiter) or read_all(text, delimiter)  # which says what is wrong
    header = find_header([record.cells for record in records])
    rows = [record.cells for record in records[header.index + 1 :]]
    return Beginning(
        delimiter=delimiter,
        header=header,
        end=start + records[header.index].end,
        width=_usual_length(rows),
        separator_line=bool(line),
        wrapped=_is_wrapped([record.cells for record in records]),
    )


def find_delimiter(text: str) -> str:
    """Return the delimiter under which most records are as wide as the header, the widest first."""
    scores = {delimiter: _score(text, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def unwrapped(records: Iterable[list[str]]) -> Iterable[str]:
    """Return the lines inside when each line of another CSV was saved as one cell.

    A French Excel that opened a comma file and saved it quotes each line and pads it with `;`; a
    `;` in the text had already split its line in two cells, which are joined again.
    """
    return (";".join(record).rstrip(";") for record in records)


def _checked(delimiter: str) -> str:
    if delimiter and (len(delimiter) > 1 or delimiter in '"\r\n\0' or not delimiter.isascii()):
        raise Refusal("decode-delimiter", delimiter=delimiter)
    return delimiter


def _score(text: str, delimiter: str) -> float:
    records = [record.cells for record in _sample(text, delimiter) if any(record.cells)]
    if not records or max(map(len, records)) <= 1:
        return 0
    width = len(records[_header_index(records)])
    if width <= 1:
        return 0
    alike = sum(len(record) == width for record in records) / len(records)
    return alike + min(width, 100) / 1000


def _header_index(records: list[list[str]]) -> int:
    try:
        return find_header(records).index
    except Refusal:  # blank, or far too wide: not under this delimiter
        return 0


def _sample(text: str, delimiter: str) -> list[Record]:
    """Return the first records, up to one that this delimiter can't read."""
    return read_some(text, delimiter, SAMPLE)


def _usual_length(records: list[list[str]]) -> int:
    lengths = Counter(map(len, filter(None, records)))
    return max(lengths, key=lambda length: lengths[length], default=0)


def _is_wrapped(records: list[list[str]]) -> bool:
    header = next((record for record in records if any(record)), [""])
    if any(header[1:]):
        return False
    inner = "\n".join(unwrapped(records))
    return _score(inner, find_delimiter(inner)) > MOSTLY
