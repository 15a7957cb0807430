"""The API gives the rows that the file has."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEGRITY, Verdict

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "api-same-as-file", INTEGRITY, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Compare the rows of the API with those of the file: how many, and a hash of their values."""
    answered = subject.answered
    same_count = answered.rows == answered.file_rows
    passed = same_count and bool(answered.digest) and answered.digest == answered.file_digest
    values = {"rows": answered.rows, "of": answered.file_rows}
    code = "certified-api-differs" if same_count and not passed else "certified-api-same-as-file"
    return Verdict(passed, code, values)
