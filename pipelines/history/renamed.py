"""Guess which columns of a table were given another name."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipelines.derive.tables import Descriptor

NEAR = 0.8  # how alike two names must be, from 0 to 1


def find_renamed(
    old_fields: Sequence[Descriptor], new_fields: Sequence[Descriptor]
) -> dict[str, str]:
    """Return the new name of each renamed column, by its old name.

    A column that isn't there any more was renamed to a new one of the same title; or else to the
    new one of the same type whose name is the nearest, when it is near enough.
    """
    names = {field["name"] for field in old_fields} & {field["name"] for field in new_fields}
    gone = [field for field in old_fields if field["name"] not in names]
    come = [field for field in new_fields if field["name"] not in names]
    renamed: dict[str, str] = {}
    for _, old, new in sorted(_likely(gone, come), key=lambda pair: -pair[0]):
        if old not in renamed and new not in renamed.values():
            renamed[old] = new
    return renamed


def _likely(
    gone: Sequence[Descriptor], come: Sequence[Descriptor]
) -> Iterator[tuple[float, str, str]]:
    """Yield pairs of names and how sure they are; a same title is surer than a near name."""
    for old in gone:
        for new in come:
            likeness = SequenceMatcher(None, old["name"], new["name"]).ratio()
            if _title(old) and _title(old) == _title(new):
                yield 1 + likeness, old["name"], new["name"]
            elif old.get("type", "any") == new.get("type", "any") and likeness >= NEAR:
                yield likeness, old["name"], new["name"]


def _title(field: Descriptor) -> str:
    return " ".join(field.get("title", "").casefold().split())
