"""Put a reference dataset to every test, and say what to correct first."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.certification.criteria.registry import CRITERIA, Criterion
from pipelines.certification.subject import Subject
from pipelines.certification.verdict import CHARACTERISTICS, Verdict
from pipelines.messages import message

NEEDED = ("uptime-files", "uptime-api", "references")


@dataclass(frozen=True)
class Result:
    """What one test answered; `threshold`: what it allows; `version`: of its rule."""

    code: str
    characteristic: str
    version: int
    threshold: str
    verdict: Verdict

    def title(self, language: str = "fr") -> str:
        """Return what the test asks."""
        return message(f"criterion-{self.code}", language)

    def proves(self, language: str = "fr") -> str:
        """Return what passing the test proves."""
        return message(f"criterion-{self.code}-proves", language)

    def fix(self, language: str = "fr") -> str:
        """Return what to do when it fails."""
        return message(f"criterion-{self.code}-fix", language)


def judge(subject: Subject) -> tuple[Result, ...]:
    """Return the result of every test, in the order of the registry."""
    return tuple(_result(item, item.judge(subject)) for item in CRITERIA)


def _result(item: Criterion, verdict: Verdict) -> Result:
    threshold = verdict.threshold or item.THRESHOLD
    return Result(item.CODE, item.CHARACTERISTIC, item.VERSION, threshold, verdict)


def all_pass(results: Iterable[Result]) -> bool:
    """Tell whether nothing failed; what nothing can be said of yet doesn't."""
    return all(result.verdict.passed is not False for result in results)


def unproven(results: Iterable[Result]) -> list[Result]:
    """Return the tests of which nothing can be said yet and that a certificate needs an answer of.

    A set is certified once it was probed for a day, and once the sets that it refers to are.
    """
    return [item for item in results if item.code in NEEDED and item.verdict.passed is None]


def to_correct(results: Iterable[Result]) -> list[Result]:
    """Return the tests that failed, what readers suffer most from first.

    Identifiers and integrity come before availability, quality, then what describes the set.
    """
    urgency = {name: rank for rank, name in enumerate(_BY_HARM)}
    failed = [result for result in results if result.verdict.passed is False]
    return sorted(failed, key=lambda result: urgency[result.characteristic])


_BY_HARM = sorted(
    CHARACTERISTICS,
    key=(
        "identifiant", "integrite", "disponibilite", "qualite", "interoperabilite",
        "documentation", "metadonnees",
    ).index,
)  # fmt: skip
