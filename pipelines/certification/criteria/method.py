"""The dataset says how it is made."""

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import DOCUMENTATION, Verdict

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "method", DOCUMENTATION, 1, "200"
SHORTEST = 200  # characters


def judge(subject: Subject) -> Verdict:
    """Measure the methodology; one that repeats the description isn't one."""
    said = seen(str(subject.package.get("methodologie") or ""))
    own = said != seen(str(subject.package.get("notes") or ""))
    passed = len(said) >= SHORTEST and own
    return Verdict(passed, "certified-method", {"count": len(said), "least": SHORTEST})
