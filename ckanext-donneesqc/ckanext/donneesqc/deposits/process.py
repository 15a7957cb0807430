"""Run a module of the library in a process of its own, without the portal's secrets."""

import errno
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOM = 4 << 20  # octets of a disk without which nothing can be blamed for stopping
# What the library needs of our environment; not where the portal's secrets are.
PASSED = ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "DONNEESQC_SOURCES")

log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - what happened
    """The module ended without an answer: the work asks too much, or something stopped it."""


def run_module(
    name: str, *words: str, longest: float, scratch: Path | None = None, said: bytes = b""
) -> bytes:
    """Return what a module printed, having been told `said`; `scratch` is its temporary folder.

    Raises Stopped when it fails or takes longer than `longest` seconds, OSError when the disk is
    full.
    """
    folder = scratch or Path(tempfile.gettempdir())
    known = {key: os.environ[key] for key in PASSED if key in os.environ}
    # -P: a file sent to us is never taken for a module.
    command = [sys.executable, "-P", "-W", "ignore", "-m", name, *words]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            env={**known, "TMPDIR": str(folder)},
            input=said,
            capture_output=True,
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired as reason:
        raise Stopped(f"{name}: too long") from reason
    if done.returncode:
        if shutil.disk_usage(folder).free < ROOM:
            raise OSError(errno.ENOSPC, f"{name} found no room")
        log.error("%s stopped (%s): %s", name, done.returncode, _trace(done.stderr))
        raise Stopped(f"{name}: {done.returncode}")
    return done.stdout


def _trace(stderr: bytes) -> str:
    """Return where in the code a module stopped; the message could quote the file."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    return " <- ".join(line.strip() for line in reversed(lines) if line.startswith("  File "))
