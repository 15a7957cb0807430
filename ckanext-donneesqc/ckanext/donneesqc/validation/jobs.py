"""Check an uploaded file in the background."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from ckanext.donneesqc.validation import engine, records, uploads

LONGEST = 300  # seconds
LARGEST = 20 << 20  # octets of an answer; one of 500 errors has a hundred times less
# What the engine needs of the worker's environment; not where the portal's secrets are.
PASSED = ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "DONNEESQC_SOURCES")

log = logging.getLogger(__name__)


def check(token: str) -> None:
    """Check the file of a token and keep its report; the file goes, whatever happens."""
    try:
        if records.start(token):
            records.finish(token, _answer(uploads.folder_of(token)))
    finally:
        uploads.remove(token)
        uploads.sweep()


def _answer(folder: Path) -> dict:
    # -P: a file sent to us is never taken for a module.
    command = [sys.executable, "-P", "-m", engine.__name__, str(folder)]
    known = {name: os.environ[name] for name in PASSED if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            env={**known, "TMPDIR": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"code": "too-long"}
    if done.returncode:
        log.error("A check stopped (%s): %s", done.returncode, _trace(done.stderr))
        return {"code": "stopped"}
    path = folder / engine.ANSWER
    if path.stat().st_size > LARGEST:
        return {"code": "too-much"}
    return json.loads(path.read_text(encoding="utf-8"))


def _trace(stderr: bytes) -> str:
    """Return where in the code a check stopped; the message could quote the file."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    return " <- ".join(line.strip() for line in reversed(lines) if line.startswith("  File "))
