"""Open, conform, validate and look at one file; tell all that was found."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.check.by_schema import check_against
from pipelines.check.findings import guidelines, personal, portal, repairs, request_of, sentences
from pipelines.check.local import find_publication, source_of_schema, steps_for
from pipelines.check.look import Seen, counted, look, titled
from pipelines.check.request import CheckRequest
from pipelines.check.structure import check_structure
from pipelines.conform.columns import name_columns
from pipelines.decode import FileTable, Notice, open_table
from pipelines.describe import describe
from pipelines.messages import Refusal, message
from pipelines.report import CheckedFile
from pipelines.sources import Source
from pipelines.validate import report_of
from pipelines.validate.schema import read_schema
from schemas import TableSchema, list_schemas

if TYPE_CHECKING:
    from frictionless import Schema

AT_ONCE = 1 << 20


def check_file(request: CheckRequest, scratch: Path) -> CheckedFile:
    """Return all that is known of a file; `scratch` is a folder for what decoding writes.

    Raises Refusal when the file or the schema can't be read, OSError when the system refuses.
    """
    table = counted(open_table(request.path, scratch, request.decoding), request.progress)
    if not request.schema:
        return _by_guidelines(request, table)
    if _is_ours(request.schema):
        return _by_source(request, table, source_of_schema(request.schema))
    return _by_schema(request, table)


def check_for(request: CheckRequest, source: Source, scratch: Path) -> CheckedFile:
    """Return all that is known of a file of one source, whatever the request's schema."""
    table = counted(open_table(request.path, scratch, request.decoding), request.progress)
    return _by_source(request, table, source)


def _is_ours(name: str) -> bool:
    known = {part for full in list_schemas() for part in (full, full.split("/")[0])}
    return name in known or not name.endswith(".json")


def _by_guidelines(request: CheckRequest, table: FileTable) -> CheckedFile:
    seen = look(table, request.shown, {})
    checked = check_structure(table, request.limit)
    report = report_of(checked, request.shown, request.language)
    proposed = describe(table, seen.personal).schema(
        message("describe-to-complete", request.language)
    )
    names = [f"column_{place}" for place in range(len(table.labels))]
    found = _assembled(request, table, seen, report, Counter(), names)
    return replace(found, proposed=proposed)


def schema_at(path: Path) -> "Schema":
    """Return the Table Schema that a person wrote; raises Refusal."""
    try:
        return read_schema(path)
    except OSError as reason:
        known = ", ".join(sorted({name.split("/")[0] for name in list_schemas()}))
        raise Refusal("schema-missing", path=str(path), known=known) from reason


def _by_schema(request: CheckRequest, table: FileTable) -> CheckedFile:
    schema = schema_at(Path(request.schema))
    found = check_against(table, schema, request.shown, request.limit, request.see)
    titles = dict(zip(found.table.labels, table.labels, strict=True))
    report = report_of(found.checked, request.shown, request.language, titles=titles)
    counts = found.repairs.counts
    checked = _assembled(request, table, found.seen, report, counts, found.table.labels)
    return replace(checked, schema=schema.name or Path(request.schema).name)


def _by_source(request: CheckRequest, table: FileTable, source: Source) -> CheckedFile:
    """Check a file as the scheduled pipeline of its source does."""
    publication, notices = _publication(request, source)
    with steps_for(request.path, source, publication, request.decoding) as (french, _):
        steps = french.speaking(request.language)
        conformed, validation = steps.conformed(), steps.validated()
        schema: TableSchema = steps.schema
    names = name_columns(table.labels, source, schema)
    seen = look(table, request.shown, titled(table.labels, names, schema.descriptor["fields"]))
    changes = conformed.repairs.group_by("code", "column").len()
    counts = Counter({(code, column): count for code, column, count in changes.iter_rows()})
    seen = replace(seen, notices=(*notices, *seen.notices))
    report = _first(validation.report, request.limit)
    checked = _assembled(request, table, seen, report, counts, names)
    return replace(checked, schema=schema.name, version=schema.version)


def _first(report: dict, limit: int) -> dict:
    """Return the report with no more errors listed than asked; it still counts them all."""
    tasks = [{**task, "errors": task["errors"][:limit]} for task in report["tasks"]]
    return {**report, "tasks": tasks}


def _publication(request: CheckRequest, source: Source) -> tuple[str, tuple[Notice, ...]]:
    """Return which publication the file is; one that doesn't say is checked as an example's."""
    if request.publication:
        return request.publication, ()
    try:
        return find_publication(request.path, source, request.decoding, request.shown), ()
    except Refusal as refusal:
        if refusal.code != "publication-needed":
            raise
        example = str(refusal.values["example"])
        return example, (Notice("publication-assumed", {"publication": example}),)


def _assembled(
    request: CheckRequest,
    table: FileTable,
    seen: Seen,
    report: dict,
    counts: Counter[tuple[str, str]],
    names: Sequence[str],
) -> CheckedFile:
    """Return what was found; `names`: what the report's errors call the file's columns."""
    language = request.language
    places = enumerate(zip(names, table.labels, strict=True))
    blocked = any(found.blocks for found in seen.personal)
    return CheckedFile(
        name=request.shown,
        sha256=_sha256(request.path),
        checked=request.today,
        rows=seen.rows,
        valid=report["valid"] and not blocked,
        report=report,
        form=table.form,
        header_row=table.header_row,
        columns={name: place for place, pair in places for name in pair if name},
        language=language,
        notices=sentences((*table.notices, *seen.notices), language),
        repairs=repairs(counts, language, dict(zip(names, table.labels, strict=True))),
        guidelines=guidelines(seen.verdicts, language),
        portal=portal(seen.verdicts, language),
        personal=personal(seen.personal, language),
        request=request_of(seen.verdicts, language),
    )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(AT_ONCE):
            digest.update(block)
    return digest.hexdigest()
