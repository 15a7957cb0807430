"""The map of a resource: find it, have it made, and keep it as the file is."""

import json
import logging
import shutil
from pathlib import Path

from ckan import model
from ckanext.donneesqc.apart import Stopped, TooLong, run_module
from ckanext.donneesqc.geo import config, files, store
from ckanext.donneesqc.geo.dictionary import typed_columns
from ckanext.donneesqc.geo.lock import resource_lock
from ckanext.donneesqc.geo.model import Map, State, now

TASK, ANSWER, SCRATCH = "task.json", "answer.json", "scratch"
LONGEST = 3600  # seconds
MOST_TRIES = 3
LARGEST = 20 << 20  # octets of an answer

log = logging.getLogger(__name__)


def current(resource: dict) -> Map | None:
    """Return the map of a resource as its file is now, None when it isn't made yet."""
    known = known_map(resource["id"])
    file = files.file_of(resource)
    return known if known and file and known.mark == file.mark else None


def known_map(resource_id: str) -> Map | None:
    """Return what is known of a resource's map."""
    return model.Session.get(Map, resource_id)


def ask(resource: dict, package_id: str, anew: bool = False) -> Map | None:
    """Write down that a resource's map is wanted; return it, None when it has no file to show.

    `anew`: even if it is made already.
    """
    file = files.file_of(resource)
    if file is None:
        return None
    known = known_map(resource["id"])
    if known is None:
        known = Map(resource_id=resource["id"])
        model.Session.add(known)
    if anew or known.mark != file.mark:
        known.package_id, known.mark = package_id, file.mark
        known.state, known.reason, known.layers = State.WAITING, None, []
        known.tries, known.asked, known.finished = 0, now(), None
    model.Session.commit()
    return known


def make(resource: dict, package_id: str) -> None:
    """Make the map of a resource, unless it is made or being made."""
    with resource_lock(resource["id"]) as taken:
        if not taken:
            return
        wanted = ask(resource, package_id)
        file = files.file_of(resource)
        if wanted is None or file is None or wanted.state != State.WAITING:
            return
        wanted.tries += 1
        model.Session.commit()
        _finish(wanted, _made(resource, file, wanted.tries))


def _made(resource: dict, file: files.File, tries: int) -> dict:
    """Return what the library says of a file; its map's files are then in their place."""
    if file.size > config.max_size():
        most = config.max_size() // config.MEGABYTE
        return {"code": "geo-too-large", "values": {"megabytes": most}}
    if tries > MOST_TRIES:
        return {"code": "geo-stopped", "values": {}}
    folder = store.scratch(resource["id"], file.mark)
    try:
        task = {
            "path": str(file.path),
            "name": file.name,
            "fields": typed_columns(resource),
        }
        (folder / TASK).write_text(json.dumps(task), encoding="utf-8")
        run_module("pipelines.geo", str(folder), longest=LONGEST, scratch=folder)
        answer = _read(folder / ANSWER)
        _tidy(folder)
        if "layers" in answer:
            store.keep(folder, resource["id"], file.mark)
    except TooLong:
        return {"code": "geo-too-long", "values": {}}
    except Stopped:
        return {"code": "geo-stopped", "values": {}}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return answer


def _finish(wanted: Map, answer: dict) -> None:
    if "layers" in answer:
        wanted.state, wanted.layers = State.READY, answer["layers"]
    else:
        wanted.state = State.NONE
        wanted.reason = {"code": answer["code"], "values": answer["values"]}
    wanted.finished = now()
    model.Session.commit()
    store.forget_others(wanted.resource_id, wanted.mark)


def _tidy(folder: Path) -> None:
    for name in (TASK, ANSWER):
        (folder / name).unlink()
    shutil.rmtree(folder / SCRATCH, ignore_errors=True)


def _read(path: Path) -> dict:
    if path.stat().st_size > LARGEST:
        raise Stopped("too much")
    return json.loads(path.read_text(encoding="utf-8"))


def touch(known: Map) -> None:
    """Write down that a map was asked for just now."""
    known.asked = now()
    model.Session.commit()
