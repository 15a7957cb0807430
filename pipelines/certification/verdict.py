"""The answer of one test, with what shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pipelines.messages import message

IDENTIFIER, QUALITY, INTEGRITY, AVAILABILITY = (
    "identifiant", "qualite", "integrite", "disponibilite",
)  # fmt: skip
INTEROPERABILITY, METADATA, DOCUMENTATION = "interoperabilite", "metadonnees", "documentation"
CHARACTERISTICS = (
    IDENTIFIER, QUALITY, INTEGRITY, AVAILABILITY, INTEROPERABILITY, METADATA, DOCUMENTATION,
)  # fmt: skip
SHOWN = 5  # samples, links


@dataclass(frozen=True)
class Verdict:
    """Answer one test: `passed` is None when nothing can be said yet.

    `evidence` names the sentence that says what was seen, `values` fill it; `samples`: some of what
    made it fail, as « row or place: value »; `links`: addresses where it can be seen; `threshold`:
    what this set promises, "" for what is asked of all.
    """

    passed: bool | None
    evidence: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    samples: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    threshold: str = ""

    def sentence(self, language: str = "fr") -> str:
        """Return what was seen, in `language`."""
        return message(self.evidence, language, **self.values)


def found_none(
    evidence: str,
    found: Sequence[str],
    of: int,
    links: Iterable[str] = (),
    **values: str | int,
) -> Verdict:
    """Return the verdict of a test that no item fails: passed when none is found.

    `evidence`: the sentence's code, which says `count` found `of` so many.
    """
    return Verdict(
        passed=not found,
        evidence=evidence,
        values={"count": len(found), "of": of, **values},
        samples=tuple(found[:SHOWN]),
        links=tuple(islice(links, SHOWN)),
    )
