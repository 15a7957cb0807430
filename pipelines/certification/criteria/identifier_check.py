"""A code agrees with the codes that it is made of."""

import polars as pl

from pipelines.certification.subject import Subject
from pipelines.certification.verdict import IDENTIFIER, Verdict, found_none

CODE, CHARACTERISTIC, VERSION, THRESHOLD = "identifier-check", IDENTIFIER, 1, "0"
# of a column: it starts with the first `length` characters of another `column`, or with all of it
RULE = "donneesqc:startsWith"


def judge(subject: Subject) -> Verdict:
    """Find codes that don't start with the code that the schema says they are made of.

    A municipality's code, for example, starts with the first two digits of its MRC's. Nothing can
    be said of a schema that declares no such rule.
    """
    rules = {field["name"]: field[RULE] for field in subject.fields if field.get(RULE)}
    if not rules:
        return Verdict(None, "certified-identifier-no-check")
    found = []
    for name, rule in rules.items():
        column = rule.get("column", "") if isinstance(rule, dict) else ""
        if not {name, column} <= {*subject.table.columns}:
            found.append(f"{name}\u00a0: {column or '—'}")
            continue
        start = pl.col(column).str.slice(0, rule.get("length"))
        wrong = subject.table.filter(
            (pl.col(name) != "") & ~pl.col(name).str.starts_with(start).fill_null(value=True)
        )
        found += [f"{code} ≠ {other}" for code, other in wrong.select(name, column).iter_rows()]
    return found_none("certified-identifier-check", found, of=subject.table.height)
