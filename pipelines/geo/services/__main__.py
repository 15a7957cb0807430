"""Bring features from elsewhere, in a process of its own.

`python -m pipelines.geo.services FOLDER` reads `task.json` in the folder (`kind`: link, wms or wfs,
`address`, `largest` in octets), writes what it brings beside it, then `answer.json`: `files`, each
with its `path`, `name` and `findings`; or the `layers` of a service of images, which stays where it
is; or the `code` and `values` of why there are none.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from pipelines.geo.services.asking import Web, open_web
from pipelines.geo.services.capabilities import read_service
from pipelines.geo.services.images import keep_service
from pipelines.geo.services.linked import fetch_linked
from pipelines.geo.services.model import WMS, Service
from pipelines.geo.services.wfs import fetch_features
from pipelines.messages import Refusal

TASK, ANSWER = "task.json", "answer.json"
LINK = "link"
MOST_LAYERS = 10
NICENESS = 10


def main(folder: Path) -> None:
    """Answer the task of a folder."""
    os.nice(NICENESS)
    asked = json.loads((folder / TASK).read_text(encoding="utf-8"))
    try:
        with open_web() as web:
            answer = _answer(asked, folder, web)
    except Refusal as refusal:
        answer = {"code": refusal.code, "values": refusal.values}
    (folder / ANSWER).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")


def _answer(asked: dict, folder: Path, web: Web) -> dict:
    if asked["kind"] == LINK:
        path = fetch_linked(asked["address"], _place(folder, 0), web, asked["largest"])
        return {"files": [{"path": str(path), "name": path.name, "findings": []}]}
    service = read_service(asked["address"], web, asked["kind"])
    if service.kind == WMS:
        return {"layers": [asdict(layer) for layer in keep_service(service, folder)]}
    return {"files": _features(service, folder, web)}


def _features(service: Service, folder: Path, web: Web) -> list[dict]:
    """Bring the features of each layer; raises the Refusal of the first when none has any."""
    refused: list[Refusal] = []
    found: list[dict] = []
    for number, layer in enumerate(service.layers[:MOST_LAYERS]):
        try:
            features = fetch_features(service, layer.name, _place(folder, number), web)
        except Refusal as refusal:
            refused.append(refusal)
            continue
        named = f"{layer.title}{features.path.suffix}"
        told = [asdict(finding) for finding in (*service.findings(), *features.findings)]
        found.append({"path": str(features.path), "name": named, "findings": told})
    if not found:
        raise refused[0] if refused else Refusal("geo-no-geometry")
    return found


def _place(folder: Path, number: int) -> Path:
    place = folder / f"brought-{number}"
    place.mkdir()
    return place


if __name__ == "__main__":
    main(Path(sys.argv[1]))
