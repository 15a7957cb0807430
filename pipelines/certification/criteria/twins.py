"""An entity has one row."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import QUALITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "twins", QUALITY, 1, "0"
FEWEST = 3  # columns that tell two entities apart, their vintage and their name among them


def judge(subject: Subject) -> Verdict:
    """Find rows that differ by their identifier alone: the same entity, given twice."""
    shape = subject.reference.shape
    others = [name for name in subject.table.columns if name != shape.identifier]
    if len(others) < FEWEST:  # nothing but a name: homonyms are no twins
        return Verdict(True, "certified-twins-untold")
    alike = subject.table.filter(subject.table.select(others).is_duplicated())
    found = [
        f"{identifier}\u00a0: {name}"
        for identifier, name in alike.select(shape.identifier, shape.name).iter_rows()
    ]
    return found_none("certified-twins", found, of=subject.table.height)
