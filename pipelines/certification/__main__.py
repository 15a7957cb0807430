"""Put a set of a portal to every test: `python -m pipelines.certification FOLDER`.

FOLDER has `task.json`: `address` of the portal, `token` if the set isn't public, `name` of the set,
`today`. The results are written to `answer.json`: `results`, `version`, `files` (address, SHA-256),
or the `code` and `values` of why there are none.
"""

import json
import sys
from datetime import date
from pathlib import Path

from pipelines.certification.gathering import gather, open_site
from pipelines.certification.judge import judge
from pipelines.certification.results import told
from pipelines.messages import Refusal


def main(folder: Path) -> None:
    """Answer the task of a folder."""
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    try:
        with open_site(task["address"], task.get("token", "")) as site:
            subject = gather(site, task["name"], folder, date.fromisoformat(task["today"]))
        answer = told(subject, judge(subject))
    except Refusal as refusal:
        answer = {"code": refusal.code, "values": refusal.values}
    text = json.dumps(answer, ensure_ascii=False)
    (folder / "answer.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
