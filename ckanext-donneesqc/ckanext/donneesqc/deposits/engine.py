"""Have a deposited file checked and brought to normal form, in a process apart."""

import csv
import json
import shutil
from datetime import datetime
from pathlib import Path

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.apart import Stopped, run_module
from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.model import Deposit
from ckanext.donneesqc.deposits.signals import promised_identifiers
from ckanext.donneesqc.deposits.states import State

SHORTEST, SLOWEST = 180, 500_000  # seconds given to any file, octets a second
LARGEST = 20 << 20  # octets of an answer
TASK, KEPT, ANSWER, SCRATCH = "task.json", "kept.csv", "answer.json", "scratch"


def prepare(deposit: Deposit, descriptor: dict | None, before: list[dict]) -> dict:
    """Return what the engine says of a deposit; its files are then in their place.

    The answer has either the fields of `pipelines.deposit.Prepared`, or `code` and `values`.
    `descriptor`: the Table Schema asked for, if any; `before`: the columns that readers have.
    Raises Stopped, TooLong, OSError when the disk is full.
    """
    folder = store.scratch(deposit.package_id, deposit.id)
    try:
        task = {**_task(deposit, descriptor, before), "kept": _kept(deposit, folder)}
        (folder / TASK).write_text(json.dumps(task), encoding="utf-8")
        run_module(
            "pipelines.deposit",
            str(folder),
            longest=SHORTEST + deposit.size / SLOWEST,
            scratch=folder,
            wanted=lambda: records.is_still(deposit.id, State.RECEIVED),
        )
        answer = _read(folder / ANSWER)
        for name in (TASK, KEPT, ANSWER):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / SCRATCH)
        store.keep_folder(folder, store.prepared(deposit.package_id, deposit.id))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return answer


def _task(deposit: Deposit, descriptor: dict | None, before: list[dict]) -> dict:
    return {
        "path": str(store.raw(deposit.package_id, deposit.id)),
        "name": deposit.file_name,
        "today": datetime.now(tk.h.get_display_timezone()).date().isoformat(),
        "source": deposit.source,
        "publication": deposit.publication,
        "descriptor": descriptor,
        "before": before,
    }


def _kept(deposit: Deposit, folder: Path) -> dict | None:
    """Write which identifiers readers rely on beside the task; return how they are found."""
    promised = promised_identifiers(deposit.package_id, deposit.resource_id)
    if promised is None:
        return None
    with (folder / KEPT).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["identifier"], *([item] for item in promised["identifiers"])])
    return {**{name: promised[name] for name in ("column", "vintage", "newest")}, "path": KEPT}


def _read(path: Path) -> dict:
    if path.stat().st_size > LARGEST:
        raise Stopped("too much")
    return json.loads(path.read_text(encoding="utf-8"))
