"""The API answered for the share of the last 30 days that is promised."""

from pipelines.certification.criteria.promises import kept
from pipelines.certification.subject import API, Subject
from pipelines.certification.verdict import AVAILABILITY, Verdict

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "uptime-api", AVAILABILITY, 1, "99.5 %"


def judge(subject: Subject) -> Verdict:
    """Compare the uptime of the API with the promise."""
    return kept(subject.uptimes.get(API), subject.promises.api)
