"""Each column says in words what it holds."""

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import DOCUMENTATION, Verdict, found_none
from pipelines.matching.names import folded

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "columns-described", DOCUMENTATION, 1, "0"
FEWEST = 3  # words that the column's name doesn't have


def judge(subject: Subject) -> Verdict:
    """Find columns whose title is missing, or whose description says no more than their name."""
    found = []
    given: dict[str, str] = {}
    for field in subject.fields:
        name, said = field.get("name", ""), seen(str(field.get("description") or ""))
        own = {*folded(name).split(), *folded(str(field.get("title") or "")).split()}
        words = {*folded(said).split()} - own
        if not seen(str(field.get("title") or "")) or len(words) < FEWEST:
            found.append(name)
        elif said in given:
            found.append(f"{name} = {given[said]}")
        given.setdefault(said, name)
    if not subject.fields:
        return Verdict(False, "certified-schema-none")
    return found_none("certified-columns-described", found, of=len(subject.fields))
