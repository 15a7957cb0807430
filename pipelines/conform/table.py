"""Apply the rules to a decoded table, column by column, and keep what each one changed."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipelines.conform.columns import match_columns
from pipelines.conform.particular import MONTH_DATE, in_millions, particular_rules
from pipelines.conform.rules import DATES, FORM_RULES, NUMBERS, TYPE_RULES, Rule, readable
from pipelines.decode import ROW, DecodedTable
from pipelines.messages import Refusal
from pipelines.sources import Source
from schemas import TableSchema

REPAIRS = pl.Schema(
    {
        "code": pl.String,
        ROW: pl.UInt32,
        "column": pl.String,
        "before": pl.String,
        "after": pl.String,
    }
)
PRECISION = "_precision"
UTF_8, COMMA = "utf-8", ","


@dataclass(frozen=True)
class ConformedTable:
    """Hold a table of text in the schema's columns.

    `frame`: every column of the schema as String (missing is "") and `_row`; `repairs`: code, _row,
    column, before, after, one row a change; `defects`: as decoded.
    """

    frame: pl.DataFrame
    repairs: pl.DataFrame
    defects: pl.DataFrame


def conform(
    table: DecodedTable, source: Source, schema: TableSchema, publication: str
) -> ConformedTable:
    """Rename the columns to the schema's and repair the form of their cells, never their value.

    The partition column, when the file lacks it, is filled with the publication's name. Raises
    Refusal naming the columns that are unknown, missing or there twice.
    """
    positions = match_columns(table.labels, source, schema)
    repairs = [_of_file(table), _renamed(table, positions)]
    frame = _select(table.frame, positions, source, schema, publication)
    if source.conform.drop_blank_rows:
        frame, dropped = _without_blank_rows(frame, list(positions))
        repairs.append(dropped)
    frame, changes = _repaired(frame, source, schema)
    _check_partition(frame, source.partition, publication)
    return ConformedTable(frame, pl.concat([*repairs, *changes]), table.defects)


def _check_partition(frame: pl.DataFrame, partition: str, publication: str) -> None:
    """Refuse a file that belongs to another publication; one odd row is for `validate` to tell."""
    others = set(frame[partition])
    if others and publication not in others:
        found = ", ".join(sorted(others)[:3])
        raise Refusal("partition-mismatch", column=partition, found=found, publication=publication)


def _of_file(table: DecodedTable) -> pl.DataFrame:
    """Record what reading mended of the whole file: the portal's files are UTF-8 and commas."""
    found = {
        "encoding": (table.encoding, UTF_8),
        "wrapped-lines": ('"…";;;;' if table.wrapped else "", "…"),
        "delimiter": (table.delimiter, COMMA),
    }
    rows = [
        (code, table.header_row, "", before, after)
        for code, (before, after) in found.items()
        if before and before != after  # a workbook has neither encoding nor delimiter
    ]
    return pl.DataFrame(rows, schema=REPAIRS, orient="row")


def _renamed(table: DecodedTable, positions: dict[str, int]) -> pl.DataFrame:
    rows = [
        ("renamed-column", table.header_row, name, table.labels[position], name)
        for name, position in positions.items()
        if table.labels[position] != name
    ]
    return pl.DataFrame(rows, schema=REPAIRS, orient="row")


def _select(
    frame: pl.DataFrame,
    positions: dict[str, int],
    source: Source,
    schema: TableSchema,
    publication: str,
) -> pl.DataFrame:
    constant = {source.partition: publication}
    columns = [
        pl.col(f"column_{positions[field.name]}").alias(field.name)
        if field.name in positions
        else pl.lit(constant.get(field.name, "")).alias(field.name)
        for field in schema.fields
    ]
    return frame.select(ROW, *columns)


def _without_blank_rows(
    frame: pl.DataFrame, columns: list[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    blank = frame.select(pl.all_horizontal(pl.col(columns).str.strip_chars() == "")).to_series()
    dropped = frame.filter(blank).select(
        pl.lit("blank-row-dropped").alias("code"),
        ROW,
        *(pl.lit("").alias(name) for name in ("column", "before", "after")),
    )
    return frame.filter(~blank), dropped


def _repaired(
    frame: pl.DataFrame, source: Source, schema: TableSchema
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    changes: list[pl.DataFrame] = []
    for field in schema.fields:
        frame = apply_rules(frame, field.name, FORM_RULES, changes)
        if field.type in NUMBERS | DATES:
            rules = [rule for rule in TYPE_RULES if rule.applies(field.type)]
            frame = read_cells(frame, field.name, field.type, rules, changes)
    millions = in_millions(source.conform.amounts, frame)
    for field in schema.fields:
        frame = apply_rules(
            frame, field.name, particular_rules(source, field.name, millions), changes
        )
    for name in source.conform.month_dates:
        frame = _with_precision(frame, name, changes)
    return frame, changes


def read_cells(
    frame: pl.DataFrame,
    column: str,
    kind: str,
    rules: Iterable[Rule],
    changes: list[pl.DataFrame],
) -> pl.DataFrame:
    """Bring numbers and dates to canonical form; a cell that doesn't get there stays as it was."""
    attempts: list[pl.DataFrame] = []
    repaired = apply_rules(frame, column, rules, attempts)
    read = repaired.select(ROW, readable(pl.col(column), kind).alias("read"))
    kept = read.filter(pl.col("read"))[ROW].implode()
    changes.extend(
        change for attempt in attempts if len(change := attempt.filter(pl.col(ROW).is_in(kept)))
    )
    cells = pl.when(read["read"]).then(repaired[column]).otherwise(frame[column])
    return frame.with_columns(cells.alias(column))


def apply_rules(
    frame: pl.DataFrame, column: str, rules: Iterable[Rule], changes: list[pl.DataFrame]
) -> pl.DataFrame:
    """Apply each rule to a column in turn and keep what it changed."""
    for rule in rules:
        after = frame.select(rule.repair(pl.col(column))).to_series()
        changed = after != frame[column]
        if changed.any():
            changes.append(_change(frame, rule.code, column, after, changed))
            frame = frame.with_columns(after.alias(column))
    return frame


def _change(
    frame: pl.DataFrame, code: str, column: str, after: pl.Series, changed: pl.Series
) -> pl.DataFrame:
    return (
        frame.select(ROW, before=pl.col(column), after=after)
        .filter(changed)
        .select(pl.lit(code).alias("code"), ROW, pl.lit(column).alias("column"), "before", "after")
    )


def _with_precision(frame: pl.DataFrame, column: str, changes: list[pl.DataFrame]) -> pl.DataFrame:
    """Say in `<column>_precision` whether the source gave the day or the month, unless it says."""
    months = [change for change in changes if change["code"][0] == MONTH_DATE]
    rows = [row for change in months for row in change.filter(column=column)[ROW]]
    name = f"{column}{PRECISION}"
    precision = (
        pl.when((pl.col(column) == "") | (pl.col(name) != ""))
        .then(pl.col(name))
        .when(pl.col(ROW).is_in(rows))
        .then(pl.lit("mois"))
        .otherwise(pl.lit("jour"))
    )
    return frame.with_columns(precision.alias(name))
