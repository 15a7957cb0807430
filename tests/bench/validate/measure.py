"""Time the engine on a million rows, and weigh it on ten million."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.table import Measure
from tests.bench.validate.inputs import all_bad, clean, with_bad_cells, write, write_clean
from tests.bench.validate.sides import errors, ours, reading, seconds, theirs

ROUNDS = 5
MILLION = 1_000_000
MEMORY = 700.0
FOLDER = Path(os.environ.get("DONNEESQC_BENCH", tempfile.gettempdir()))


def measures() -> Iterator[Measure]:
    """Yield each line of the issue's table; raise when the two sides don't say the same."""
    with tempfile.TemporaryDirectory(prefix="donneesqc-bench-", dir=FOLDER) as name:
        folder = Path(name)
        yield from _clean(folder)
        yield from _bad(folder)
        yield from _every_row_bad(folder)
        yield from _workbook(folder)
        yield from _long(folder)


def _clean(folder: Path) -> Iterator[Measure]:
    path = write_clean(folder / "clean.csv", MILLION)
    _expect(ours(path)["valid"], "the clean table is valid")
    mine, read = _medians(lambda: ours(path), lambda: reading(path))
    yield Measure("validate", "1 M clean, against reading every cell", mine, read, 3.5, "s")
    mine, peer = _medians(lambda: ours(path), lambda: theirs(path))
    yield Measure("validate", "1 M clean, against frictionless", mine, peer, 30, "s", faster=True)


def _bad(folder: Path) -> Iterator[Measure]:
    short = write(folder / "bad-short.csv", with_bad_cells(clean(MILLION // 10)))
    _expect(errors(ours(short, None)) == errors(theirs(short)), "the two lists are equal")
    path = write(folder / "bad.csv", with_bad_cells(clean(MILLION)))
    counts = ours(path)["stats"]["errors"], theirs(path)["stats"]["errors"]
    _expect(counts[0] == counts[1], f"both count the same errors: {counts}")
    mine, peer = _medians(lambda: ours(path), lambda: theirs(path))
    yield Measure("validate", "1 M, 2 % of cells bad", mine, peer, 40, "s", faster=True)


def _every_row_bad(folder: Path) -> Iterator[Measure]:
    path = write_clean(folder / "clean.csv", MILLION)
    same = write(folder / "same.csv", all_bad(clean(MILLION), different=False))
    other = write(folder / "other.csv", all_bad(clean(MILLION), different=True))
    mine, base = _medians(lambda: ours(same), lambda: ours(path))
    yield Measure("validate", "every row bad, one value, against clean", mine, base, 5, "s")
    mine, base = _medians(lambda: ours(other), lambda: ours(path))
    yield Measure("validate", "every row bad, each another value", mine, base, 0, "s")


def _workbook(folder: Path) -> Iterator[Measure]:
    path = folder / "table.xlsx"
    clean(MILLION // 10).write_excel(path)
    _expect(ours(path)["valid"] and theirs(path)["valid"], "the workbook is valid")
    mine, peer = _medians(lambda: ours(path), lambda: theirs(path))
    yield Measure("validate", "100 000-row XLSX", mine, peer, 10, "s", faster=True)


def _long(folder: Path) -> Iterator[Measure]:
    short = write_clean(folder / "short.csv", MILLION // 10)
    path = write_clean(folder / "long.csv", 10 * MILLION)
    command = [sys.executable, "-m", "tests.bench.validate.memory", str(path)]
    peak = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    yield Measure("validate", "10 M with a unique key, peak memory", peak, MEMORY, 1, "MB")
    mine, base = _medians(lambda: ours(path), lambda: ours(short))
    per_row = mine / 100
    yield Measure("validate", "10 M, a row's time against 100 k", per_row, base, 1.5, "s/100 k")


def _medians(mine: Callable[[], object], peer: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of five runs of each, in turn."""
    times = [(seconds(mine), seconds(peer)) for _ in range(ROUNDS)]
    ours_, theirs_ = zip(*times, strict=True)
    return statistics.median(ours_), statistics.median(theirs_)


def _expect(true: bool, what: str) -> None:
    if not true:
        raise AssertionError(f"expected: {what}")
