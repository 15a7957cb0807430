"""Every entity has an identifier."""

import polars as pl

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import IDENTIFIER, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "identifier-present", IDENTIFIER, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find rows whose identifier is empty, or looks empty; a set without rows has no identifier."""
    if subject.table.is_empty():
        return Verdict(False, "certified-no-rows")
    rows = subject.identifiers.to_frame("text").with_row_index("row", 2)
    unusual = rows.filter(~pl.col("text").str.contains("[!-~]"))  # no plain letter, digit or sign
    blank = [str(row) for row, text in unusual.iter_rows() if not seen(text)]
    return found_none("certified-identifier-present", blank, of=subject.table.height)
