"""Matching names: how often it is right, and how fast."""

import csv
import random
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipelines.cli.codes import INVALID
from pipelines.cli.known import find_set
from pipelines.matching import Lookup
from tests.bench.calibration import slowness
from tests.bench.table import Measure
from tests.bench.validate.sides import seconds
from tests.conftest import data_folder
from tests.unit.matching.labels import Label, kept, mrcs, municipalities, regions
from tests.unit.matching.test_labelled import BAR, count, unlike

DATA = data_folder()
BENCH, NAMES, MOST, ROUNDS, SEED = "reference", 10_000, 10.0, 3, 20261123


def names() -> Iterator[Measure]:
    """Yield precision and recall on the labelled names, and the seconds of 10 000 names."""
    lookup, labels = find_set("municipalites"), municipalities(DATA)
    yield from _rates(lookup, labels, "municipalities")
    apart = count(lookup, unlike(lookup, labels))
    work = "… of those, the ones not written as the official name (recall apart)"
    yield _share(work, apart["right"], apart.total())
    territories = [("mrc", mrcs(DATA)), ("regions-administratives", regions(DATA))]
    for name, found in territories:
        alone = [label for label in found if not label.coded]
        yield from _rates(find_set(name), alone, name)
    yield _with_codes(territories)
    buyers = list(kept("ministeres-et-organismes"))
    yield from _rates(find_set("ministeres-et-organismes"), buyers, "ministeres-et-organismes")
    work = "`donneesqc apparier`, 10 000 names; the limit is 10 s × the calibration"
    yield Measure(BENCH, work, _command(), MOST * slowness(), 1, "s")


def _rates(lookup: Lookup, labels: list[Label], kind: str) -> Iterator[Measure]:
    """Yield the precision and the recall of some labels."""
    counts = count(lookup, labels)
    good = counts["right"] + counts["left"]
    decided = counts["right"] + counts["wrong"]
    work = f"{kind}: names of other files led to one, and to the right one (precision)"
    yield _share(work, counts["right"], decided)
    work = f"{kind}: names of other files matched, or left to a person with reason (recall)"
    yield _share(work, good, good + counts["missed"] + counts["wrong"])


def _with_codes(territories: list[tuple[str, list[Label]]]) -> Measure:
    """Return how many cells that have a code and a name are led right, or left with reason."""
    found = Counter[str]()
    for name, labels in territories:
        found += count(find_set(name), [label for label in labels if label.coded])
    work = "cells of other files with a code and a name, « 06 – Montréal », led right"
    return _share(work, found["right"] + found["left"], found.total())


def _share(work: str, good: int, total: int) -> Measure:
    return Measure(BENCH, work, good, total, BAR, "names", share=True)


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
    known = list(dict.fromkeys(label.text for label in municipalities(DATA)))
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
