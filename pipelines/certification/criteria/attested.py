"""People in their role declared what no machine can: the mandate, the method."""

from datetime import timedelta

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import METADATA, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "attested", METADATA, 1, "2"
WANTED = {"mandate": "mandat", "method": "méthode"}
VALID = timedelta(days=365)


def judge(subject: Subject) -> Verdict:
    """Find what nobody attested within a year; a demonstration attests nothing, and says so."""
    if subject.reference.demonstration:
        return Verdict(None, "certified-attested-demonstration")
    known = {
        item.subject
        for item in subject.attestations
        if item.role and item.document and item.day <= subject.today < item.day + VALID
    }
    lacking = [word for what, word in WANTED.items() if what not in known]
    return found_none("certified-attested", lacking, of=len(WANTED))
