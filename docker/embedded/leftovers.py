"""Find and end the processes of a stack whose manager is gone."""

import os
import signal
import time
from pathlib import Path

from embedded.folders import DATA_FOLDERS
from embedded.process import MARKER
from embedded.settings import Settings


def our_processes(settings: Settings) -> list[int]:
    """List the processes of this very stack.

    They carry its folder in their environment; or, when they have written their title over it as
    nginx, Redis and PostgreSQL do, they work in one of its folders.
    """
    return [
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if int(folder.name) != os.getpid() and _is_ours(settings, folder)
    ]


def _is_ours(settings: Settings, folder: Path) -> bool:
    variables = _environment_of(folder)
    if any(variable.startswith(b"PATH=") for variable in variables):
        return f"{MARKER}={settings.var}".encode() in variables
    try:
        place = (folder / "cwd").readlink()
    except OSError:
        return False
    return place == settings.var or (place.parent == settings.var and place.name in DATA_FOLDERS)


def _environment_of(folder: Path) -> list[bytes]:
    try:
        return (folder / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def end_leftovers(settings: Settings) -> None:
    """End what is left of a stack whose manager is gone, politely and then for good."""
    for kind, seconds in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
        left = our_processes(settings)
        for pid in left:
            _signal(pid, kind)
        end = time.monotonic() + seconds
        while our_processes(settings) and time.monotonic() < end:
            time.sleep(0.2)


def _signal(pid: int, kind: signal.Signals) -> None:
    try:
        os.kill(pid, kind)
    except ProcessLookupError:
        return
