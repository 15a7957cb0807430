"""Compare the rows of two versions, in a process apart: the portal's own must not run Polars."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ckanext.donneesqc.apart import Places, run_module
from ckanext.donneesqc.deposits import config

LONGEST = 60  # seconds
PLACES = 2  # comparisons at once on a machine


def places() -> Places:
    """Return those of comparisons."""
    return Places(config.folder(), "comparison", PLACES)


def compare(
    old: Mapping[str, Path],
    new: Mapping[str, Path],
    key: Sequence[str],
    wanted: Mapping[str, str | int],
) -> dict:
    """Return how many rows were `added`, `changed`, `removed`, and those `wanted` as `results`.

    `wanted`: `kind`, `offset` and `limit`. Raises Stopped, Busy.
    """
    asked = {
        "old": {name: str(path) for name, path in old.items()},
        "new": {name: str(path) for name, path in new.items()},
        "key": list(key),
        **wanted,
    }
    said = json.dumps(asked).encode()
    with places().hold():
        return json.loads(run_module("pipelines.history", longest=LONGEST, said=said))
