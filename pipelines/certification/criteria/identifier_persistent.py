"""An identifier that readers may have kept still leads somewhere."""

import polars as pl

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import IDENTIFIER, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "identifier-persistent", IDENTIFIER, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find identifiers of earlier versions that are gone without a declared succession."""
    earlier = [version.identities["identifier"] for version in subject.versions[1:]]
    if not earlier:
        return Verdict(None, "certified-identifier-first")
    before = pl.concat(earlier).unique()
    gone = before.filter(~before.is_in(subject.identifiers.implode()))
    lost = sorted({*gone} - subject.succeeded)
    return found_none("certified-identifier-persistent", lost, of=len(before))
