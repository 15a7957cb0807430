"""Where the files of maps are: `<storage>/cartes/<resource>/<mark>/`."""

import shutil
from pathlib import Path

from ckanext.donneesqc.geo import config

PRIVATE = 0o700


def folder(resource_id: str, mark: str) -> Path:
    """Return where the files of a map are."""
    return config.folder() / resource_id / mark


def scratch(resource_id: str, mark: str) -> Path:
    """Return an empty folder to make a map in; what an earlier try left there goes."""
    place = config.folder() / resource_id / f".{mark}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=PRIVATE, parents=True)
    return place


def keep(made: Path, resource_id: str, mark: str) -> None:
    """Put a map's files in their place, in one movement."""
    target = folder(resource_id, mark)
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)


def forget_others(resource_id: str, mark: str) -> None:
    """Delete the files of a resource's former maps."""
    place = config.folder() / resource_id
    for former in place.iterdir() if place.is_dir() else ():
        if former.name != mark:
            shutil.rmtree(former, ignore_errors=True)


def forget(resource_id: str) -> None:
    """Delete all that is kept of a resource's map."""
    shutil.rmtree(config.folder() / resource_id, ignore_errors=True)
