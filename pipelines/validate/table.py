"""Run the schema's and the family's rules over a table and write the Frictionless report."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pipelines.conform import ConformedTable
from pipelines.decode import ROW
from pipelines.messages import message, shortened
from pipelines.validate.findings import Finding
from pipelines.validate.forms import misshapen
from pipelines.validate.sentences import sentence
from pipelines.validate.typed import typed_frame
from schemas import TableSchema

if TYPE_CHECKING:
    from frictionless import Schema

RowRules = Callable[[pl.DataFrame], Iterable[Finding]]
LISTED = 1000
EVERY = 2**31


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
) -> Validation:
    """Check types, constraints and keys with Frictionless, then the family's rules.

    `references`: the tables that foreign keys point to, by name, as frames of text.
    """
    frame = table.frame
    errors = [*_defects(table.defects), *_schema_errors(frame, schema, references or {})]
    errors.extend(_form_errors(frame, schema, errors))
    if not errors:
        frame = typed_frame(table.frame, schema)
        errors.extend(_rule_error(finding) for finding in row_rules(frame))
    rejected = {error["rowNumber"] for error in errors if error.get("rowNumber")}
    return Validation(
        frame=frame,
        report=_report(errors, table.frame, schema),
        valid=not errors,
        rows_read=table.frame.height,
        rows_rejected=len(rejected),
    )


def _schema_errors(
    frame: pl.DataFrame, schema: TableSchema, references: dict[str, pl.DataFrame]
) -> Iterator[dict]:
    """Yield Frictionless's errors as descriptors, with the file's row numbers and our sentences."""
    from frictionless import Checklist, Package, Resource, Schema  # noqa: PLC0415 - slow to import

    names = [field.name for field in schema.fields]
    main = Resource(
        name=schema.name,
        data=_rows(frame.select(names)),
        schema=Schema.from_descriptor(schema.descriptor),
    )
    others = [
        Resource(name=name, data=_rows(references[name]), schema=_as_text(references[name]))
        for name in sorted(_referred(schema))
        if name in references
    ]
    Package(resources=[main, *others])
    numbers = frame[ROW]
    report = main.validate(Checklist(), limit_errors=EVERY)
    for task in report.tasks:
        for error in task.errors:
            yield _in_our_words(error.to_descriptor(), numbers, schema)


def _form_errors(frame: pl.DataFrame, schema: TableSchema, known: list[dict]) -> Iterator[dict]:
    """Yield a type error for each misshapen cell that has no error yet."""
    found = {(error.get("rowNumber"), error.get("fieldName")) for error in known}
    for row, field, cell in misshapen(frame, schema):
        if (row, field.name) not in found:
            error = _error("type-error", "", f'type is "{field.type}/default"', row, cell)
            error |= {"fieldName": field.name, "fieldNumber": schema.fields.index(field) + 1}
            yield {**error, "message": sentence(error)}


def _referred(schema: TableSchema) -> set[str]:
    return {key["reference"]["resource"] for key in schema.foreign_keys} - {""}


def _as_text(frame: pl.DataFrame) -> "Schema":
    """Return a schema of strings: left to guess, Frictionless would read the code « 01 » as 1."""
    from frictionless import Schema, fields  # noqa: PLC0415 - slow to import

    return Schema(fields=[fields.StringField(name=name) for name in frame.columns])


def _rows(frame: pl.DataFrame) -> list[list[str]]:
    return [frame.columns, *(list(row) for row in frame.rows())]


def _in_our_words(error: dict, numbers: pl.Series, schema: TableSchema) -> dict:
    """Give an error the file's row number, the key's columns that it doesn't name, our sentence."""
    if "rowNumber" in error:
        error["rowNumber"] = numbers[error["rowNumber"] - 2]
    if error["type"] == "primary-key":
        error["fieldNames"] = list(schema.primary_key)
    return {**error, "message": sentence(error)}


def _defects(defects: pl.DataFrame) -> Iterator[dict]:
    for code, row, cell in defects.rows():
        note = message(code, row=row, value=shortened(cell))
        yield {**_error(code, note, note, row, cell), "fieldName": "", "fieldNumber": 0}


def _rule_error(finding: Finding) -> dict:
    value = shortened(finding.value)
    text = message(finding.code, row=finding.row, value=value, **finding.values)
    kind = "row-constraint" if finding.row else "table-error"
    error = _error(kind, text, finding.code, finding.row, finding.value)
    return {**error, "fieldName": finding.column} if finding.column else error


def _error(kind: str, text: str, note: str, row: int, cell: str) -> dict:
    """Return an error as Frictionless describes one; `row` is 0 when it is about the table."""
    from frictionless import errors  # noqa: PLC0415 - slow to import

    types = {
        "row-constraint": errors.RowConstraintError,
        "extra-cell": errors.ExtraCellError,
        "missing-cell": errors.MissingCellError,
        "type-error": errors.TypeError,
        "table-error": errors.TableError,
    }
    known = types[kind]
    error = {
        "type": known.type,
        "title": known.title,
        "description": known.description,
        "message": text,
        "tags": known.tags,
        "note": note,
    }
    return {**error, "rowNumber": row, "cells": [cell], "cell": cell} if row else error


def _report(errors: list[dict], frame: pl.DataFrame, schema: TableSchema) -> dict:
    """Return the Frictionless Report descriptor of one table."""
    stats = {"errors": len(errors), "warnings": 0, "seconds": 0.0}
    task = {
        "name": schema.name,
        "type": "table",
        "valid": not errors,
        "place": schema.name,
        "labels": [field.name for field in schema.fields],
        "stats": {**stats, "rows": frame.height, "fields": len(schema.fields)},
        "warnings": [],
        "errors": errors[:LISTED],
    }
    report = {
        "valid": not errors,
        "stats": {**stats, "tasks": 1},
        "warnings": [],
        "errors": [],
        "tasks": [task],
    }
    return json.loads(json.dumps(report, default=str))
