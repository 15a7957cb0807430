"""Each column says in words what it holds."""

from pipelines.certification.subject import Subject
from pipelines.certification.text import seen
from pipelines.certification.verdict import DOCUMENTATION, Verdict, found_none
from pipelines.matching.names import folded

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "columns-described", DOCUMENTATION, 2, "0"
FEWEST = 3  # words that the column's name doesn't have


def judge(subject: Subject) -> Verdict:
    """Find columns whose title is missing, or whose description says no more than their name.

    Descriptions that differ by a number alone are the same, but for a number of the column's name.
    """
    found = []
    given: dict[str, str] = {}
    for field in subject.fields:
        name, said = field.get("name", ""), folded(seen(str(field.get("description") or "")))
        own = {*folded(name).split(), *folded(str(field.get("title") or "")).split()}
        told = " ".join(word for word in said.split() if word in own or not word.isdecimal())
        if not seen(str(field.get("title") or "")) or len({*told.split()} - own) < FEWEST:
            found.append(name)
        elif told in given:
            found.append(f"{name} = {given[told]}")
        given.setdefault(told, name)
    if not subject.fields:
        return Verdict(False, "certified-schema-none")
    return found_none("certified-columns-described", found, of=len(subject.fields))
