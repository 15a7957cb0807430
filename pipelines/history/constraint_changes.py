"""Find which rules of a column accept fewer values than they did."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from pipelines.derive.tables import Descriptor
from pipelines.history.breaks import Break

LISTED = 10  # values that a sentence quotes
Constraints = Mapping[str, Any]
Rule = Callable[[str, Constraints, Constraints], Iterator[Break]]


def tightened(old: Descriptor, new: Descriptor) -> Iterator[Break]:
    """Yield each rule of a column that refuses a value which it accepted."""
    before, after = old.get("constraints") or {}, new.get("constraints") or {}
    for rule in RULES:
        yield from rule(old["name"], before, after)


def _required(column: str, old: Constraints, new: Constraints) -> Iterator[Break]:
    if new.get("required") and not old.get("required"):
        yield Break("history-required", {"column": column})


def _unique(column: str, old: Constraints, new: Constraints) -> Iterator[Break]:
    if new.get("unique") and not old.get("unique"):
        yield Break("history-unique", {"column": column})


def _enum(column: str, old: Constraints, new: Constraints) -> Iterator[Break]:
    before, after = _texts(old.get("enum")), _texts(new.get("enum"))
    if not after:
        return
    if not before:
        yield Break("history-enum-added", {"column": column, "values": _shown(after)})
        return
    lost = [text for text in before if text not in after]
    if lost:
        facts = {"column": column, "values": _shown(lost), "count": len(lost)}
        yield Break("history-enum-reduced", facts)


def _lower_bound(column: str, old: Constraints, new: Constraints) -> Iterator[Break]:
    before = max(_bounds(old, minimum=False, exclusiveMinimum=True), default=None)
    after = max(_bounds(new, minimum=False, exclusiveMinimum=True), default=None)
    if after and (before is None or after[:3] > before[:3]):
        code = "history-exclusive-minimum" if after.last else "history-minimum"
        yield Break(code, {"column": column, "limit": after.text})


def _upper_bound(column: str, old: Constraints, new: Constraints) -> Iterator[Break]:
    before = min(_bounds(old, maximum=True, exclusiveMaximum=False), default=None)
    after = min(_bounds(new, maximum=True, exclusiveMaximum=False), default=None)
    if after and (before is None or after[:3] < before[:3]):
        code = "history-maximum" if after.last else "history-exclusive-maximum"
        yield Break(code, {"column": column, "limit": after.text})


class Bound(NamedTuple):
    """Sort bounds: by value, numbers before texts, then `last` after its like."""

    is_text: bool
    value: Decimal | str
    last: bool
    text: str


def _bounds(constraints: Constraints, **names: bool) -> Iterator[Bound]:
    """Yield the bounds that are set; `names`: whether each sorts after an equal one."""
    for name, last in names.items():
        if constraints.get(name) is not None:
            text = str(constraints[name])
            try:
                yield Bound(False, Decimal(text), last, text)
            except InvalidOperation:
                yield Bound(True, text, last, text)


def _min_length(column: str, old: Constraints, new: Constraints) -> Iterator[Break]:
    length = new.get("minLength") or 0
    if length > (old.get("minLength") or 0):
        yield Break("history-min-length", {"column": column, "length": length})


def _max_length(column: str, old: Constraints, new: Constraints) -> Iterator[Break]:
    length, before = new.get("maxLength"), old.get("maxLength")
    if length is not None and (before is None or length < before):
        yield Break("history-max-length", {"column": column, "length": length})


def _pattern(column: str, old: Constraints, new: Constraints) -> Iterator[Break]:
    pattern = new.get("pattern")
    if pattern and pattern != old.get("pattern"):
        yield Break("history-pattern", {"column": column, "pattern": pattern})


def _texts(values: Sequence[object] | None) -> list[str]:
    return [str(value) for value in values or ()]


def _shown(values: Sequence[str]) -> tuple[str, ...]:
    """Return the values that a sentence quotes."""
    more = ("…",) if len(values) > LISTED else ()
    return (*values[:LISTED], *more)


RULES: tuple[Rule, ...] = (
    _required,
    _unique,
    _enum,
    _lower_bound,
    _upper_bound,
    _min_length,
    _max_length,
    _pattern,
)
