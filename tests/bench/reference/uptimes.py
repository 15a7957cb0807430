"""Ten thousand days of probes, with faults, silences and clocks that change, counted two ways."""

from datetime import timedelta

from pipelines.certification.availability import uptime
from tests.bench.table import Measure
from tests.unit.certification.test_availability import NOON, counted, life, stored

BENCH, DAYS, LIVES = "reference", 10_000, 10
PERIODS = (timedelta(hours=24), timedelta(days=30), timedelta(days=90))
STEP = timedelta(days=29, hours=7, minutes=11)


def uptimes() -> Measure:
    """Return how many uptimes are those of the independent count, of all those computed."""
    same = computed = 0
    for seed in range(LIVES):
        probes = list(life(seed, DAYS // LIVES))
        days, until = stored(probes), NOON
        while until > NOON - timedelta(days=DAYS // LIVES):
            for period in PERIODS:
                found = uptime(days, until, period)
                same += (found.available, found.known) == counted(probes, until, period)
                computed += 1
            until -= STEP
    work = "uptimes over 10 000 days of probes that an independent count gives too"
    return Measure(BENCH, work, same, computed, 1, "uptimes", share=True)
