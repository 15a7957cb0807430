"""How fast this machine is today, beside the one on which the bars in seconds were set."""

import statistics
import tempfile
from functools import cache
from pathlib import Path

from frictionless import Checklist, Resource, Schema

from tests.bench.table import Measure
from tests.bench.validate.inputs import SCHEMA, write_clean
from tests.bench.validate.sides import seconds

ROWS, ROUNDS = 200_000, 3
WHEN_SET = 4.3  # seconds, of the same work, when the bars were set


@cache
def slowness() -> float:
    """Return how many times slower than that machine this one is: a bar in seconds grows by it."""
    schema = {name: value for name, value in SCHEMA.items() if name != "foreignKeys"}
    with tempfile.TemporaryDirectory(prefix="donneesqc-bench-") as folder:
        path = write_clean(Path(folder, "table.csv"), ROWS)

        def work() -> None:
            table = Resource(path=path.name, basepath=folder, schema=Schema.from_descriptor(schema))
            if not table.validate(Checklist()).valid:
                raise AssertionError("expected: the clean table is valid")

        return statistics.median(seconds(work) for _ in range(ROUNDS)) / WHEN_SET


def calibration(bench: str) -> Measure:
    """Return the line of a bench's table that shows it."""
    work = "calibration: frictionless, 200 000 × 12 rows, now and when the bars were set"
    return Measure(bench, work, slowness() * WHEN_SET, WHEN_SET, 0, "s")
