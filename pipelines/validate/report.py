"""Write what a check found as a Frictionless Report descriptor, with our sentences."""

from collections.abc import Iterable, Mapping
from functools import cache

from slugify import slugify

from pipelines.validate.engine import Checked
from pipelines.validate.listing import Fault
from pipelines.validate.sentences import Place, sentence


def report_of(
    checked: Checked,
    name: str,
    language: str = "fr",
    more: Iterable[dict] = (),
    titles: Mapping[str, str] | None = None,
) -> dict:
    """Return the Report descriptor of one table; `more`: errors of rules beyond the schema.

    `titles`: what the file calls the schema's columns, for the sentences.

    Its statistics count every error; its errors are those that the listing kept, each with our
    sentence as its message. Loads with `frictionless.Report.from_descriptor`.
    """
    header = [{**error, "message": sentence(error, language)} for error in checked.heading.errors]
    places = _places(checked, titles or {})
    listed = [described(fault, language, places) for fault in checked.listing.faults]
    others = list(more)
    errors = checked.errors + len(others)
    stats = {"errors": errors, "warnings": 0, "seconds": 0.0}
    task = {
        "name": slugify(name) or "table",
        "type": "table",
        "valid": not errors,
        "place": name,
        "labels": list(checked.heading.labels),
        "stats": {**stats, "rows": checked.rows, "fields": len(checked.heading.labels)},
        "warnings": [],
        "errors": [*header, *listed, *others][: checked.listing.limit],
    }
    return {
        "valid": not errors,
        "stats": {**stats, "tasks": 1},
        "warnings": [],
        "errors": [],
        "tasks": [task],
    }


def described(
    fault: Fault, language: str = "fr", places: Mapping[str, Place] | None = None
) -> dict:
    """Return one error as Frictionless describes it; `places`: the columns, by name."""
    error = {
        **_kind(fault.type),
        "note": fault.note,
        "cells": list(fault.cells),
        "rowNumber": fault.row,
        **_cell(fault),
        **fault.more,
    }
    return {**error, "message": sentence(error, language, places, fault.near)}


def rule_error(kind: str, text: str, note: str, row: int, cell: str) -> dict:
    """Return the error of a rule that no schema can say; `row` is 0 when it is about the table."""
    error = {**_kind(kind), "message": text, "note": note}
    return {**error, "rowNumber": row, "cells": [cell], "cell": cell} if row else error


def _places(checked: Checked, titles: Mapping[str, str]) -> dict[str, Place]:
    """Return each column by its name, under the title that the file gives it."""
    pairs = zip(checked.heading.columns, checked.heading.labels, strict=False)
    return {
        column.name: Place(titles.get(label, label) or column.name, column.field, column.judge)
        for column, label in pairs
    }


def _cell(fault: Fault) -> dict:
    """Return the parts that an error of a cell has and that of a row hasn't."""
    if not fault.number or fault.type == "foreign-key":
        return {}
    return {"cell": fault.cell, "fieldName": fault.column, "fieldNumber": fault.number}


@cache
def _kind(kind: str) -> dict:
    from frictionless import errors  # noqa: PLC0415 - slow to import

    known = {
        "type-error": errors.TypeError,
        "constraint-error": errors.ConstraintError,
        "extra-cell": errors.ExtraCellError,
        "missing-cell": errors.MissingCellError,
        "blank-row": errors.BlankRowError,
        "unique-error": errors.UniqueError,
        "primary-key": errors.PrimaryKeyError,
        "foreign-key": errors.ForeignKeyError,
        "row-constraint": errors.RowConstraintError,
        "table-error": errors.TableError,
    }[kind]
    return {
        "type": known.type,
        "title": known.title,
        "description": known.description,
        "message": "",
        "tags": known.tags,
    }
