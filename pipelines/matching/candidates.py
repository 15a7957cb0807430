"""The entities that a text may name, weighed against each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.matching.entities import DEDUCED, FORMER, Entity

CERTAIN, HOMONYM, PROPOSED = 90, 75, 80
APART = 6  # by how much the best must be ahead: a former name competes with one of today
GONE = "gone"
CEILINGS = {GONE: PROPOSED, DEDUCED: PROPOSED}  # what nobody confirmed is never sure


@dataclass(frozen=True)
class Candidate:
    """An entity that a text may name.

    `score`: confidence, 0 to 100; `how`: the reason, whose sentence is `match-how-<how>`; `sure`:
    it is this one and no other.
    """

    entity: Entity
    score: float
    how: str
    sure: bool = False


def settled(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates by confidence; the first is sure when it stands alone, well ahead."""
    ordered = sorted(found, key=lambda item: (-confidence(item), item.entity.identifier))
    if not ordered:
        return ()
    first, *others = ordered
    if any(first.score - item.score < APART for item in others):
        return tuple(held(item, HOMONYM) for item in ordered)
    sure = confidence(first) >= CERTAIN and not first.entity.gone
    return (held(first, sure=sure), *map(held, others))


def held(item: Candidate, most: int = 100, *, sure: bool = False) -> Candidate:
    """Return a candidate as it is told: its score within bounds, what is deduced among the rest."""
    score = max(0, min(round(confidence(item)), most))
    return Candidate(item.entity, score, FORMER if item.how == DEDUCED else item.how, sure)


def confidence(item: Candidate) -> float:
    """Return the score of a candidate, within what its reason allows."""
    return min(item.score, CEILINGS.get(item.how, item.score))
