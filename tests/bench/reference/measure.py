"""Measure what was promised of reference datasets."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.calibration import calibration
from tests.bench.reference.certifying import certifying
from tests.bench.reference.names import names
from tests.bench.reference.rates import rates
from tests.bench.reference.reading import reading
from tests.bench.reference.site import site
from tests.bench.reference.uptimes import uptimes
from tests.bench.table import Measure

BENCH, MILLION = "reference", 1_000_000
# DONNEESQC_BENCH_SCALE=0.05 is for whoever works on the bench: small inputs, figures for nothing.
SCALE = float(os.environ.get("DONNEESQC_BENCH_SCALE", "1"))


def measures() -> Iterator[Measure]:
    """Yield each line of the issue's table; raise when something isn't as it must be."""
    yield calibration(BENCH)
    yield from rates()
    yield uptimes()
    yield from names()
    with site() as portal, tempfile.TemporaryDirectory(prefix="donneesqc-bench-") as folder:
        yield from reading(portal)
        yield from certifying(portal, Path(folder), int(MILLION * SCALE))
