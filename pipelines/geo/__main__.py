"""Make a map's files in a process of its own, one that gives way to others.

`python -m pipelines.geo FOLDER` reads `task.json` in the folder (`path`, `name` and, of a table,
`fields`), writes the files of the layers beside it, then `answer.json`: `layers`, or the `code` and
`values` of why there are none.
"""

import dataclasses
import json
import os
import resource
import sys
from pathlib import Path

from pipelines.geo.prepare import prepare
from pipelines.messages import Refusal

TASK, ANSWER, SCRATCH = "task.json", "answer.json", "scratch"
NICENESS = 10
MEMORY = 4 << 30


def main(folder: Path) -> None:
    """Answer the task of a folder."""
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    asked = json.loads((folder / TASK).read_text(encoding="utf-8"))
    scratch = folder / SCRATCH
    scratch.mkdir()
    try:
        layers = prepare(Path(asked["path"]), asked["name"], folder, scratch, asked.get("fields"))
        answer = {"layers": [dataclasses.asdict(layer) for layer in layers]}
    except Refusal as refusal:
        answer = {"code": refusal.code, "values": refusal.values}
    (folder / ANSWER).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
