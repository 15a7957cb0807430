"""Write the results of a certification as JSON, and read them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from pipelines.certification.judge import Result
from pipelines.certification.subject import Subject
from pipelines.certification.verdict import Verdict


def told(subject: Subject, results: Iterable[Result]) -> dict[str, Any]:
    """Return the results of a set's tests, with what they are about."""
    return {
        "version": subject.versions[0].number if subject.versions else 0,
        "files": [[file.address, file.sha256] for file in subject.files],
        "results": [asdict(result) for result in results],
    }


def read_results(said: Iterable[Mapping[str, Any]]) -> tuple[Result, ...]:
    """Return results from what `told` wrote, by way of JSON."""
    return tuple(Result(**{**item, "verdict": _verdict(item["verdict"])}) for item in said)


def _verdict(said: Mapping[str, Any]) -> Verdict:
    lists = {name: tuple(said.get(name, ())) for name in ("samples", "links")}
    return Verdict(**{**said, **lists})
