"""Each version says what changed."""

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import DOCUMENTATION, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "changelog", DOCUMENTATION, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find versions without a note; a set without a version has no history."""
    if not subject.versions:
        return Verdict(False, "certified-no-version")
    found = [str(version.number) for version in subject.versions if not seen(version.note)]
    return found_none("certified-changelog", found, of=len(subject.versions))
