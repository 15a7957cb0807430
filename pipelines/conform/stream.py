"""Bring an open file to a schema's columns and forms, a batch at a time, and count the repairs.

The same rules as for a source's table, without what only a source's YAML can say.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from pipelines.conform.codes import code_rule
from pipelines.conform.rules import (
    DATES,
    DAY_FIRST,
    FORM_RULES,
    MONTH_FIRST,
    NUMBERS,
    ONLY_DAY_FIRST,
    TYPE_RULES,
    readable,
)
from pipelines.conform.table import apply_rules, read_cells
from pipelines.decode.batches import Batch, FileTable


@dataclass(frozen=True)
class Target:
    """Name one column that a schema wants; `type` is "" where its form is the schema's own."""

    name: str
    title: str = ""
    type: str = ""


@dataclass
class Repairs:
    """Count the repairs of cells by code and column; `tell` is given each as they are made.

    What it is given: frames of code, _row, column, before, after.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    tell: Callable[[pl.DataFrame], None] = lambda _: None

    def add(self, column: str, changes: Sequence[pl.DataFrame]) -> None:
        """Count changes made to one column."""
        for change in changes:
            self.counts[(change["code"][0], column)] += change.height
            self.tell(change.with_columns(column=pl.lit(column)))


class DateHabits:
    """See which columns prove that they write JJ/MM/AAAA: elsewhere, 03/04/2024 is unsure.

    A date that can only be JJ/MM/AAAA is the proof, if none in the column can only be MM/JJ/AAAA.
    """

    def __init__(self) -> None:
        self._month_first: set[str] = set()
        self._day_first: set[str] = set()

    @property
    def day_first(self) -> set[str]:
        """Return the columns whose dates are JJ/MM/AAAA."""
        return self._day_first - self._month_first

    def see(self, batch: Batch) -> None:
        """Look at every cell of a batch."""
        columns = [name for name in batch.frame.columns if name.startswith("column_")]
        for pattern, known in ((MONTH_FIRST, self._month_first), (ONLY_DAY_FIRST, self._day_first)):
            unsure = [name for name in columns if name not in known]
            found = batch.frame.select(pl.col(unsure).str.contains(pattern).any())
            known.update(name for name in unsure if found[name][0])


def match_titles(labels: Sequence[str], targets: Sequence[Target]) -> tuple[str, ...]:
    """Return the labels, each replaced by the name of the column that it names otherwise.

    A label names a column by its title, or by its name or title but for case, accents and
    punctuation, when no other label does so too.
    """
    known = {target.name for target in targets}
    taken = set(labels) & known
    by_key = _by_key(target for target in targets if target.name not in taken)
    keys = Counter(plain_key(label) for label in labels)
    return tuple(
        label
        if label in known or keys[plain_key(label)] > 1
        else by_key.get(plain_key(label), label)
        for label in labels
    )


@dataclass(frozen=True)
class Plan:
    """Say how to conform a file: `labels` are its columns' names, one for each of its labels.

    `kinds`: the type of each column whose form may be repaired, "" for the others; `codes`: the
    codes that a column may hold, by its name.
    """

    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    habits: DateHabits
    codes: Mapping[str, pl.Series] = field(default_factory=dict)


def plan_for(
    names: Sequence[str],
    targets: Sequence[Target],
    habits: DateHabits,
    codes: Mapping[str, pl.Series] | None = None,
) -> Plan:
    """Return the plan for a file whose labels stand for these names."""
    types = {target.name: target.type for target in targets}
    kinds = tuple(types.get(name, "") for name in names)
    return Plan(tuple(names), kinds, habits, codes or {})


def conform_file(table: FileTable, plan: Plan, repairs: Repairs) -> FileTable:
    """Return the table with its columns renamed and its cells in canonical form.

    `repairs` is filled as the batches are read, each time afresh.
    """

    def batches() -> Iterator[Batch]:
        repairs.counts.clear()
        for batch in table.batches():
            yield _conformed(batch, plan, repairs)

    return replace(table, labels=plan.labels, batches=batches)


def _by_key(targets: Iterator[Target]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for target in targets:
        for text in {plain_key(target.name), plain_key(target.title)} - {""}:
            found.setdefault(text, set()).add(target.name)
    return {key: names.pop() for key, names in found.items() if len(names) == 1}


def plain_key(text: str) -> str:
    """Return the letters and digits of a text, without case or accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub("[^a-z0-9]+", "", plain)


def _conformed(batch: Batch, plan: Plan, repairs: Repairs) -> Batch:
    frame = batch.frame
    for place, (label, kind) in enumerate(zip(plan.labels, plan.kinds, strict=True)):
        column = f"column_{place}"
        changes: list[pl.DataFrame] = []
        frame = apply_rules(frame, column, FORM_RULES, changes)
        if kind in NUMBERS | DATES and not _canonical(frame[column], kind):
            rules = [rule for rule in TYPE_RULES if rule.applies(kind)]
            if column not in plan.habits.day_first:
                rules = [rule for rule in rules if rule.code != DAY_FIRST]
            frame = read_cells(frame, column, kind, rules, changes)
        frame = apply_rules(frame, column, code_rule(label, plan.codes), changes)
        repairs.add(label, changes)
    return replace(batch, frame=frame)


def _canonical(cells: pl.Series, kind: str) -> bool:
    fine = pl.select(readable(pl.lit(cells), kind) | (pl.lit(cells) == "")).to_series()
    return bool(fine.all())
