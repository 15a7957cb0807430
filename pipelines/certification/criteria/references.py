"""What points to another certified set points to something there."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import INTEGRITY, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "references", INTEGRITY, 2, "0"


def judge(subject: Subject) -> Verdict:
    """Find values of foreign keys that the set they name doesn't have, or that no set has.

    Nothing can be said as long as a set that it names isn't certified itself.
    """
    found: list[str] = []
    values = 0
    for key in subject.descriptor.get("foreignKeys", ()):
        name, known = key["reference"]["resource"], _known(subject, key)
        if known is None:
            found.append(name)
            continue
        given = _given(subject, key)
        values += given.height
        found += (f"{name}\u00a0: {', '.join(row)}" for row in _lost(given, known, key))
    if subject.uncertified and not found:
        names = ", ".join(sorted(subject.uncertified))
        return Verdict(None, "certified-references-uncertified", {"of": values, "names": names})
    return found_none("certified-references", found, of=values)


def _known(subject: Subject, key: Mapping[str, Any]) -> pl.DataFrame | None:
    """Return the rows that a key points to; a table may point to itself."""
    name = key["reference"]["resource"]
    return subject.table if name in ("", subject.name) else subject.references.get(name)


def _given(subject: Subject, key: Mapping[str, Any]) -> pl.DataFrame:
    columns = _names(key["fields"])
    filled = pl.all_horizontal(pl.col(column) != "" for column in columns)
    return subject.table.filter(filled).select(columns).unique()


def _lost(given: pl.DataFrame, known: pl.DataFrame, key: Mapping[str, Any]) -> Iterator[tuple]:
    wanted = _names(key["reference"]["fields"])
    there = known.select(wanted).unique()
    lost = given.join(there, left_on=given.columns, right_on=wanted, how="anti")
    return lost.sort(given.columns).iter_rows()


def _names(fields: str | list[str]) -> list[str]:
    return [fields] if isinstance(fields, str) else list(fields)
