"""Count what was found in a layer's features, and keep where the first ones are."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from pipelines.geo.model import Finding

SHOWN = 5  # features of which the number is kept
OUTSIDE, OUTSIDE_SOME = "geo-outside", "geo-outside-some"
CODES = (
    "geo-absent", "geo-place-unread", "geo-unplaceable", "geo-zero", "geo-mended", "geo-lost",
    "geo-curves", OUTSIDE_SOME, "geo-letters",
)  # fmt: skip


@dataclass
class Tally:
    """Count features by what is wrong with them; `passed`: those of the parts before this one.

    A feature's number is its place in the file, from 1.
    """

    passed: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, list[int]] = field(default_factory=dict)

    def note(self, code: str, found: np.ndarray) -> None:
        """Count the features of a part for which `found`, one boolean each, is true."""
        count = int(found.sum())
        if not count:
            return
        self.counts[code] = self.counts.get(code, 0) + count
        known = self.first.setdefault(code, [])
        places = np.flatnonzero(found)[: SHOWN - len(known)]
        known.extend(int(place) + self.passed + 1 for place in places)

    def findings(self, drawn: int) -> Iterator[Finding]:
        """Yield a finding for each thing that was seen; `drawn`: how many features have a place."""
        for code in CODES:
            count = self.counts.get(code, 0)
            if count and code == OUTSIDE_SOME and count == drawn:
                yield Finding(OUTSIDE)
            elif count:
                yield Finding(code, {"count": count, "rows": self._rows(code, count)})

    def _rows(self, code: str, count: int) -> str:
        known = self.first[code]
        return ", ".join(map(str, known)) + ("…" if count > len(known) else "")
