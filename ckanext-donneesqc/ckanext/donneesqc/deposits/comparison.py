"""Compare the rows of two versions, in a process apart: the portal's own must not run Polars."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ckanext.donneesqc.deposits.engine import PASSED, Stopped

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
    known = {name: os.environ[name] for name in PASSED if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-P", "-W", "ignore", "-m", "pipelines.history"],
            env=known,
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as reason:
        raise Stopped("too long") from reason
    if done.returncode:
        raise Stopped(str(done.returncode))
    return json.loads(done.stdout)
