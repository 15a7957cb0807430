"""Have the features of a layer written in the format that a reader chose, in a process apart."""

import json
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ckanext.donneesqc.apart import Places, run_module
from ckanext.donneesqc.geo import config

LONGEST = 300  # seconds
PLACES = 2  # exports at once on a machine
SCRATCH, OLD = ".export-folder-", 3600  # seconds
WEEK = 7 * 86_400  # seconds that a whole layer is kept in a format
SUFFIXES = {"geojson": "geojson", "gpkg": "gpkg", "shp": "zip", "csv": "csv", "fgb": "fgb"}
SYSTEMS = ("4326", "32198")


@dataclass(frozen=True)
class Territories:
    """What a table is drawn by: `level`, "" of other layers; `drawing`: of municipalities."""

    level: str = ""
    drawing: str = ""


NONE = Territories()


def places() -> Places:
    """Return those of exports."""
    return Places(config.folder(), "export", PLACES)


def whole(path: Path, kind: str, system: str, territories: Territories = NONE) -> Path:
    """Return all the features of a layer in a format; made once, kept beside the layer.

    Raises Stopped, Busy.
    """
    made_of = [path.stem, *filter(None, [territories.level]), system]
    kept = path.with_name(f"{'-'.join(made_of)}.{SUFFIXES[kind]}")
    if not kept.exists():
        made = chosen(path, (kind, system, territories), [], None)
        made.replace(kept)
        made.parent.rmdir()
    return kept


def chosen(
    path: Path, how: tuple[str, str, Territories], filters: list, extent: tuple[float, ...] | None
) -> Path:
    """Return the features of a layer that match, alone in a folder that the caller deletes.

    `how`: format, reference system, territories. Raises Stopped, Busy.
    """
    kind, system, territories = how
    with places().hold():
        _sweep()
        folder = Path(tempfile.mkdtemp(dir=config.folder(), prefix=SCRATCH))
        target = folder / f"donnees.{SUFFIXES[kind]}"
        task = {
            "path": str(path),
            "target": str(target),
            "format": kind,
            "system": system,
            "filters": filters,
            "extent": extent,
            "level": territories.level,
            "drawing": territories.drawing,
        }
        try:
            said = json.dumps(task).encode()
            run_module("pipelines.geo.export", longest=LONGEST, scratch=folder, said=said)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return target


def _sweep() -> None:
    """Delete what a machine that went down left behind, and what was made long ago."""
    for system in SYSTEMS:
        for kept in config.folder().glob(f"*/*/*-{system}.*"):
            if time.time() - kept.stat().st_mtime > WEEK:
                kept.unlink(missing_ok=True)
    for folder in config.folder().glob(f"{SCRATCH}*"):
        if time.time() - folder.stat().st_mtime > OLD:
            shutil.rmtree(folder, ignore_errors=True)
