"""The map of a resource: find it, have it made, and keep it as the file is."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

from ckan import model
from ckanext.donneesqc.apart import Stopped, TooLong, run_module
from ckanext.donneesqc.geo import config, files, municipal, store
from ckanext.donneesqc.geo.dictionary import typed_columns
from ckanext.donneesqc.geo.files import Origin
from ckanext.donneesqc.geo.lock import resource_lock
from ckanext.donneesqc.geo.model import Map, State, now

TASK, ANSWER = "task.json", "answer.json"
LONGEST, LONGEST_AWAY = 3600, 900  # seconds
LIVE = timedelta(hours=6)
FRESH = {files.LINK: timedelta(days=1), files.WFS: LIVE, files.WMS: LIVE}
MOST_TRIES = 3
TOO_LONG = "geo-too-long"
LARGEST = 20 << 20  # octets of an answer


def current(resource: dict) -> Map | None:
    """Return the map of a resource as its file is now, None when it isn't made yet."""
    known = known_map(resource["id"])
    origin = files.origin_of(resource)
    return known if known and origin and _is_current(known, origin) else None


def _is_current(known: Map, origin: Origin) -> bool:
    return files.is_of(known.mark or "", origin) and municipal.suits(known)


def known_map(resource_id: str) -> Map | None:
    """Return what is known of a resource's map."""
    return model.Session.get(Map, resource_id)


def ask(resource: dict, package_id: str, anew: bool = False) -> Map | None:
    """Write down that a resource's map is wanted; return it, None when it has no file to show.

    `anew`: even if it is made already.
    """
    origin = files.origin_of(resource)
    if origin is None:
        return None
    known = known_map(resource["id"])
    if known is None:
        known = Map(resource_id=resource["id"])
        model.Session.add(known)
    if anew or not _is_current(known, origin):
        known.package_id, known.mark = package_id, origin.mark
        known.state, known.reason, known.layers = State.WAITING, None, []
        known.tries, known.asked, known.finished = 0, now(), None
    model.Session.commit()
    return known


def is_old(known: Map, origin: Origin) -> bool:
    """Say whether what came from elsewhere should be asked for again; readers see it meanwhile."""
    fresh = FRESH.get(origin.kind)
    return bool(fresh and known.finished and now() - known.finished > fresh)


def make(resource: dict, package_id: str, longest: float = LONGEST) -> None:
    """Make the map of a resource, unless it is made or being made.

    One that takes longer than `longest` seconds goes on waiting, for a worker that has all of them.
    """
    with resource_lock(resource["id"]) as taken:
        if not taken:
            return
        wanted = ask(resource, package_id)
        origin = files.origin_of(resource)
        if wanted is None or origin is None:
            return
        if wanted.state == State.WAITING or is_old(wanted, origin):
            wanted.tries += 1
            model.Session.commit()
            when = origin.mark if origin.kind == files.FILE else f"{origin.mark}-{_stamp()}"
            mark = municipal.marked(when, resource["id"])
            answer = _made(resource, origin, mark, (wanted.tries, longest))
            if longest == LONGEST or answer.get("code") != TOO_LONG:
                _finish(wanted, mark, answer)


def _made(resource: dict, origin: Origin, mark: str, within: tuple[int, float]) -> dict:
    """Return what the library says of a file; its map's files are then in their place.

    `within`: how many tries there were, how many seconds there are.
    """
    tries, longest = within
    if origin.size > config.max_size():
        most = config.max_size() // config.MEGABYTE
        return {"code": "geo-too-large", "values": {"megabytes": most}}
    if tries > MOST_TRIES:
        return {"code": "geo-stopped", "values": {}}
    folder = store.scratch(resource["id"], mark)
    try:
        answer = _drawn(resource, origin, mark, folder, longest)
        for brought in folder.glob("brought-*"):
            shutil.rmtree(brought)
        if "layers" in answer:
            store.keep(folder, resource["id"], mark)
    except TooLong:
        return {"code": TOO_LONG, "values": {}}
    except Stopped:
        return {"code": "geo-stopped", "values": {}}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return answer


def _drawn(resource: dict, origin: Origin, mark: str, folder: Path, longest: float) -> dict:
    """Have the features brought, when they are elsewhere, then drawn; images stay elsewhere."""
    if origin.kind == files.FILE:
        brought = {"files": [{"path": origin.place, "name": origin.name}]}
    else:
        largest = config.max_size()
        task = {"kind": origin.kind, "address": origin.place, "largest": largest}
        brought = _answered("pipelines.geo.services", folder, task, LONGEST_AWAY)
    if "files" not in brought:
        return brought
    given = {"fields": typed_columns(resource), **municipal.task(mark, folder)}
    task = {**brought, **given}
    return _answered("pipelines.geo", folder, task, longest)


def _answered(module: str, folder: Path, task: dict, longest: float) -> dict:
    """Return what a module of the library answers to a task."""
    (folder / TASK).write_text(json.dumps(task), encoding="utf-8")
    run_module(module, str(folder), longest=longest, scratch=folder)
    path = folder / ANSWER
    if path.stat().st_size > LARGEST:
        raise Stopped("too much")
    answer = json.loads(path.read_text(encoding="utf-8"))
    for name in (TASK, ANSWER):
        (folder / name).unlink()
    return answer


def _finish(wanted: Map, mark: str, answer: dict) -> None:
    """Write down what became of a map; one that can't be made again stays as it was."""
    if "layers" in answer:
        wanted.state, wanted.layers, wanted.mark = State.READY, answer["layers"], mark
        wanted.tries = 0
    elif wanted.state == State.WAITING:
        wanted.state = State.NONE
        wanted.reason = {"code": answer["code"], "values": answer["values"]}
    wanted.finished = now()
    model.Session.commit()
    store.forget_others(wanted.resource_id, wanted.mark)


def _stamp() -> str:
    return f"{int(now().timestamp()):x}"


def touch(known: Map) -> None:
    """Write down that a map was asked for just now."""
    known.asked = now()
    model.Session.commit()
