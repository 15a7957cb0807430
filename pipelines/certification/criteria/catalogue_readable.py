"""Machines that read catalogues find the set, its files and its licence."""

import json

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEROPERABILITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "catalogue-readable", INTEROPERABILITY, 1, "0"
TERMS = ("dcat:Dataset", "dcat:distribution", "dct:license", "dct:title", "dct:publisher")


def judge(subject: Subject) -> Verdict:
    """Find what the dataset's DCAT and JSON-LD lack."""
    found = [f"DCAT\u00a0: {term}" for term in TERMS if not _has(subject.dcat, term)]
    try:
        data = json.loads(subject.json_ld or "null")
    except ValueError:
        data = None
    said = json.dumps(data)
    if not data or "Dataset" not in said:
        found.append("JSON-LD")
    return found_none("certified-catalogue-readable", found, of=len(TERMS) + 1)


def _has(turtle: str, term: str) -> bool:
    """Tell a term, whatever the prefix of its vocabulary."""
    return f":{term.partition(':')[2]} " in turtle or f"/{term.partition(':')[2]}>" in turtle
