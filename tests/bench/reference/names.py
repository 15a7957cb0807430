"""Matching names: how often it is right, and how fast."""

import csv
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipelines.cli.codes import INVALID
from pipelines.cli.known import find_set
from tests.bench.calibration import slowness
from tests.bench.table import Measure
from tests.bench.validate.sides import seconds
from tests.unit.matching.test_labelled import BAR, LABELS, count_labelled

BENCH, NAMES, MOST, ROUNDS, SEED = "reference", 10_000, 10.0, 3, 20261123


def names() -> Iterator[Measure]:
    """Yield precision and recall on the labelled names, and the seconds of 10 000 names."""
    counts = count_labelled(find_set("municipalites"))
    decided = counts["right"] + counts["wrong"]
    good = counts["right"] + counts["left"]
    work = "names of other files led to one territory, and to the right one (precision)"
    yield Measure(BENCH, work, counts["right"], decided, BAR, "names", share=True)
    every = good + counts["missed"] + counts["wrong"]
    work = "names of other files that were matched, or left to a person with reason (recall)"
    yield Measure(BENCH, work, good, every, BAR, "names", share=True)
    work = "`donneesqc apparier`, 10 000 names; the limit is 10 s × the calibration"
    yield Measure(BENCH, work, _command(), MOST * slowness(), 1, "s")


def _command() -> float:
    """Return the seconds that the command takes, start and files included."""
    with tempfile.TemporaryDirectory(prefix="donneesqc-bench-") as name:
        path = Path(name, "noms.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["rang", "ville"])
            writer.writerows(enumerate(distinct_names()))
        words = ["apparier", str(path), "--colonne", "ville", "--avec", "municipalites"]
        words += ["--sortie", str(Path(name, "appariés.csv")), "--remplacer"]
        line = [Path(sys.executable).with_name("donneesqc"), *words]

        def run() -> None:
            done = subprocess.run(line, check=False, capture_output=True, timeout=600)  # noqa: S603
            if done.returncode != INVALID:  # there is always a name to review
                raise AssertionError(done.stderr.decode())

        return statistics.median(seconds(run) for _ in range(ROUNDS))


def distinct_names() -> list[str]:
    """Return as many names as are matched, none twice, written as people write them."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        known = [row["texte"] for row in csv.DictReader(file)]
    chance, found = random.Random(SEED), dict.fromkeys(known)
    while len(found) < NAMES:
        found[_written(chance.choice(known), chance)] = None
    return list(found)


def _written(text: str, chance: random.Random) -> str:
    """Return a name in capitals, with its designation, or with a letter gone in haste."""
    place = chance.randrange(len(text))
    hasty = text[:place] + text[place + 1 :]
    return chance.choice(
        [text.upper(), f"Ville de {text}", f"Municipalité de {text}", hasty, hasty]
    )
