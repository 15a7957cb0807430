"""Find which of the schema's columns each label of the file is."""

import re
from collections.abc import Sequence

from pipelines.messages import Refusal, quoted, shortened
from pipelines.sources import Source
from schemas import TableSchema

SHOWN = 20


def match_columns(labels: Sequence[str], source: Source, schema: TableSchema) -> dict[str, int]:
    """Return schema column → position in the file; see `name_columns`.

    Raises Refusal naming the labels that are no column, lack or come twice.
    """
    found: dict[str, int] = {}
    unknown = []
    for position, column in enumerate(name_columns(labels, source, schema)):
        label = labels[position]
        if column in found:
            raise Refusal("column-twice", column=label, other=labels[found[column]])
        if column:
            found[column] = position
        elif not any(_fits(label, name) for name in source.conform.ignored):
            unknown.append(label)
    missing = [name for name in _required(source, schema) if name not in found]
    if unknown or missing:
        raise _refusal(unknown, missing) if found else _nothing(missing)
    return found


def name_columns(labels: Sequence[str], source: Source, schema: TableSchema) -> list[str]:
    """Return the schema's column that each label is, "" where it is none.

    In a header that has the titles of all columns, as our templates do, a title is its column's.
    In any other a label is a column by its name, its title or one of the names in the source's
    YAML, exact or `/regular expression/`: a source may call one column what we call another.
    """
    required = _required(source, schema)
    titles = {field.title: field.name for field in schema.fields}
    if {title for title, name in titles.items() if name in required} <= set(labels):
        return [titles.get(label) or _column(label, source, schema) for label in labels]
    return [_column(label, source, schema) for label in labels]


def _column(label: str, source: Source, schema: TableSchema) -> str:
    for field in schema.fields:
        names = (field.name, *source.conform.columns.get(field.name, ()))
        if any(_fits(label, name) for name in names):
            return field.name
    return next((field.name for field in schema.fields if field.title == label), "")


def _fits(label: str, name: str) -> bool:
    if len(name) > 1 and name.startswith("/") and name.endswith("/"):
        return re.fullmatch(name[1:-1], label) is not None
    return label == name


def _required(source: Source, schema: TableSchema) -> list[str]:
    derived = {source.partition, *(f"{name}_precision" for name in source.conform.month_dates)}
    free = derived.union(source.conform.optional)
    return [field.name for field in schema.fields if field.name not in free]


def _refusal(unknown: list[str], missing: list[str]) -> Refusal:
    if not missing:
        return Refusal("column-unknown", columns=_some(unknown), count=len(unknown))
    if not unknown:
        return Refusal("column-missing", columns=_some(missing), count=len(missing))
    return Refusal(
        "column-changed",
        unknown=_some(unknown),
        others=len(unknown),
        missing=_some(missing),
        count=len(missing),
    )


def _nothing(missing: list[str]) -> Refusal:
    return Refusal("column-none", missing=_some(missing), count=len(missing))


def _some(names: list[str]) -> str:
    """Name the first columns: a file of another kind may have thousands."""
    return quoted(shortened(name) for name in names[:SHOWN]) + ("…" if names[SHOWN:] else "")
