"""Put the values of a column into the classes of a legend.

A class takes in its upper bound and leaves out its lower one; the first takes in both.
Quantiles and equal intervals need numpy alone. Natural breaks need mapclassify, hence pandas and
scikit-learn: `python -m pipelines.geo.classes` finds them in a process of its own, from
{"values": […, null], "count": 5, "middle": null} on its input, at most 50 000 values, and writes
the fields of Classes as JSON.
"""

import json
import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from pipelines.messages import message

QUANTILES, EQUAL, NATURAL = METHODS = ("quantiles", "equal", "natural")
FEWEST, MOST = 3, 7  # classes
MOST_VALUES = 50_000
# FisherJenks finds the best breaks there are, always the same, in a time that grows with the square
# of the values: all of them up to 800 (a second), beyond that as many spread evenly over their
# ranks. NaturalBreaks (k-means) and FisherJenksSampled draw at random.
EXACT = 800
MOST_CATEGORIES = 10
LARGEST_WHOLE = 2**53
SIGNIFICANT = 2  # digits of the narrowest class that a label shows
ROUNDING = 1e-12  # of the width of the values
MINUS = "\u2212"
MARKS = {"fr": ("\u00a0", ","), "en": (",", ".")}  # of thousands, of decimals
Values = Sequence[float | None] | np.ndarray


@dataclass(frozen=True)
class Classes:
    """The classes of numbers.

    `breaks`: one more than there are classes, in order; the first two are equal when the first
    class is one value; `counts`: of values in each; `missing`: values that are no number; `below`:
    classes up to the middle of diverging ones; `whole`: all values are whole numbers; `asked`:
    classes that were asked for: equal values may leave fewer.
    """

    breaks: tuple[float, ...]
    counts: tuple[int, ...]
    missing: int
    asked: int
    whole: bool
    below: int = 0

    def labels(self, language: str = "fr") -> tuple[str, ...]:
        """Return what the legend says of each class: « de 1 250 à 3 400 »."""
        decimals = 0 if self.whole else _decimals(self.breaks)
        found = []
        for rank, high in enumerate(self.breaks[1:]):
            low = self.breaks[rank]
            start = low + 1 if self.whole and rank else low
            bounds = [written(bound, decimals, language) for bound in (start, high)]
            one = bounds[0] == bounds[1]
            found.append(
                bounds[0] if one else message("geo-class", language, low=bounds[0], high=bounds[1])
            )
        return tuple(found)

    def notice(self, language: str = "fr") -> str:
        """Say that there are fewer classes than asked for, "" when there aren't."""
        if len(self.counts) in (0, self.asked):
            return ""
        return message("geo-fewer-classes", language, count=len(self.counts), asked=self.asked)


@dataclass(frozen=True)
class Categories:
    """The most frequent values of a column, how often each stands; `others`: rows of the rest."""

    values: tuple[str, ...]
    counts: tuple[int, ...]
    others: int
    missing: int


def classify(values: Values, method: str, count: int, middle: float | None = None) -> Classes:
    """Return the classes of a column by one of METHODS.

    `middle`: where diverging classes part, such as 0. Raises ValueError for another method, or a
    count that isn't from 3 to 7. Natural breaks are for a process apart: they load mapclassify.
    """
    if method not in METHODS or not FEWEST <= count <= MOST:
        raise ValueError((method, count))
    numbers = np.asarray(values, dtype=float)
    present = np.sort(numbers[np.isfinite(numbers)])
    missing = len(numbers) - len(present)
    whole = bool(((present % 1 == 0) & (abs(present) < LARGEST_WHOLE)).all())
    if not len(present):
        return Classes((), (), missing, count, whole)
    if middle is None:
        bounds, below = _bounds(present, method, count, whole), 0
    else:
        bounds, below = _parted(present, method, count, (whole, middle))
    counts = np.bincount(np.searchsorted(bounds, present), minlength=len(bounds))
    breaks = (present[0].item(), *bounds.tolist())
    return Classes(breaks, tuple(counts.tolist()), missing, count, whole, below)


