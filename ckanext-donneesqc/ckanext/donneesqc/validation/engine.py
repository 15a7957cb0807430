"""Check one file in a process of its own, bounded in memory, that holds no connection to anything.

`python -m ckanext.donneesqc.validation.engine FOLDER` reads `request.json` in the folder and writes
`answer.json`. What the file makes it do, eat all its memory or crash, stops nothing else.
"""

import json
import os
import resource
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

REQUEST, ANSWER, SCRATCH = "request.json", "answer.json", "scratch"
MEMORY = 3 << 30
LISTED = 500
NICENESS = 10


@dataclass(frozen=True)
class Asked:
    """What a person asks: `file` is its name in the folder, `name` the one that they gave it."""

    file: str
    name: str
    schema: str
    publication: str
    language: str
    today: str


def check(folder: Path, asked: Asked) -> dict:
    """Return the report as JSON text and as a page, or the code of why there is none."""
    # Imported once memory is bounded; the portal reads this module for its names alone.
    from pipelines.check import CheckRequest, check_file  # noqa: PLC0415
    from pipelines.messages import Refusal  # noqa: PLC0415
    from pipelines.report.as_html import html_report  # noqa: PLC0415
    from pipelines.report.as_json import json_report  # noqa: PLC0415

    request = CheckRequest(
        path=folder / asked.file,
        today=date.fromisoformat(asked.today),
        schema=asked.schema,
        publication=asked.publication,
        language=asked.language,
        limit=LISTED,
        name=asked.name,
    )
    scratch = folder / SCRATCH
    scratch.mkdir()
    try:
        checked = check_file(request, scratch)
    except Refusal as refusal:
        return {"code": refusal.code, "values": refusal.values}
    return {
        "valid": checked.valid,
        "report": json_report(checked),
        "page": html_report(checked),
    }


def main(folder: Path) -> None:
    """Answer the request of a folder."""
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    asked = Asked(**json.loads((folder / REQUEST).read_text(encoding="utf-8")))
    answer = json.dumps(check(folder, asked))
    (folder / ANSWER).write_text(answer, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
