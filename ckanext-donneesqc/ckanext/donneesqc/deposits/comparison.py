"""Compare the rows of two versions, in a process apart: the portal's own must not run Polars."""

import fcntl
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ckanext.donneesqc.deposits import config
from ckanext.donneesqc.deposits.process import run_module

LONGEST = 60  # seconds
PLACES, PATIENCE, PAUSE = 2, 1.0, 0.1  # comparisons at once on a machine; seconds


class Busy(Exception):  # noqa: N818 - what happens
    """As many comparisons as the machine may run are under way."""


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
    with _place():
        return json.loads(run_module("pipelines.history", longest=LONGEST, said=said))


@contextmanager
def _place() -> Iterator[None]:
    """Hold one of the few places for comparisons; raises Busy when none gets free."""
    config.folder().mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + PATIENCE
    while True:
        for number in range(PLACES):
            with (config.folder() / f".comparison-{number}").open("w") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if time.monotonic() >= end:
            raise Busy
        time.sleep(PAUSE)
