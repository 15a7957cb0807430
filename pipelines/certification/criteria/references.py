"""What points to another certified set points to something there."""

import polars as pl

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEGRITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "references", INTEGRITY, 1, "0"


def judge(subject: Subject) -> Verdict:
    """Find values of foreign keys that the set they name doesn't have, or that no set has."""
    keys = subject.descriptor.get("foreignKeys", ())
    found, values = [], 0
    for key in keys:
        name, columns = key["reference"]["resource"], _names(key["fields"])
        known = subject.references.get(name)
        if known is None:
            found.append(name)
            continue
        wanted = _names(key["reference"]["fields"])
        filled = pl.all_horizontal(pl.col(column) != "" for column in columns)
        given = subject.table.filter(filled).select(columns).unique()
        values += given.height
        lost = given.join(
            known.select(wanted).unique(), left_on=columns, right_on=wanted, how="anti"
        )
        found += [f"{name}\u00a0: {', '.join(row)}" for row in lost.sort(columns).iter_rows()]
    return found_none("certified-references", found, of=values)


def _names(fields: str | list[str]) -> list[str]:
    return [fields] if isinstance(fields, str) else list(fields)
