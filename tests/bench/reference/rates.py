"""How often certification is right: sets made to break it, honest ones that are odd."""

from collections.abc import Iterator
from random import Random

from pipelines.certification.judge import all_pass, judge
from pipelines.certification.subject import Subject
from tests.bench.table import Measure
from tests.unit.certification.mutations import MUTATIONS
from tests.unit.certification.oddities import ODDITIES
from tests.unit.certification.subjects import honest

BENCH = "reference"
BROKEN = ("municipalites", "mrc", "programmes-budgetaires")
HONEST = ("municipalites", "mrc", "fonds-speciaux")
SEEDS = range(3)


def rates() -> Iterator[Measure]:
    """Yield how many broken sets their own test refused, and how many odd ones were accepted."""
    refused = [
        _refused(mutation.codes[0], mutation.change(honest(name), Random(seed)))
        for mutation in MUTATIONS
        for name in BROKEN
        for seed in SEEDS
    ]
    work = f"sets that {len(MUTATIONS)} mutations break, refused by their own test"
    yield Measure(BENCH, work, sum(refused), len(refused), 1, "sets", share=True)
    accepted = [
        all_pass(judge(oddity.change(honest(name), Random(seed))))
        for oddity in ODDITIES
        for name in HONEST
        for seed in SEEDS
    ]
    work = f"honest sets with one of {len(ODDITIES)} oddities, accepted"
    yield Measure(BENCH, work, sum(accepted), len(accepted), 1, "sets", share=True)


def _refused(code: str, subject: Subject) -> bool:
    return any(item.code == code and item.verdict.passed is False for item in judge(subject))
