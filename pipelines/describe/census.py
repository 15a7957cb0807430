"""Learn what a column holds, one batch after the other, in bounded memory."""

from collections import Counter

import polars as pl

from pipelines.describe.kinds import TEXT, Kind, kinds_for

FEW = 50  # distinct values that are kept
FIRST = 500  # cells that are enough to see most of what a column isn't
HASHES = 4_000_000  # cells of a column beyond which it isn't proposed as a key: 32 MB


class Census:
    """Watch a column; `cells` are as the file has them, null where a row is too short."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.filled = 0
        self.empty = 0
        self.example = ""
        self._kinds = list(kinds_for(label))
        self._values: Counter[str] | None = Counter()
        self._alone = True
        self._hashes: list[pl.Series] = []
        self._compared = 0

    def see(self, cells: pl.Series) -> None:
        """Take the cells of one batch into account."""
        stripped = cells.str.strip_chars()
        filled = stripped.filter(stripped != "")  # a null cell is not kept either
        self.filled += len(filled)
        self.empty += len(cells) - len(filled)
        if filled.is_empty():
            return
        self.example = self.example or filled[0]
        first = filled.head(FIRST)
        self._narrow(first, filled)
        self._count(first, filled)
        self._compare(first, filled)

    @property
    def kind(self) -> Kind:
        """Return the first kind that every filled cell is of."""
        return self._kinds[0] if self._kinds and self.filled else TEXT

    @property
    def unique(self) -> bool:
        """Return whether no value stands twice; False too when there are too many to know."""
        return self._alone and self._all_differ()

    @property
    def values(self) -> Counter[str] | None:
        """Return the distinct values and their counts, None when there are too many."""
        return self._values

    def _narrow(self, first: pl.Series, filled: pl.Series) -> None:
        """Drop the kinds that don't hold; those that include one that holds needn't be tried."""
        while self._kinds and not (self._kinds[0].holds(first) and self._kinds[0].holds(filled)):
            self._kinds.pop(0)
        self._kinds = [kind for kind in self._kinds if kind.includes(self._kinds[0])]

    def _count(self, first: pl.Series, filled: pl.Series) -> None:
        if self._values is None:
            return
        if first.n_unique() <= FEW:
            self._values.update(dict(filled.value_counts().iter_rows()))
        if first.n_unique() > FEW or len(self._values) > FEW:
            self._values = None

    def _compare(self, first: pl.Series, filled: pl.Series) -> None:
        """Forget that the column is unique at the first repeated value seen.

        Batches are compared each time their rows have doubled: twice the work of once.
        """
        if not self._alone:
            return
        self._alone = self.filled <= HASHES and not first.is_duplicated().any()
        if self._alone:
            self._hashes.append(filled.hash())
            if self.filled >= 2 * self._compared:
                self._alone, self._compared = self._all_differ(), self.filled
        if not self._alone:
            self._hashes.clear()

    def _all_differ(self) -> bool:
        """Different hashes prove different values; equal ones cost a proposal at worst."""
        return not self._hashes or not pl.concat(self._hashes).is_duplicated().any()
