"""Compare two versions in a process of its own, bounded in memory, for whom must not run Polars.

Reads `{"old", "new", "key", "kind", "offset", "limit"}` on the standard input, `old` and `new`
being the files of the versions' parts, and writes `{"added", "changed", "removed", "results"}`.
A web server that forks its workers can't: the threads of Polars don't survive a fork.
"""

import ctypes
import json
import resource
import signal
import sys
from pathlib import Path

MEMORY = 3 << 30
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, prctl(2)


def main() -> None:
    """Answer the comparison asked for."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    # Imported once memory is bounded.
    from pipelines.history.differences import count_changes, list_changes  # noqa: PLC0415

    asked = json.load(sys.stdin)
    old, new = ({name: Path(path) for name, path in asked[side].items()} for side in ("old", "new"))
    counts = count_changes(old, new, asked["key"])
    wanted = asked["kind"] or None, asked["offset"], asked["limit"]
    found = list_changes(old, new, asked["key"], *wanted)
    json.dump({**vars(counts), "results": [vars(change) for change in found]}, sys.stdout)


if __name__ == "__main__":
    main()
