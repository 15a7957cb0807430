"""Find the parts in which two versions of a table may differ."""

import filecmp
from collections.abc import Mapping
from pathlib import Path

Parts = Mapping[str, Path]  # publication → normalised CSV


def different_parts(old: Parts, new: Parts) -> tuple[list[Path], list[Path]]:
    """Return the parts of each version that the other doesn't have with the same bytes."""
    same = {name for name in old.keys() & new.keys() if _same(old[name], new[name])}
    return _others(old, same), _others(new, same)


def _same(old: Path, new: Path) -> bool:
    return old == new or filecmp.cmp(old, new, shallow=False)


def _others(parts: Parts, same: set[str]) -> list[Path]:
    return [path for name, path in parts.items() if name not in same]
