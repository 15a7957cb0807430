"""Describe a table that has no schema yet."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.decode.batches import FileTable
from pipelines.describe.census import Census
from pipelines.describe.kinds import names_a_key
from pipelines.describe.model import KEY_ROWS, DescribedColumn, Description
from pipelines.describe.names import column_names
from pipelines.messages import shortened
from pipelines.validate.personal import Found, watch_personal

REPEATS = 5  # times that each value stands, on average, in a column that has a list of values
LISTED, LONGEST = 20, 60  # most values in a list, and the longest of them


def describe(table: FileTable, found: Sequence[Found] | None = None) -> Description:
    """Read every row once and say what each column is.

    A type holds for every filled cell, in the form in which it is published; memory is bounded,
    whatever the number of rows. No value is shown of a column that may be personal information:
    `found` is what was seen of it, when the caller has looked already.
    """
    columns = [Census(label) for label in table.labels]
    personal = watch_personal(table.labels) if found is None else None
    rows = 0
    for batch in table.batches():
        rows += batch.frame.height
        if personal:
            personal.see(batch)
        for position, column in enumerate(columns):
            column.see(batch.frame[f"column_{position}"])
    names = column_names(table.labels)
    described = [_column(*pair, rows) for pair in zip(names, columns, strict=True)]
    for item in personal.found() if personal else found or ():
        seen = described[item.position]
        described[item.position] = replace(
            seen, example="", values=(), found="", personal=(*seen.personal, item.code)
        )
    return Description(tuple(described), rows, _keys(described))


def _column(name: str, census: Census, rows: int) -> DescribedColumn:
    kind = census.kind
    return DescribedColumn(
        name=name,
        label=census.label,
        type=kind.type,
        filled=census.filled,
        empty=census.empty,
        example=shortened(kind.mend(census.example)),
        unique=census.unique and rows >= KEY_ROWS,
        values=_listed(census) if kind.type == "string" else (),
        repaired=kind.repaired,
        found=census.example if kind.repaired else "",
    )


def _listed(census: Census) -> tuple[str, ...]:
    """Return the values of a column in which few repeat; one alone says nothing of the others."""
    values = census.values or {}
    few = 1 < len(values) <= LISTED and census.filled >= REPEATS * len(values)
    return tuple(sorted(values)) if few and max(map(len, values)) <= LONGEST else ()


def _keys(columns: Sequence[DescribedColumn]) -> tuple[str, ...]:
    """Return the columns that tell every row apart, first those whose label says that they do.

    An amount that happens never to repeat is no key.
    """
    named = [column for column in columns if column.unique and names_a_key(column.label)]
    others = [column for column in columns if column.unique and column.type == "string"]
    found = [column.name for column in (*named, *others) if column.required]
    return tuple(dict.fromkeys(found))