def categorize(counts: Mapping[str, int], missing: int = 0) -> Categories:
    """Return the ten most frequent values of a column, the rest together."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    first, rest = ordered[:MOST_CATEGORIES], ordered[MOST_CATEGORIES:]
    return Categories(
        tuple(value for value, _ in first),
        tuple(count for _, count in first),
        sum(count for _, count in rest),
        missing,
    )


def written(value: float, decimals: int, language: str = "fr") -> str:
    """Write a number with so many decimals: « −1 250,5 » or “−1,250.5”."""
    thousands, mark = MARKS[language]
    plain = f"{abs(value):,.{decimals}f}".replace(",", "_").replace(".", mark)
    sign = MINUS if value < 0 and plain.strip(f"0{mark}_") else ""
    return sign + plain.replace("_", thousands)


def _parted(
    present: np.ndarray, method: str, count: int, how: tuple[bool, float]
) -> tuple[np.ndarray, int]:
    """Return the upper bounds of classes that part at a middle, and how many are up to it.

    Each side has half the classes; the odd one is for the side that has more values.
    """
    whole, middle = how
    low, high = present[present <= middle], present[present > middle]
    if not len(low) or not len(high):
        bounds = _bounds(present, method, count, whole)
        return bounds, len(bounds) if len(low) else 0
    half, odd = divmod(count, 2)
    more = int(odd and len(low) >= len(high))
    below = _bounds(low, method, half + more, whole)
    below[-1] = np.floor(middle) if whole else middle
    above = _bounds(high, method, count - half - more, whole)
    return np.unique(np.concatenate((below, above))), len(below)


def _bounds(present: np.ndarray, method: str, count: int, whole: bool) -> np.ndarray:
    """Return the upper bounds of the classes of sorted values, each once, the last the largest."""
    bounds = {QUANTILES: _quantiles, EQUAL: _equal, NATURAL: _natural}[method](present, count)
    bounds[-1] = present[-1]
    # a whole number is below a bound when it is below its whole part
    distinct = np.unique(np.floor(bounds) if whole else bounds)
    # one value that is computed in two ways may come out as two
    apart = np.diff(distinct) > ROUNDING * (present[-1] - present[0])
    return distinct[np.append(apart, True)]


def _quantiles(present: np.ndarray, count: int) -> np.ndarray:
    return np.percentile(present, np.linspace(0, 100, count + 1)[1:])


def _equal(present: np.ndarray, count: int) -> np.ndarray:
    if present[0] == present[-1]:
        return present[-1:].copy()
    return np.linspace(present[0], present[-1], count + 1)[1:]


def _natural(present: np.ndarray, count: int) -> np.ndarray:
    from mapclassify import FisherJenks  # noqa: PLC0415 - loads pandas and scikit-learn

    ranks = np.linspace(0, len(present) - 1, min(EXACT, len(present))).round().astype(int)
    some = present[np.unique(ranks)]
    distinct = np.unique(some)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numba would make it faster
        bounds = FisherJenks(some, k=min(count, len(distinct))).bins
    # between a bound and the next of these values may lie others: the nearer ones are its own
    places = np.searchsorted(distinct, bounds)
    following = distinct[np.minimum(places + 1, len(distinct) - 1)]
    return present[np.searchsorted(present, (bounds + following) / 2, side="right") - 1]


def _decimals(breaks: Iterable[float]) -> int:
    """Return how many decimals tell the bounds apart, and show the narrowest class's width."""
    distinct = np.unique(list(breaks))
    gap = np.diff(distinct).min() if len(distinct) > 1 else abs(distinct[0]) or 1.0
    decimals = max(0, SIGNIFICANT - 1 - int(np.floor(np.log10(gap))))
    while len({written(bound, decimals) for bound in distinct}) < len(distinct):
        decimals += 1
    return decimals


def main() -> None:
    """Answer one question about natural breaks."""
    asked = json.load(sys.stdin)
    if len(asked["values"]) > MOST_VALUES:
        raise ValueError(len(asked["values"]))
    found = classify(asked["values"], NATURAL, asked["count"], asked.get("middle"))
    json.dump(asdict(found), sys.stdout)


if __name__ == "__main__":
    main()
