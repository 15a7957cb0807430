"""Every entity has an identifier."""

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import IDENTIFIER, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "identifier-present", IDENTIFIER, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find rows whose identifier is empty, or looks empty; a set without rows has no identifier."""
    blank = [str(row) for row, text in enumerate(subject.identifiers, 2) if not seen(text)]
    if subject.table.is_empty():
        return Verdict(False, "certified-no-rows")
    return found_none("certified-identifier-present", blank, of=subject.table.height)
