"""Find the parts in which two versions of a table may differ."""

import filecmp
from collections.abc import Mapping
from pathlib import Path

Parts = Mapping[str, Path]  # publication → normalised CSV


def different_parts(old: Parts, new: Parts) -> tuple[list[Path], list[Path]]:
    """Return the parts of each version that the other doesn't have with the same bytes.

    Those of the publications that both have come first, in the same order: their rows meet early.
    """
    shared = [name for name in old if name in new and not _same(old[name], new[name])]
    return (
        [old[name] for name in (*shared, *(name for name in old if name not in new))],
        [new[name] for name in (*shared, *(name for name in new if name not in old))],
    )


def _same(old: Path, new: Path) -> bool:
    return old == new or filecmp.cmp(old, new, shallow=False)
