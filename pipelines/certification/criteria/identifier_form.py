"""Every identifier has the form that the schema declares, and no character that isn't seen."""

import polars as pl

from pipelines.certification.subject import Subject
from pipelines.certification.text import is_as_seen
from pipelines.certification.verdict import IDENTIFIER, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "identifier-form", IDENTIFIER, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find identifiers unlike their pattern; a schema that declares none fails."""
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
    found = pl.Series([*unlike, *hidden], dtype=pl.String).unique(maintain_order=True)
    return found_none("certified-identifier-form", found.to_list(), of=len(given))
