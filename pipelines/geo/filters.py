"""What readers ask of a layer: which features, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from pipelines.geo.model import Extent

LARGEST = 1 << 63
MOST_FILTERS, MOST_VALUES = 20, 200
Value = str | int | float | bool


@dataclass(frozen=True)
class Filter:
    """Keep the features whose `column` holds one of `equal`, or `contains` a text, or lies between.

    `empty`: keep those that have nothing there. One of the four is given.
    """

    column: str
    equal: tuple[Value, ...] = ()
    contains: str = ""
    low: Value | None = None
    high: Value | None = None
    empty: bool = False


@dataclass(frozen=True)
class Wanted:
    """Which features are wanted, and in which order; `extent`: what they must touch, WGS 84."""

    filters: tuple[Filter, ...] = ()
    extent: Extent | None = None
    sort: str = ""
    descending: bool = False


class NotUnderstood(ValueError):  # noqa: N818 - what happens
    """The question names no such column, or isn't of a known form."""


def read_filters(said: object) -> tuple[Filter, ...]:
    """Return the filters that a JSON list describes; raises NotUnderstood."""
    if not isinstance(said, list) or len(said) > MOST_FILTERS:
        raise NotUnderstood("filters")
    return tuple(_filter(item) for item in said)


def _filter(item: object) -> Filter:
    if not isinstance(item, dict) or not isinstance(item.get("column"), str):
        raise NotUnderstood("filter")
    column, test, value = item["column"], item.get("is"), item.get("value")
    if test == "empty":
        return Filter(column, empty=True)
    if test == "contains" and _is_value(value) and isinstance(value, str) and value:
        return Filter(column, contains=value)
    if test == "equal":
        values = value if isinstance(value, list) else [value]
        known = tuple(item for item in values if _is_value(item))
        if known and len(known) == len(values) <= MOST_VALUES:
            return Filter(column, equal=known)
    low, high = item.get("low"), item.get("high")
    if test == "between" and (low, high) != (None, None) and _are_bounds((low, high)):
        return Filter(column, low=low, high=high)
    raise NotUnderstood(column)


def _are_bounds(values: Sequence[object]) -> bool:
    return all(value is None or _is_value(value) for value in values)


def _is_value(item: object) -> TypeGuard[Value]:
    """Tell what a column may hold: text that is UTF-8, whole numbers of 64 bits, other numbers."""
    if isinstance(item, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in item)
    return isinstance(item, float) or (isinstance(item, int) and -LARGEST <= item < LARGEST)
