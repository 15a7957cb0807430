"""The table declares its schema: columns, types, key; and has those columns."""

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEROPERABILITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "schema-declared", INTEROPERABILITY, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find columns that the schema lacks, or the table; a schema without a key fails."""
    declared = [field.get("name", "") for field in subject.fields]
    key = subject.descriptor.get("primaryKey") or ()
    keys = [key] if isinstance(key, str) else list(key)
    if not declared:
        return Verdict(False, "certified-schema-none")
    if subject.reference.shape.identifier not in keys:
        column = subject.reference.shape.identifier
        return Verdict(False, "certified-schema-no-key", {"column": column})
    found = sorted({*declared} ^ {*subject.table.columns})
    untyped = [field["name"] for field in subject.fields if field.get("type") in (None, "", "any")]
    return found_none("certified-schema-declared", [*found, *untyped], of=len(declared))
