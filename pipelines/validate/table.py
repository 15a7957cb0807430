"""Validate a conformed table: the schema's rules, personal information, then the family's rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from pipelines.conform import ConformedTable
from pipelines.decode import ROW
from pipelines.decode.batches import Batch, FileTable, Form
from pipelines.messages import message, shortened
from pipelines.validate.engine import check
from pipelines.validate.findings import Finding
from pipelines.validate.personal import read_declaration, watch_personal
from pipelines.validate.report import report_of, rule_error
from pipelines.validate.schema import open_schema
from pipelines.validate.typed import typed_frame
from schemas import TableSchema

ROWS_AT_ONCE = 200_000
RowRules = Callable[[pl.DataFrame], Iterable[Finding]]


@dataclass(frozen=True)
class About:
    """Say what is known of a file besides its rows.

    `titles`: what it calls the columns, where that isn't their name; `partition`: the column that
    says of which publication a row is, "" when there is none; `language`: of the sentences.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    partition: str = ""
    publication: str = ""
    language: str = "fr"


@dataclass(frozen=True)
class Validation:
    """Hold the verdict: `frame` is typed when valid and the conformed text otherwise.

    `report` is a Frictionless Report descriptor whose row numbers are those of the file; it counts
    every error and lists the first 1 000. `rows_rejected` counts the rows with at least one.
    """

    frame: pl.DataFrame
    report: dict
    valid: bool
    rows_read: int
    rows_rejected: int


def validate(
    table: ConformedTable,
    schema: TableSchema,
    row_rules: RowRules,
    references: dict[str, pl.DataFrame] | None = None,
    about: About | None = None,
) -> Validation:
    """Check the schema's rules and personal information and, when all is well, the family's rules.

    `references`: the tables that foreign keys point to, by name, as frames of text.
    """
    about = about or About()
    names = [field.name for field in schema.fields]
    rows = FileTable(tuple(names), 1, Form(), (), lambda: _batches(table, names))
    descriptor = open_schema(schema.descriptor, schema.name)
    checked = check(rows, descriptor, references, name=schema.name)
    frame = table.frame
    others = [
        *_defects(table.defects, about.language),
        *_personal(rows, schema.descriptor["fields"], about),
        *_strangers(frame, about),
    ]
    if not checked.errors and not others:
        frame = typed_frame(table.frame, schema)
        others = [_rule_error(finding, about.language) for finding in row_rules(frame)]
    written = report_of(checked, schema.name, about.language, others, about.titles)
    rejected = {error["rowNumber"] for error in others if error.get("rowNumber")}
    return Validation(
        frame=frame,
        report=written,
        valid=written["valid"],
        rows_read=checked.rows,
        rows_rejected=len(rejected.union(checked.rejected)),
    )


def _batches(table: ConformedTable, names: list[str]) -> Iterator[Batch]:
    positions = [pl.col(name).alias(f"column_{index}") for index, name in enumerate(names)]
    for part in table.frame.select(ROW, *positions).iter_slices(ROWS_AT_ONCE):
        yield Batch(part)


def _personal(table: FileTable, cards: list[dict], about: About) -> Iterator[dict]:
    """Yield an error for each column with personal information that nobody declared public."""
    labels = [about.titles.get(name, name) for name in table.labels]
    watch = watch_personal(labels, [read_declaration(card) for card in cards])
    for batch in table.batches():
        watch.see(batch)
    for found in watch.found():
        if found.blocks:
            error = rule_error("table-error", found.sentence(about.language), found.code, 0, "")
            yield {**error, "fieldName": table.labels[found.position]}


def _strangers(frame: pl.DataFrame, about: About) -> Iterator[dict]:
    """Yield an error for each row that says it is of another publication than the others."""
    column = about.partition
    if not column:
        return
    values = {"column": about.titles.get(column, column), "publication": about.publication}
    others = frame.filter(pl.col(column) != about.publication)
    for row, cell in others.select(ROW, column).iter_rows():
        finding = Finding("partition-other", row, column, cell, dict(values))
        yield _rule_error(finding, about.language)


def _defects(defects: pl.DataFrame, language: str) -> Iterator[dict]:
    for code, row, cell in defects.rows():
        column = cell if code == "missing-cell" else ""
        value = "" if column else cell
        note = message(code, language, row=row, value=shortened(value), column=column)
        yield {**rule_error(code, note, "", row, value), "fieldName": column, "fieldNumber": 0}


def _rule_error(finding: Finding, language: str) -> dict:
    value = shortened(finding.value)
    text = message(finding.code, language, row=finding.row, value=value, **finding.values)
    kind = "row-constraint" if finding.row else "table-error"
    error = rule_error(kind, text, finding.code, finding.row, finding.value)
    return {**error, "fieldName": finding.column} if finding.column else error
