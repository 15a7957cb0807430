"""Find which of the schema's columns each label of the file is."""

import re

from pipelines.messages import Refusal, quoted, shortened
from pipelines.sources import Source
from schemas import TableSchema

SHOWN = 10


def match_columns(labels: list[str], source: Source, schema: TableSchema) -> dict[str, int]:
    """Return schema column → position in the file.

    A label fits a column when it is its name or one of the names in the source's YAML, exact or
    `/regular expression/`. Raises Refusal naming the labels that fit none, lack or come twice.
    """
    found: dict[str, int] = {}
    unknown = []
    for position, label in enumerate(labels):
        column = _column(label, source, schema)
        if column in found:
            raise Refusal("column-twice", column=label, other=labels[found[column]])
        if column:
            found[column] = position
        elif not any(_fits(label, name) for name in source.conform.ignored):
            unknown.append(label)
    missing = [name for name in _required(source, schema) if name not in found]
    if unknown or missing:
        raise _refusal(unknown, missing)
    return found


def _column(label: str, source: Source, schema: TableSchema) -> str:
    for field in schema.fields:
        names = (field.name, *source.conform.columns.get(field.name, ()))
        if any(_fits(label, name) for name in names):
            return field.name
    return ""


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
        return Refusal("column-unknown", columns=_some(unknown))
    if not unknown:
        return Refusal("column-missing", columns=_some(missing))
    return Refusal("column-changed", unknown=_some(unknown), missing=_some(missing))


def _some(names: list[str]) -> str:
    """Name the first columns: a file of another kind may have thousands."""
    return quoted(shortened(name) for name in names[:SHOWN]) + ("…" if names[SHOWN:] else "")
