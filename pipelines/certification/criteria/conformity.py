"""Rows keep the schema that they declare."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import QUALITY, Verdict

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "conformity", QUALITY, 1, "99.9 %"
LEAST = 0.999


def judge(subject: Subject) -> Verdict:
    """Count the rows that break the schema: one in a thousand at most, none of a small set."""
    rows = subject.table.height
    if not rows:
        return Verdict(False, "certified-no-rows")
    passed = (rows - subject.invalid) / rows >= LEAST
    return Verdict(passed, "certified-conformity", {"count": subject.invalid, "of": rows})
