"""The files that readers receive are, octet for octet, those that the portal published."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEGRITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "files-unchanged", INTEGRITY, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Compare the SHA-256 of each file, received from its public address, with the one promised."""
    if not subject.files:
        return Verdict(False, "certified-no-files")
    found = [
        f"{file.label}\u00a0: {file.sha256[:16] or '—'} ≠ {file.promised[:16] or '—'}"
        for file in subject.files
        if not file.promised or file.sha256 != file.promised
    ]
    return found_none(
        "certified-files-unchanged", found, of=len(subject.files), links=subject.addresses
    )
