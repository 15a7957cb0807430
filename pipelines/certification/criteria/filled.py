"""What was filled stays filled from a version to the next."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import QUALITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "filled", QUALITY, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find columns that the schema requires and that have empty cells, or that are all empty."""
    required = {
        field["name"] for field in subject.fields if field.get("constraints", {}).get("required")
    }
    found = []
    for name in subject.table.columns:
        empty = int((subject.table[name] == "").sum())
        if empty and (name in required or empty == subject.table.height):
            found.append(f"{name}\u00a0: {empty}")
    return found_none("certified-filled", found, of=len(subject.table.columns))
