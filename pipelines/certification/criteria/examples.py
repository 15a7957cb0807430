"""Each column has an example that it could hold."""

import re

from frictionless import Field, FrictionlessException

from pipelines.certification.criteria.values_real import STANDS
from pipelines.certification.subject import Subject
from pipelines.certification.verdict import DOCUMENTATION, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "examples", DOCUMENTATION, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find columns without an example, or whose example breaks the column's own rules."""
    if not subject.fields:
        return Verdict(False, "certified-schema-none")
    found = []
    for field in subject.fields:
        name, example = field.get("name", ""), str(field.get("example", "") or "")
        if not example:
            found.append(name)
        elif re.fullmatch(STANDS, example) or _breaks(field, example):
            found.append(f"{name}\u00a0: {example}")
    return found_none("certified-examples", found, of=len(subject.fields))


def _breaks(field: dict, example: str) -> bool:
    try:
        cell, notes = Field.from_descriptor(field).read_cell(example)
    except FrictionlessException:  # a column that is itself ill described
        return True
    return cell is None or bool(notes)
