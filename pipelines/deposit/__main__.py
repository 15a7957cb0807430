"""Prepare one deposit in a process of its own, bounded in memory, that holds no connection.

`python -m pipelines.deposit FOLDER` reads `task.json` in the folder and writes `answer.json`,
beside the rows in normal form and the report. What a file makes it do stops nothing else.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

TASK, ANSWER, SCRATCH = "task.json", "answer.json", "scratch"
MEMORY = 3 << 30
NICENESS = 5
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, prctl(2)


def main(folder: Path) -> None:
    """Answer the task of a folder: what is known of the file, or the code of why it isn't read."""
    # Whoever asked was killed: nobody reads the answer.
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    # Imported once memory is bounded.
    from pipelines.deposit import Kept, Task  # noqa: PLC0415
    from pipelines.deposit.prepare import prepare  # noqa: PLC0415
    from pipelines.messages import Refusal  # noqa: PLC0415

    asked = json.loads((folder / TASK).read_text(encoding="utf-8"))
    kept = asked["kept"]
    task = Task(
        **{
            **asked,
            "path": Path(asked["path"]),
            "today": date.fromisoformat(asked["today"]),
            "before": tuple(asked["before"]),
            "kept": kept and Kept(**{**kept, "path": folder / kept["path"]}),
        }
    )
    scratch = folder / SCRATCH
    scratch.mkdir()
    try:
        prepared, _ = prepare(task, folder, scratch)
        answer = asdict(prepared)
    except Refusal as refusal:
        answer = {"code": refusal.code, "values": refusal.values}
    (folder / ANSWER).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
