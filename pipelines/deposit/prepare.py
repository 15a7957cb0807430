"""Check a deposited file and write its rows in normal form, its report, and what is known of it."""

import json
from dataclasses import replace
from pathlib import Path

from pipelines.check import CheckRequest, check_file, check_for
from pipelines.check.local import find_publication, steps_for
from pipelines.decode import ROW, FileTable, open_table
from pipelines.decode.batches import Batch, Form
from pipelines.deposit.columns import as_text, not_narrower, plain_types
from pipelines.deposit.kept import lost
from pipelines.deposit.task import PAGE, REPORT, ROWS, Prepared, Task
from pipelines.describe import describe
from pipelines.publish.provenance import (
    NO,
    NORMALIZED_GUIDELINES,
    answers,
    guidelines,
    is_shown,
    list_repairs,
)
from pipelines.report import CheckedFile
from pipelines.report.as_html import html_report
from pipelines.report.as_json import json_report
from pipelines.sources import read_source
from pipelines.steps import Steps, references
from pipelines.validate import check
from pipelines.validate.guidelines import Subject
from pipelines.validate.normal import NormalRows
from pipelines.validate.schema import open_schema

SCHEMA = "schema.json"
FIRST = 5
Outcome = tuple[Prepared, CheckedFile]
NORMALIZED = {  # what writing the normal form settles by itself
    name: NORMALIZED_GUIDELINES[name]
    for name in ("relidi_confic_separateur_virgule", "relidi_confic_utf8")
}


def prepare(task: Task, folder: Path, scratch: Path) -> Outcome:
    """Write `report.json` and `report.html` into `folder` and, when valid, `rows.csv`.

    Return what the file is worth, and all that was found in it. `scratch` is a folder for what
    decoding writes. Raises Refusal when the file can't be read.
    """
    if task.source:
        return _by_source(task, folder, scratch)
    if task.descriptor is not None:
        return _by_schema(task, task.descriptor, folder, scratch)
    return _by_cells(task, folder, scratch)


def _by_schema(task: Task, descriptor: dict, folder: Path, scratch: Path) -> Outcome:
    schema = open_schema(descriptor, task.name)
    path = scratch / SCHEMA
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    with (folder / ROWS).open("wb") as file:
        normal = NormalRows(schema, file)
        checked = check_file(replace(_request(task), schema=str(path), see=normal.see), scratch)
    return _told(task, checked, folder, scratch, descriptor, normal)


def _by_cells(task: Task, folder: Path, scratch: Path) -> Outcome:
    """Take a table without a schema: its shape is checked, its types are what its cells show."""
    checked = check_file(_request(task), scratch)
    if not checked.valid:
        return _told(task, checked, folder, scratch, {}, None)
    described = describe(open_table(task.path, scratch), ())
    proposed = plain_types(described.schema(""))
    blank = {column.name for column in described.columns if not column.filled}
    typed = _by_schema(task, not_narrower(proposed, task.before, blank), folder, scratch)
    if not typed[0].valid:  # a form that only a schema may mend
        typed = _by_schema(task, as_text(proposed), folder, scratch)
    return typed


def _by_source(task: Task, folder: Path, scratch: Path) -> Outcome:
    """Take a table as the scheduled pipeline of its source does."""
    source = read_source(task.source, task.name)
    publication = task.publication or find_publication(task.path, source, name=task.name)
    checked = check_for(replace(_request(task), publication=publication), source, scratch)
    with steps_for(task.path, source, publication) as (steps, _):
        descriptor = steps.schema.descriptor
        normal = _normal_of(steps, folder / ROWS) if checked.valid else None
        told, _ = _told(task, checked, folder, scratch, descriptor, normal)
        whole = replace(
            told,
            publication=publication,
            partition=source.partition,
            schema=f"{steps.schema.name}/{steps.schema.version}",
            rows_rejected=steps.validated().rows_rejected,
            repairs=tuple(list_repairs(steps.conformed().repairs)),
            guidelines=guidelines(steps.checked()) if checked.valid else {},
        )
    return whole, checked


def _normal_of(steps: Steps, path: Path) -> NormalRows:
    frame = steps.conformed().frame
    names = [field.name for field in steps.schema.fields]
    cells = frame.rename({name: f"column_{place}" for place, name in enumerate(names)})
    rows = cells.select(ROW, *(f"column_{place}" for place in range(len(names))))
    table = FileTable(tuple(names), 1, Form(), (), lambda: iter([Batch(rows)]))
    schema = open_schema(steps.schema.descriptor, steps.schema.name)
    with path.open("wb") as file:
        normal = NormalRows(schema, file)
        check(table, schema, references(steps.schema), name=steps.schema.name, see=normal.see)
    return normal


def _request(task: Task) -> CheckRequest:
    return CheckRequest(
        path=task.path,
        today=task.today,
        publication=task.publication,
        language=task.language,
        name=task.name,
        progress=task.progress,
    )


def _told(
    task: Task,
    checked: CheckedFile,
    folder: Path,
    scratch: Path,
    descriptor: dict,
    normal: NormalRows | None,
) -> Outcome:
    (folder / REPORT).write_text(json_report(checked), encoding="utf-8")
    (folder / PAGE).write_text(html_report(checked), encoding="utf-8")
    valid = checked.valid and normal is not None
    if not valid:
        (folder / ROWS).unlink(missing_ok=True)
    gone = lost(task.kept, folder / ROWS) if valid and task.kept else (0, ())
    seen = {item.code: item.answer for item in checked.guidelines if is_shown(item.code)}
    prepared = Prepared(
        valid=valid,
        rows_read=checked.rows,
        rows=normal.rows if normal and valid else 0,
        descriptor=descriptor,
        guidelines=seen,
        normal_guidelines=_normal(seen, folder / ROWS, descriptor, scratch) if valid else {},
        errors=checked.error_count + sum(found.blocks for found in checked.personal),
        first_errors=tuple(_sentences(checked)),
        lost=gone[0],
        lost_first=gone[1],
    )
    return prepared, checked


def _normal(seen: dict[str, str], rows: Path, descriptor: dict, scratch: Path) -> dict[str, str]:
    """Return the guidelines' answers on the rows in normal form, as any reader would find.

    What the file kept, its normal form keeps; it is read again only for what the file didn't.
    """
    if NO not in {answer for code, answer in seen.items() if code not in NORMALIZED}:
        return {**NORMALIZED_GUIDELINES, **seen, **NORMALIZED}
    table = open_table(rows, scratch)
    types = tuple(card.get("type", "any") for card in descriptor["fields"])
    found = answers(Subject(table.form, table.labels, rows.name, types), table.batches())
    return {**NORMALIZED_GUIDELINES, **found}


def _sentences(checked: CheckedFile) -> list[str]:
    blocking = [found.text for found in checked.personal if found.blocks]
    return [*blocking, *(error["message"] for error in checked.errors)][:FIRST]
