"""An identifier goes on naming the same entity."""

import polars as pl
from rapidfuzz.fuzz import token_set_ratio

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import IDENTIFIER, Verdict, found_none
from pipelines.matching.names import folded

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "identifier-not-recycled", IDENTIFIER, 1, "0"
ALIKE = 60  # of 100: a name that changed keeps a part of itself


def judge(subject: Subject) -> Verdict:
    """Find identifiers whose name has nothing in common with the one it had.

    A declared succession of the identifier says that the name changed on purpose.
    """
    earlier = [version.identities for version in subject.versions[1:]]
    if not earlier:
        return Verdict(None, "certified-identifier-first")
    before = pl.concat(earlier).unique("identifier", keep="first", maintain_order=True)
    today = pl.DataFrame({"identifier": subject.identifiers, "now": subject.names})
    renamed = before.join(today, on="identifier").filter(pl.col("name") != pl.col("now"))
    changed = [
        f"{identifier}\u00a0: {name} → {now}"
        for identifier, name, now in renamed.sort("identifier").iter_rows()
        if identifier not in subject.succeeded
        and token_set_ratio(folded(name), folded(now)) < ALIKE
    ]
    return found_none("certified-identifier-not-recycled", changed, of=before.height)
