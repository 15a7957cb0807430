"""What the rows of a file showed, as every check reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipelines.messages import shortened
from pipelines.validate.guidelines.census import SHOWN, ColumnCensus, Tally
from pipelines.validate.guidelines.structure import Structure
from pipelines.validate.guidelines.subject import Subject
from pipelines.validate.guidelines.verdict import Evidence

HIDDEN = "•••"


@dataclass(frozen=True)
class Observed:
    """Hold the file's facts, the census of its columns and the structure of its rows.

    `private`: the positions of columns with personal information, whose values no sentence repeats.
    """

    subject: Subject
    columns: tuple[ColumnCensus, ...]
    structure: Structure
    private: frozenset[int] = frozenset()

    def typed(self) -> Iterator[tuple[ColumnCensus, str, str]]:
        """Yield each column that isn't empty, with its label and its type in the schema."""
        for column in self.columns:
            if column.filled:
                label = self.subject.labels[column.position]
                yield column, label, self.subject.type_of(column.position)

    def evidence(self, code: str, column: ColumnCensus, tally: Tally, **values: str) -> Evidence:
        """Return the evidence of some cells of one column, their count and the first of them."""
        hidden = column.position in self.private
        rows = tuple(
            (row, HIDDEN if hidden else shortened(value)) for row, value in tally.rows[:SHOWN]
        )
        row, value = rows[0]
        facts = {
            "column": self.subject.labels[column.position],
            "cells": tally.cells,
            "row": row,
            "value": value,
            **values,
        }
        return Evidence(code, facts, column.position, tally.cells, rows)


def together(tallies: Sequence[Tally]) -> Tally:
    """Return several tallies as one, with the first rows of them all."""
    rows = sorted(row for tally in tallies for row in tally.rows)
    return Tally(sum(tally.cells for tally in tallies), tuple(islice(rows, SHOWN)))
