"""Find the names that are like a text: a slip away, cut short, or said by their initials."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipelines.matching.candidates import CERTAIN, HOMONYM
from pipelines.matching.forms import forms_of
from pipelines.matching.names import initials
from pipelines.matching.parts import Parts, telling

ALIKE, CUT, PART_OF, INITIALS = "alike", "cut", "part", "initials"
LIKEST = 85
PART, BEGINS, WHOLE = 50, 15, 15  # of a part of a name; more when it begins it, and says all of it
NEARBY, FARTHEST = 8, 0.25  # letters for each slip that is still sure; share of slips at most
SHORTEST_CUT = 12  # letters of a text whose last word may be cut
MOST = 20
ACRONYM = re.compile(r"[a-z]{3,8}")
Found = tuple[str, float, str]  # the key of a name, its score, how it was found


class Likeness:
    """The keys of names, by what they are like; of sets without a `level`, by their initials."""

    def __init__(self, keys: Iterable[str], level: str) -> None:
        self.level = level
        self._texts = list(keys)
        self._sorted = sorted(self._texts)
        self._parts = Parts(self._texts)
        self._initials: dict[str, list[str]] = {}
        for key in self._texts if not level else ():
            self._initials.setdefault(initials(key), []).append(key)

    def near(self, text: str) -> Iterator[Found]:
        """Yield the names that differ by a few letters."""
        for form in forms_of(text, self.level):
            slips = int(len(form.key) * FARTHEST)
            near = process.extract(
                form.key, self._texts, scorer=OSA.distance, score_cutoff=slips, limit=MOST
            )
            for name, distance, _ in near:
                slip = distance <= len(telling(name)) / NEARBY
                yield name, CERTAIN + 1 if slip else LIKEST * (1 - distance / len(name)), ALIKE

    def partial(self, text: str) -> Iterator[Found]:
        """Yield the names that a text is a part, the beginning or the initials of."""
        for form in forms_of(text, self.level):
            for name, share, begins in self._parts.holding(form.key):
                score = PART + BEGINS * begins + WHOLE * share
                yield name, score, CUT if begins else PART_OF
            yield from self._begun(form.key)
            if ACRONYM.fullmatch(form.key):
                yield from ((name, HOMONYM, INITIALS) for name in self._initials.get(form.key, ()))

    def beginning(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin with a text, in order."""
        for key in self._sorted[bisect_left(self._sorted, prefix) :]:
            if not key.startswith(prefix):
                return
            yield key

    def _begun(self, key: str) -> Iterator[Found]:
        """Yield the names that a text begins, were its last word cut."""
        if len(key) >= SHORTEST_CUT:
            for name in self.beginning(key):
                yield name, PART + BEGINS + WHOLE * len(key) / len(name), CUT
