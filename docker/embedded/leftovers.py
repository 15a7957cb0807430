"""Find and end the processes of a stack whose manager is gone."""

import os
import signal
import time
from pathlib import Path

from embedded.process import MARKER
from embedded.settings import Settings


def our_processes(settings: Settings) -> list[int]:
    """List the processes of this very stack: they carry its folder in their environment."""
    marker = f"{MARKER}={settings.var}".encode()
    return [
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if int(folder.name) != os.getpid() and marker in _environment_of(folder)
    ]


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
