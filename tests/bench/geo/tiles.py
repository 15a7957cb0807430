"""Time the job that makes maps, in a process as the worker runs it, beside tippecanoe alone."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from embedded.console import say
from embedded.settings import ROOT

from pipelines.geo.__main__ import ANSWER, NICENESS, TASK
from pipelines.geo.tiles import ways
from tests.bench.calibration import slowness
from tests.bench.table import Measure
from tests.bench.validate.sides import seconds

ROUNDS = 3  # of the real layer
BAR, QUICK = 1.3, 5.0  # times tippecanoe; seconds for the real layer
MRC = Path("geographie", "mrc_V2017-08_gml", "donnees_quebec_mrc_polygones.gml")


def job(path: Path, folder: Path) -> dict:
    """Make the map of a file in a new folder; return its only layer."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    task = {"files": [{"path": str(path), "name": path.name}]}
    (folder / TASK).write_text(json.dumps(task), encoding="utf-8")
    command = [sys.executable, "-P", "-W", "ignore", "-m", "pipelines.geo", str(folder)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    subprocess.run(command, check=True, env=env)
    answer = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    if len(answer.get("layers", ())) != 1:
        raise AssertionError(f"expected: one layer of {path.name}, not {answer}")
    return answer["layers"][0]


def against_tippecanoe(path: Path, folder: Path) -> Measure:
    """Time the whole job, then tippecanoe on the same file: same columns, options, priority."""
    layers: list[dict] = []
    mine = seconds(lambda: layers.append(job(path, folder / "job")))
    (layer,) = layers
    theirs = seconds(lambda: _tippecanoe(path, layer, folder))
    drawn = (folder / "job" / layer["drawing"], folder / "alone.pmtiles")
    say(f"  {path.name}: tiles of {[item.stat().st_size / 1e6 for item in drawn]} MB")
    work = f"the job of {path.stem}, against tippecanoe alone (once: minutes)"
    return Measure("geo", work, mine, theirs, BAR, "s")


def of_real_mrc(data: Path, folder: Path) -> Iterator[Measure]:
    """Time the job on the real layer; without the real files there is nothing to time."""
    path = data / MRC
    if not path.is_file():
        say(f"  {path}: absent")
        return
    mine = statistics.median(seconds(lambda: job(path, folder / "job")) for _ in range(ROUNDS))
    work = "the job of the real MRC layer; the limit is 5 s × the calibration"
    yield Measure("geo", work, mine, QUICK * slowness(), 1, "s")


def _tippecanoe(path: Path, layer: dict, folder: Path) -> None:
    options = ways(folder / "job" / layer["file"], layer["geometry"])
    columns = [f"--include={name}" for name in layer["drawn_columns"]]
    program = Path(sys.executable).with_name("tippecanoe")
    words = [program, *options, *columns, f"--output={folder / 'alone.pmtiles'}", path]
    command = ["nice", "-n", str(NICENESS), *map(str, words)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
