"""Make the files of a version in a process of its own, one that gives way to others.

`python -m pipelines.derive FOLDER` reads `task.json` in the folder and writes the files beside it,
then `answer.json`: `files`, form → name, and `note`, why one couldn't be made.
"""

import hashlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path

from pipelines.derive.datapackage import Form, PackageCard, data_package
from pipelines.derive.parquet import write_parquet
from pipelines.derive.xlsx import write_xlsx
from pipelines.messages import Refusal

TASK, ANSWER = "task.json", "answer.json"
NICENESS = 10


def main(folder: Path) -> None:
    """Answer the task of a folder."""
    os.nice(NICENESS)
    asked = json.loads((folder / TASK).read_text(encoding="utf-8"))
    parts, fields = [Path(path) for path in asked["parts"]], asked["descriptor"]["fields"]
    created = datetime.fromisoformat(asked["created"])
    made, note = {"parquet": "table.parquet"}, None
    write_parquet(parts, fields, folder / made["parquet"])
    try:
        write_xlsx(parts, fields, asked["title"], folder / "table.xlsx", created.date())
        made["xlsx"] = "table.xlsx"
    except Refusal as refusal:
        note = {"code": refusal.code, "values": refusal.values}
    described = _described(asked, made, folder, created)
    made["datapackage"] = "datapackage.json"
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (folder / made["datapackage"]).write_text(text, encoding="utf-8")
    answer = {"files": made, "note": note}
    (folder / ANSWER).write_text(json.dumps(answer), encoding="utf-8")


def _described(asked: dict, made: dict[str, str], folder: Path, created: datetime) -> dict:
    card = PackageCard(
        name=asked["name"],
        title=asked["title"],
        description=asked["description"],
        licenses=asked["licenses"],
        version=str(asked["version"]),
        created=created,
        homepage=asked["homepage"],
    )
    forms = [_form(asked, "csv", Path(asked["csv"]))]
    forms += [_form(asked, form, folder / name) for form, name in made.items()]
    return data_package(card, asked["descriptor"], forms)


def _form(asked: dict, form: str, path: Path) -> Form:
    digest = _sha256(path)
    address = asked["address"].format(sha256=digest, name=f"{asked['name']}.{form}")
    return Form(form, address, path.stat().st_size, digest)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
