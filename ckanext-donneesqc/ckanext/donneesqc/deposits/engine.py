"""Have a deposited file checked and brought to normal form, in a process apart."""

import errno
import json
import logging
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.deposits import store
from ckanext.donneesqc.deposits.model import Deposit

LONGEST = 3600  # seconds
LARGEST = 20 << 20  # octets of an answer
ROOM = 4 << 20  # octets without which the engine can't be blamed for stopping
TASK, ANSWER, SCRATCH = "task.json", "answer.json", "scratch"
# What the engine needs of the worker's environment; not where the portal's secrets are.
PASSED = ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "DONNEESQC_SOURCES")

log = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - what happened
    """The engine ended without an answer: the file asks too much, or something stopped it."""


def prepare(deposit: Deposit, descriptor: dict | None, before: list[dict]) -> dict:
    """Return what the engine says of a deposit; its files are then in their place.

    The answer has either the fields of `pipelines.deposit.Prepared`, or `code` and `values`.
    `descriptor`: the Table Schema asked for, if any; `before`: the columns that readers have.
    Raises Stopped.
    """
    folder = store.scratch(deposit.package_id, deposit.id)
    try:
        _ask(deposit, descriptor, before, folder)
        answer = _run(folder)
        for name in (TASK, ANSWER):
            (folder / name).unlink()
        shutil.rmtree(folder / SCRATCH)
        store.keep_folder(folder, store.prepared(deposit.package_id, deposit.id))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return answer


def _ask(deposit: Deposit, descriptor: dict | None, before: list[dict], folder: Path) -> None:
    raw = store.raw(deposit.package_id, deposit.id)
    task = {
        "path": str(raw),
        "name": deposit.file_name,
        "today": datetime.now(tk.h.get_display_timezone()).date().isoformat(),
        "source": deposit.source,
        "publication": deposit.publication,
        "descriptor": descriptor,
        "before": before,
    }
    (folder / TASK).write_text(json.dumps(task), encoding="utf-8")


def _run(folder: Path) -> dict:
    # -P: a file sent to us is never taken for a module.
    command = [sys.executable, "-P", "-W", "ignore", "-m", "pipelines.deposit", str(folder)]
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
    except subprocess.TimeoutExpired as reason:
        raise Stopped("too long") from reason
    if done.returncode:
        if shutil.disk_usage(folder).free < ROOM:
            raise OSError(errno.ENOSPC, "the engine found no room")
        log.error("A check stopped (%s): %s", done.returncode, _trace(done.stderr))
        raise Stopped(str(done.returncode))
    path = folder / ANSWER
    if path.stat().st_size > LARGEST:
        raise Stopped("too much")
    return json.loads(path.read_text(encoding="utf-8"))


def _trace(stderr: bytes) -> str:
    """Return where in the code a check stopped; the message could quote the file."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    return " <- ".join(line.strip() for line in reversed(lines) if line.startswith("  File "))
