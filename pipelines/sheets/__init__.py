"""What every workbook that we write needs: the limits of Excel's sheets, and a safe way to save."""

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

ROWS, COLUMNS, CHARACTERS = 1_048_576, 16_384, 32_767
LINE = 15  # points
# What Excel may run, and what begins as that does without being it: a number, dashes. Both are read
# alike by Python and by Polars.
FORMULA_START = r"^[=+@\t\r-]"
NO_FORMULA = r"^(?:[+-]?[0-9][0-9 \u00a0\u202f.,]*[ \u00a0\u202f]?[$%]?|-+)$"
_START, _NONE = re.compile(FORMULA_START), re.compile(NO_FORMULA)


@contextmanager
def new_workbook(path: Path, created: date, streaming: bool = False) -> Iterator[Workbook]:
    """Open a workbook whose bytes depend on what is written and `created` alone.

    `streaming` keeps one row in memory: rows must be written in order. Raises OSError when the file
    can't be written, for instance because Excel has it open.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        options = {"strings_to_urls": False, "use_zip64": streaming, "tmpdir": scratch}
        workbook = Workbook(str(path), {**options, "constant_memory": streaming})
        workbook.set_properties({"created": datetime.combine(created, time())})
        yield workbook
        try:
            workbook.close()
        except FileCreateError as reason:
            raise reason.args[0] from reason


def fitting(text: str) -> str:
    """Return the text as a cell can hold it; Excel counts an emoji for two characters."""
    if len(text) <= CHARACTERS // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CHARACTERS:
        return text
    return units[: 2 * (CHARACTERS - 1)].decode("utf-16-le", errors="ignore") + "…"


def height(texts: Sequence[str], widths: Sequence[float]) -> int:
    """Return how high, in points, a row of wrapped texts must be: LibreOffice won't find out."""
    lines = (
        sum(math.ceil((len(line) + 1) / width) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
    )
    return LINE * max(1, *lines, 1)


def is_like_a_formula(cell: str) -> bool:
    """Return whether Excel could evaluate the cell; a number below zero is none."""
    return bool(_START.match(cell)) and not _NONE.fullmatch(cell)
