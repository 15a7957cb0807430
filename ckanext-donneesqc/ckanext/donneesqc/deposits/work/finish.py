"""Make the files of a version that readers already see: Parquet, XLSX, `datapackage.json`."""

import json
import shutil
import time
from pathlib import Path
from urllib.parse import unquote

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.apart import run_module
from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.model import Version, now
from ckanext.donneesqc.deposits.work import dataset
from ckanext.donneesqc.deposits.work.lock import dataset_lock
from ckanext.donneesqc.deposits.work.parts import align_parts, paths_of_version

TASK, ANSWER = "task.json", "answer.json"
LONGEST, PAUSE = 1800, 300  # seconds

_waits: dict[str, float] = {}  # version → when it may be tried again, in this process


def finish_one() -> bool:
    """Make the files of the oldest version that lacks some; return whether there was one.

    One whose files can't be made waits, and lets the others have theirs.
    """
    for version in records.unfinished():
        if _waits.get(version.id, 0.0) > time.monotonic():
            continue
        with dataset_lock(version.id) as taken:
            if taken:
                model.Session.refresh(version)
                if version.finished is None and version.withdrawn is None:
                    _waits[version.id] = time.monotonic() + PAUSE
                    _finish(version)
                    return True
    return False


def _finish(version: Version) -> None:
    folder = store.scratch(version.package_id, f"finish-{version.id}")
    try:
        answer = _derive(version, folder)
        _keep(version, folder, answer)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _derive(version: Version, folder: Path) -> dict:
    """Have the files made, in a process apart, and return which there are and why one isn't."""
    names = [card["name"] for card in version.descriptor["fields"]]
    parts = align_parts(list(paths_of_version(version).values()), names, folder)
    package = tk.get_action("package_show")(dataset.site_context(), {"id": version.package_id})
    kept = store.derived(version.package_id, version.files[0]["sha256"])
    page = {"name": package["name"], "qualified": True}
    places = {"sha256": "{sha256}", "file_name": "{name}"}
    address = unquote(tk.h.url_for("donneesqc_deposits.derived", **page, **places))
    task = {
        "parts": [str(path) for path in parts],
        "descriptor": version.descriptor,
        "name": package["name"],
        "title": package["title"],
        "description": package.get("notes") or "",
        "licenses": _licences(package),
        "version": version.number,
        "created": version.created.isoformat(timespec="seconds"),
        "homepage": tk.h.url_for("dataset.read", id=package["name"], qualified=True),
        "csv": str(kept),
        "address": address,
    }
    (folder / TASK).write_text(json.dumps(task), encoding="utf-8")
    run_module("pipelines.derive", str(folder), longest=LONGEST, scratch=folder)
    return json.loads((folder / ANSWER).read_text(encoding="utf-8"))


def _licences(package: dict) -> list[dict[str, str]]:
    found = {
        "name": package.get("license_id"),
        "title": package.get("license_title"),
        "path": package.get("license_url"),
    }
    return [{name: value for name, value in found.items() if value}] if found["name"] else []


def _keep(version: Version, folder: Path, answer: dict) -> None:
    """Keep the files made, unless the version was withdrawn meanwhile."""
    locked = model.Session.query(Version).filter(Version.id == version.id).with_for_update()
    kept = locked.populate_existing().one()
    if kept.withdrawn is not None:
        model.Session.rollback()
        return
    made = [file for file in kept.files if file["form"] == "csv"]
    for form, name in answer["files"].items():
        sha256, size = store.keep_derived(version.package_id, folder / name)
        made.append({"form": form, "sha256": sha256, "size": size})
    kept.files = made
    kept.note = answer["note"]
    kept.finished = now()
    model.Session.commit()
