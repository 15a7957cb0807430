"""Make a map's files in a process of its own, one that gives way to others.

`python -m pipelines.geo FOLDER` reads `task.json` in the folder (`files`, each with its `path`, its
`name` and what to say of it, `findings`; of a table, `fields` and the path of `municipal_polygons`;
`municipal`: whether others draw municipalities by its layers), writes the files of the layers
beside it, then `answer.json`: `layers`, or the `code` and `values` of why there are none.
"""

import dataclasses
import gc
import json
import os
import resource
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.geo.model import Finding, Layer
from pipelines.geo.municipal import keep_municipalities
from pipelines.geo.prepare import Given, prepare
from pipelines.messages import Refusal

TASK, ANSWER = "task.json", "answer.json"
NICENESS = 10
MEMORY = 4 << 30
FILE, GROWTH = 1 << 30, 20  # octets of a file that is made: of small sources, and for each octet
MANY = 1_000_000  # objects that may be made before Python looks for those that nobody holds


def main(folder: Path) -> None:
    """Answer the task of a folder."""
    os.nice(NICENESS)
    gc.set_threshold(MANY)  # a batch of geometries is as many objects, in no circle
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    asked = json.loads((folder / TASK).read_text(encoding="utf-8"))
    size = sum(Path(file["path"]).stat().st_size for file in asked["files"])
    resource.setrlimit(resource.RLIMIT_FSIZE, (most := max(FILE, GROWTH * size), most))
    try:
        answer = {"layers": [dataclasses.asdict(layer) for layer in _layers(asked, folder)]}
    except Refusal as refusal:
        answer = {"code": refusal.code, "values": refusal.values}
    said = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    (folder / ANSWER).write_text(said, encoding="utf-8")


def _layers(asked: dict, folder: Path) -> list[Layer]:
    """Return the layers of all the files; raises the Refusal of the first when none has any."""
    given, kept = _given(asked), list[Layer]()
    refused: list[Refusal] = []
    for file in asked["files"]:
        findings = tuple(Finding(**said) for said in file.get("findings", ()))
        with TemporaryDirectory(dir=folder) as scratch:
            try:
                source = (Path(file["path"]), file["name"])
                found = prepare(*source, folder, Path(scratch), given, len(kept))
            except Refusal as refusal:
                refused.append(refusal)
                continue
        kept += [replace(layer, findings=(*findings, *layer.findings)) for layer in found]
    if not kept:
        raise refused[0]
    return keep_municipalities(kept, folder) if asked.get("municipal") else kept


def _given(asked: dict) -> Given:
    polygons = asked.get("municipal_polygons")
    return Given(asked.get("fields"), Path(polygons) if polygons else None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
