"""Every identifier has the form that the schema declares, and no character that isn't seen."""

import polars as pl

from pipelines.certification.subject import Subject
from pipelines.certification.text import is_as_seen
from pipelines.certification.verdict import IDENTIFIER, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "identifier-form", IDENTIFIER, 2, "0"
# what an address can't hold, and what it means something else by
UNUSABLE = r"/|\\|^\.{0,2}$|\.(?:csv|geojson|jsonld)$"
TAKEN = ("certificat", "certification", "insigne.svg", "reconciliation", "signaler")


def judge(subject: Subject) -> Verdict:
    """Find identifiers unlike their pattern, or that no address can hold.

    A schema that declares no pattern fails.
    """
    name = subject.reference.shape.identifier
    patterns = [
        field.get("constraints", {}).get("pattern")
        for field in subject.fields
        if field.get("name") == name
    ]
    if not patterns or not patterns[0]:
        return Verdict(False, "certified-identifier-no-pattern", {"column": name})
    given = subject.identifiers.filter(subject.identifiers != "")
    unlike = given.filter(~given.str.contains(f"^(?:{patterns[0]})$"))
    plain = given.str.contains("^[!-~]*$")
    hidden = [text for text in given.filter(~plain) if not is_as_seen(text)]
    lost = given.filter(given.str.contains(UNUSABLE) | given.is_in(TAKEN))
    found = pl.Series([*unlike, *hidden, *lost], dtype=pl.String).unique(maintain_order=True)
    return found_none("certified-identifier-form", found.to_list(), of=len(given))
