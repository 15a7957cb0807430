"""Compare the rows of two versions, in a process apart: the portal's own must not run Polars."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ckanext.donneesqc.deposits.process import run_module

LONGEST = 300  # seconds


def compare(
    old: Mapping[str, Path],
    new: Mapping[str, Path],
    key: Sequence[str],
    wanted: Mapping[str, str | int],
) -> dict:
    """Return how many rows were `added`, `changed`, `removed`, and those `wanted` as `results`.

    `wanted`: `kind`, `offset` and `limit`. Raises Stopped.
    """
    asked = {
        "old": {name: str(path) for name, path in old.items()},
        "new": {name: str(path) for name, path in new.items()},
        "key": list(key),
        **wanted,
    }
    said = json.dumps(asked).encode()
    return json.loads(run_module("pipelines.history", longest=LONGEST, said=said))
