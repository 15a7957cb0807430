"""Files answered for the share of the last 30 days that is promised."""

from pipelines.certification.criteria.promises import kept
from pipelines.certification.subject import FILES, Subject
from pipelines.certification.verdict import AVAILABILITY, Verdict

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "uptime-files", AVAILABILITY, 1, "99 %"


def judge(subject: Subject) -> Verdict:
    """Compare the uptime of the files with the promise."""
    return kept(subject.uptimes.get(FILES), subject.promises.files)
