"""Run a module of the library in a process of its own, without the portal's secrets."""

import errno
import fcntl
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PULSE = 1.0  # seconds
PATIENCE, PAUSE = 1.0, 0.1  # seconds
ROOM = 4 << 20  # octets of a disk without which nothing can be blamed for stopping
# What the library needs of our environment; not where the portal's secrets are.
PASSED = (
    *("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG"),
    *(
        "DONNEESQC_REFERENCE",
        "DONNEESQC_SOURCES",
        "DONNEESQC_ADDRESSES",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "NO_PROXY",
    ),
)

log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - what happened
    """The module ended without an answer: the work asks too much, or something stopped it."""


class TooLong(Stopped):
    """The module was stopped because it took too long: trying again would too."""


class Busy(Exception):  # noqa: N818 - what happens
    """As many works of a kind as the machine may do are under way."""


@dataclass(frozen=True)
class Places:
    """The few places that there are on a machine for a kind of work, held as locks of files."""

    folder: Path
    work: str
    count: int

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold a place; raises Busy when none gets free soon."""
        self.folder.mkdir(parents=True, exist_ok=True)
        end = time.monotonic() + PATIENCE
        while True:
            for number in range(self.count):
                with (self.folder / f".{self.work}-{number}").open("w") as file:
                    try:
                        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        continue
                    yield
                    return
            if time.monotonic() >= end:
                raise Busy
            time.sleep(PAUSE)


def run_module(
    name: str,
    *words: str,
    longest: float,
    scratch: Path | None = None,
    said: bytes = b"",
    wanted: Callable[[], bool] = lambda: True,
) -> bytes:
    """Return what a module printed, having been told `said`; `scratch` is its temporary folder.

    Raises Stopped when it fails or is no longer `wanted`, TooLong when it takes longer than
    `longest` seconds, OSError when the disk is full.
    """
    folder = scratch or Path(tempfile.gettempdir())
    known = {key: os.environ[key] for key in PASSED if key in os.environ}
    # -P: a file sent to us is never taken for a module.
    command = [sys.executable, "-P", "-W", "ignore", "-m", name, *words]
    with subprocess.Popen(  # noqa: S603 - our own module
        command,
        env={**known, "TMPDIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            printed, complaint = _await(process, said, longest, wanted)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        if shutil.disk_usage(folder).free < ROOM:
            raise OSError(errno.ENOSPC, f"{name} found no room")
        log.error("%s stopped (%s): %s", name, process.returncode, _trace(complaint))
        raise Stopped(f"{name}: {process.returncode}")
    return printed


def _await(
    process: subprocess.Popen[bytes], said: bytes, longest: float, wanted: Callable[[], bool]
) -> tuple[bytes, bytes]:
    """Return what a process wrote on its two outputs, once it has ended."""
    end = time.monotonic() + longest
    told: bytes | None = said
    while True:
        try:
            return process.communicate(told, timeout=min(PULSE, longest))
        except subprocess.TimeoutExpired:
            told = None  # what is left of it is still sent
            if not wanted():
                raise Stopped("no longer wanted") from None
            if time.monotonic() >= end:
                raise TooLong("too long") from None


def _trace(stderr: bytes) -> str:
    """Return where in the code a module stopped; the message could quote the file."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    return " <- ".join(line.strip() for line in reversed(lines) if line.startswith("  File "))
