"""Find the errors of a batch's cells, a column at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from pipelines.decode.batches import ROW, Batch
from pipelines.validate.judge import Judge, Verdict
from pipelines.validate.vectorised import Reading, missing, reading, surely_valid

if TYPE_CHECKING:
    from frictionless import Field

VERDICTS = pl.Schema({"cell": pl.String, "verdict": pl.UInt32, "key": pl.String})


@dataclass(frozen=True)
class Column:
    """Hold one column of the file: `number` counts from 1, `field` is the schema's."""

    number: int
    field: "Field"

    @property
    def name(self) -> str:
        """Return the field's name."""
        return self.field.name

    @property
    def source(self) -> str:
        """Return the column's name in a batch."""
        return f"column_{self.number - 1}"

    @cached_property
    def cell(self) -> pl.Expr:
        """Return the column's cells."""
        return pl.col(self.source)

    @cached_property
    def judge(self) -> Judge:
        """Return who decides on doubtful cells."""
        return Judge(self.field)

    @cached_property
    def read(self) -> Reading | None:
        """Return how Polars reads the cells, None when only Frictionless can."""
        return reading(self.field, self.cell)

    @cached_property
    def valid(self) -> pl.Expr:
        """Return which cells surely have no error."""
        return surely_valid(self.field, self.cell, self.read)

    @cached_property
    def missing(self) -> pl.Expr:
        """Return which cells are missing."""
        return missing(self.field, self.cell)


@dataclass(frozen=True)
class Doubts:
    """Hold the cells of one column that aren't surely valid, judged.

    `rows`: _row, cell and verdict, the position in `verdicts` of what was said; `table`: cell →
    verdict and key, one row a distinct cell.
    """

    column: Column
    rows: pl.DataFrame
    table: pl.DataFrame
    verdicts: list[Verdict]

    @cached_property
    def errors(self) -> pl.DataFrame:
        """Return the rows whose cell has an error."""
        wrong = [rank for rank, verdict in enumerate(self.verdicts) if verdict.notes]
        if len(wrong) == len(self.verdicts):
            return self.rows
        return self.rows.filter(pl.col("verdict").is_in(wrong))


@dataclass(frozen=True)
class Examined:
    """Hold a batch and the doubts of its columns, by column number."""

    batch: Batch
    doubts: dict[int, Doubts] = field(default_factory=dict)

    def keys(self, column: Column) -> pl.Series:
        """Return for each row a text equal for equal values; null: missing or unreadable."""
        return self.batch.frame.select(self.key(column).alias(column.name)).to_series()

    def key(self, column: Column) -> pl.Expr:
        """Return what `keys` returns, still to be computed."""
        doubts = self.doubts.get(column.number)
        key = pl.when(~column.missing).then(column.read.key if column.read else column.cell)
        if doubts is not None:
            old, new = doubts.table["cell"], doubts.table["key"]
            judged = column.cell.replace_strict(old, new, default=None, return_dtype=pl.String)
            key = pl.when(column.valid).then(key).otherwise(judged)
        return key


def examine(batch: Batch, columns: Iterable[Column]) -> Examined:
    """Return the batch with the doubtful cells of each column judged."""
    columns = list(columns)
    masks = batch.frame.select(column.valid.alias(column.source) for column in columns)
    sure = masks.select(pl.all().all()).row(0) if columns else ()
    doubts = {
        column.number: _judged(batch.frame, masks[column.source], column)
        for column, all_valid in zip(columns, sure, strict=True)
        if not all_valid
    }
    return Examined(batch, doubts)


def _judged(frame: pl.DataFrame, valid: pl.Series, column: Column) -> Doubts:
    rows = frame.select(ROW, cell=column.cell).filter(~valid)
    table, verdicts = _verdicts(rows["cell"].unique(maintain_order=True), column)
    joined = rows.join(
        table.select("cell", "verdict"),
        on="cell",
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return Doubts(column, joined, table, verdicts)


def _verdicts(cells: pl.Series, column: Column) -> tuple[pl.DataFrame, list[Verdict]]:
    """Return cell → rank of its verdict and key; cells with the same notes share a rank."""
    ranks: dict[tuple, int] = {}
    verdicts: list[Verdict] = []
    numbers, keys = [], []
    for cell in cells:
        found = column.judge.verdict(cell)
        rank = ranks.setdefault(found.notes, len(verdicts))
        if rank == len(verdicts):
            verdicts.append(found)
        numbers.append(rank)
        keys.append(found.key)
    return pl.DataFrame({"cell": cells, "verdict": numbers, "key": keys}, schema=VERDICTS), verdicts
