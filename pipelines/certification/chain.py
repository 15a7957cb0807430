"""An append-only log whose entries hold the hash of the one before: none can change unseen."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.certification.canonical import canonical

FIRST = "0" * 64  # what the first entry has for the hash of the one before


def link(previous: str, entry: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, of an entry that follows another.

    `previous`: the hash of the one before, FIRST for none; `entry`: what is written, no hashes.
    """
    return hashlib.sha256(canonical({"previous": previous, "entry": dict(entry)})).hexdigest()


def broken(entries: Iterable[tuple[Mapping[str, Any], str, str]]) -> int | None:
    """Return the position of the first entry that isn't as it was written, None when all are.

    `entries`: from the first, each as written, the hash of the one before and its own. That the end
    of a log was cut off shows only to who kept a later hash.
    """
    expected = FIRST
    for position, (entry, previous, own) in enumerate(entries):
        if previous != expected or link(previous, entry) != own:
            return position
        expected = own
    return None
