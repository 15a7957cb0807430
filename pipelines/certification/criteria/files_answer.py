"""Every file and the API answer at their public address."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import AVAILABILITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "files-answer", AVAILABILITY, 1, "0"
OK = 200


def judge(subject: Subject) -> Verdict:
    """Find addresses that don't answer 200, or answer nothing at all."""
    if not subject.files:
        return Verdict(False, "certified-no-files")
    found = [
        f"{file.label}\u00a0: {file.status or '—'}"
        for file in subject.files
        if file.status != OK or not file.size
    ]
    if subject.answered.status != OK:
        found.append(f"API\u00a0: {subject.answered.status or '—'}")
    return found_none(
        "certified-files-answer", found, of=len(subject.files) + 1, links=subject.addresses
    )
