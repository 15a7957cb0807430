"""Find the row that holds the headings: preamble lines may come before it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.messages import Refusal

Cells = Sequence[str]
PREAMBLE = 50  # rows among which a heading is looked for
MOST_COLUMNS = 16_384  # as many as a sheet has
# Numbers, dates and hours: what a row of headings has none of, years alone excepted
VALUE = re.compile(r"[-+]?[\d\s.,]+[%$]?|\d{1,4}[-/]\d{1,2}[-/]\d{1,4}.*|\d{1,2}:\d\d.*")
LONGEST = 200  # characters of a cell that are looked at
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Header:
    """Hold the headings, stripped, the blank ones at the end left out.

    `index`: the row's place among those given; `preamble`: how many rows before it aren't blank;
    `written`: the row's cells as they are.
    """

    index: int
    labels: tuple[str, ...]
    preamble: int
    written: tuple[str, ...] = ()


def find_header(rows: Sequence[Cells]) -> Header:
    """Return the first row that isn't blank, or the first as wide as the table after a preamble.

    A first row that fills half of the usual width or less is a title, a date or a source written
    above the table, provided the first wide row looks like headings: see `_holds_titles`. Raises
    Refusal without any row, and for more columns than a sheet has.
    """
    filled = [_filled(row) for row in rows]
    started = [index for index, cells in enumerate(filled) if cells]
    if not started:
        raise Refusal("decode-empty")
    half = usual_width(rows) / 2
    index = started[0]
    if filled[index] <= half:
        wide = next((i for i in started[:PREAMBLE] if filled[i] > half), index)
        index = wide if _holds_titles(rows, started[0], wide) else index
    labels = _labels(rows[index])
    if len(labels) > MOST_COLUMNS:
        raise Refusal("decode-columns", columns=len(labels), most=MOST_COLUMNS)
    return Header(index, labels, sum(i < index for i in started), tuple(rows[index]))


def usual_width(rows: Sequence[Cells]) -> int:
    """Return the width that most rows have, blank cells at their end left out."""
    widths = Counter(len(_labels(row)) for row in rows)
    del widths[0]
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _labels(row: Cells) -> tuple[str, ...]:
    labels = [cell.strip() for cell in row]
    while labels and not labels[-1]:
        labels.pop()
    return tuple(labels)


def _filled(row: Cells) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _holds_titles(rows: Sequence[Cells], first: int, index: int) -> bool:
    """Tell headings from a first row of values: no value among them, and no title comes twice.

    A blank row must come before, or values below: else a list of texts that have commas in them
    would lose its heading.
    """
    titles = [cell.strip() for cell in rows[index] if cell.strip()]
    if any(map(_is_value, titles)) or len(set(titles)) < len(titles):
        return False
    apart = not all(_filled(row) for row in rows[first:index])
    return apart or any(_is_value(cell.strip()) for row in rows[index + 1 :] for cell in row)


def _is_value(text: str) -> bool:
    return bool(VALUE.fullmatch(text[:LONGEST])) and not YEAR.fullmatch(text)
