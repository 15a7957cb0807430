"""Of two publications at once, one is there whole."""

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from embedded.settings import Settings

from tests.command import COMMAND, command_environment
from tests.stack.conftest import ROOT
from tests.stack.portal import action

DATASET, PUBLICATION = "projets-ressources-informationnelles", "2019-12-31"
EXAMPLE = ROOT / "schemas" / DATASET / "1.0.0" / "examples" / "valide.csv"


@pytest.fixture
def publish(stack: Settings, tmp_path: Path) -> Callable:
    """Return what starts publishing a file of so many fictional projects of one body."""
    known = command_environment(stack, tmp_path)

    def start(body: str, count: int) -> "subprocess.Popen[str]":
        path = tmp_path / f"{body[:20]}.csv"
        _write(path, body, count)
        words = [COMMAND, "publier", path, "--jeu", DATASET, "--oui"]
        words += ["--publication", PUBLICATION]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
        return subprocess.Popen(words, env=known, **pipes)

    return start


def _write(path: Path, body: str, count: int) -> None:
    with EXAMPLE.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        row, names = next(reader), reader.fieldnames or ()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for number in range(count):
            facts = {"date_mise_a_jour": PUBLICATION, "organisme_responsable": body}
            writer.writerow({**row, **facts, "numero_projet": f"P{number:05}"})


def _rows(stack: Settings) -> list[str]:
    """Return whose the rows of the publication are."""
    package = action(stack, "package_show", id=DATASET)
    (table,) = (item for item in package["resources"] if item["role"] == "normalise")
    asked = {"resource_id": table["id"], "limit": 32000}
    found = action(stack, "datastore_search", **asked)
    assert found["total"] == len(found["records"])
    key = "date_mise_a_jour"
    return [row["organisme_responsable"] for row in found["records"] if row[key] == PUBLICATION]


def test_of_two_publications_at_once_one_is_there_whole(stack: Settings, publish: Callable) -> None:
    writers = {name: publish(name, count) for name, count in (("Premier", 400), ("Second", 300))}
    said = {name: writer.communicate(timeout=300)[0] for name, writer in writers.items()}
    codes = {name: writer.returncode for name, writer in writers.items()}
    assert 0 in codes.values(), said
    assert _rows(stack) in (["Premier"] * 400, ["Second"] * 300), said
    alone = publish("Premier", 400)
    text = alone.communicate(timeout=300)[0]
    assert alone.returncode == 0, text
    assert sorted(_rows(stack)) == ["Premier"] * 400
