"""Texts are in UTF-8, and hold no character that was lost on the way."""

import polars as pl

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEROPERABILITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "text-utf8", INTEROPERABILITY, 1, "0"
UTF8 = {"", "utf-8", "utf-8-sig", "ascii"}
LOST = "\ufffd|Ã[\u0080-\u00bf©¨ª§´»®¢¯¹«]|â€"


def judge(subject: Subject) -> Verdict:
    """Find files in another encoding, and cells with lost or scrambled letters."""
    found = [
        f"{file.label}\u00a0: {file.encoding}"
        for file in subject.files
        if file.encoding.lower() not in UTF8
    ]
    for name in subject.table.columns:
        lost = subject.table.filter(pl.col(name).str.contains(LOST))[name]
        if len(lost):
            found.append(f"{name}\u00a0: {lost[0]}")
    return found_none("certified-text-utf8", found, of=len(subject.files), links=subject.addresses)
