"""Find what changed of a table's schema, or of its rows, that may break what people built on it."""

from collections.abc import Iterator, Sequence

from pipelines.derive.tables import Descriptor
from pipelines.history.breaks import Break
from pipelines.history.constraint_changes import tightened
from pipelines.history.renamed import find_renamed

# The types whose every value reads as one of another type, written the same.
WIDER = {
    "integer": {"number", "string", "any"},
    "year": {"integer", "number", "string", "any"},
    "string": {"any"},
    "any": {"string"},  # any text is a string
}
TEXT = {"string", "any"}


def breaking_changes(
    old_fields: Sequence[Descriptor],
    new_fields: Sequence[Descriptor],
    old_key: Sequence[str],
    new_key: Sequence[str],
) -> tuple[Break, ...]:
    """Return the changes that may break a use of the table, in the order of the old columns.

    A column removed or renamed, a type or a rule that accepts fewer values, another key. A new
    column, and a type or a rule that accepts more, break nothing.
    """
    renamed = find_renamed(old_fields, new_fields)
    new = {field["name"]: field for field in new_fields}
    found = [
        found
        for field in old_fields
        for found in _column(field, new.get(renamed.get(field["name"], field["name"])))
    ]
    return (*found, *_key([renamed.get(name, name) for name in old_key], new_key))


def emptied(before: int, after: int) -> tuple[Break, ...]:
    """Return the change of a table that had rows and has none any more; numbers of rows."""
    return (Break("history-emptied", {"rows": before}),) if before and not after else ()


def _column(old: Descriptor, new: Descriptor | None) -> Iterator[Break]:
    column = {"column": old["name"]}
    if new is None:
        yield Break("history-column-removed", column)
        return
    if new["name"] != old["name"]:
        yield Break("history-column-renamed", {**column, "new": new["name"]})
    old_type, new_type = old.get("type", "any"), new.get("type", "any")
    if new_type != old_type and new_type not in WIDER.get(old_type, TEXT):
        types = {"old_type": old_type, "new_type": new_type}
        yield Break("history-type-narrowed", {**column, **types})
        return
    text_format = new.get("format", "default")
    if new_type in TEXT and text_format not in ("default", old.get("format", "default")):
        yield Break("history-format-changed", {**column, "format": text_format})
    yield from tightened(old, new)


def _key(old: Sequence[str], new: Sequence[str]) -> Iterator[Break]:
    if set(old) == set(new):
        return
    if not old:
        yield Break("history-key-added", {"new_key": tuple(new)})
    elif not new:
        yield Break("history-key-removed", {"old_key": tuple(old)})
    else:
        yield Break("history-key-changed", {"old_key": tuple(old), "new_key": tuple(new)})
