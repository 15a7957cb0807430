"""Write a copy of a file in the form that publishing wants, and the list of what changed."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import polars as pl

from pipelines.check.by_schema import targets_of
from pipelines.check.local import source_of_schema
from pipelines.check.look import see_habits
from pipelines.conform.codes import code_lists
from pipelines.conform.columns import name_columns
from pipelines.conform.stream import Plan, Repairs, Target, conform_file, match_titles, plan_for
from pipelines.decode import ROW, Batch, FileTable, open_table
from pipelines.describe import describe
from pipelines.messages import message
from pipelines.sources import Decoding
from pipelines.validate.schema import open_schema, read_schema
from schemas import load_schema

HEADINGS = ("ligne", "colonne", "changement", "avant", "après")
FORM = {"encoding": "utf-8", "delimiter": ","}
CSV, BLANK = "csv", "blank-row-dropped"


@dataclass(frozen=True)
class Corrected:
    """Count the changes by code and column; `changes` is the file that lists each."""

    counts: Counter[tuple[str, str]]
    changes: Path


def correct_file(
    path: Path, schema: str, decoding: Decoding, target: Path, changes: Path, scratch: Path
) -> Corrected:
    """Write at `target` a UTF-8 file with commas, its safe repairs made, nothing else changed.

    `schema`: a name, a path, or "" for the types that the file itself shows. Both files appear
    whole or not at all. Raises Refusal, or OSError when the system refuses.
    """
    table = open_table(path, scratch, decoding)
    plan = _plan(table, schema)
    counts: Counter[tuple[str, str]] = Counter()
    with _whole(target) as out, _whole(changes) as listed:
        log = csv.writer(listed)
        log.writerow(HEADINGS)
        for code, column, before, after in _of_file(table, plan):
            counts[(code, column)] += 1
            log.writerow((table.header_row, column, message(code), before, after))
        repairs = Repairs(tell=lambda change: _log(change, log))
        conformed = conform_file(table, plan, repairs)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(plan.labels)
        for batch in conformed.batches():
            rows, blank = _rows(batch)
            writer.writerows(rows)
            counts[(BLANK, "")] += len(blank)
            log.writerows((row, "", message(BLANK), "", "") for row in blank)
    return Corrected(counts + repairs.counts, changes)


def _plan(table: FileTable, name: str) -> Plan:
    habits = see_habits(table)
    if not name:
        columns = describe(table).columns
        targets = [Target(column.label, "", column.type) for column in columns]
        return plan_for(table.labels, targets, habits)
    if name.endswith(".json"):
        schema = read_schema(Path(name))
        targets = targets_of(schema)
        names = match_titles(table.labels, targets)
    else:
        source = source_of_schema(name)
        ours = load_schema(source.schema)
        schema = open_schema(ours.descriptor, ours.name)
        targets = targets_of(schema)
        known = name_columns(table.labels, source, ours)
        labels = [name or label for name, label in zip(known, table.labels, strict=True)]
        names = match_titles(labels, targets)
    return plan_for(names, targets, habits, code_lists(schema.foreign_keys))


def _of_file(table: FileTable, plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is changed of the whole file and of its headings."""
    form = table.form
    if form.container != CSV:
        yield "workbook", "", f"{form.container}, {form.sheet}", CSV
    else:
        for code, wanted in FORM.items():
            found = getattr(form, code)
            if found != wanted:
                yield code, "", found, wanted
    if form.preamble:
        yield "preamble-removed", "", _span(1, table.header_row - 1), ""
    if form.wrapped:
        yield "wrapped-lines", "", '"…";;;;', "…"
    yield from _of_titles(table, plan)


def _of_titles(table: FileTable, plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    width = len(table.labels)
    if len(table.written) > width:
        yield "blank-titles-removed", "", _span(width + 1, len(table.written)), ""
    for written, label in zip(table.written, table.labels, strict=False):
        if written != label:
            yield "outer-space", label, written, label
    for before, after in zip(table.labels, plan.labels, strict=True):
        if before != after:
            yield "renamed-column", after, before, after


def _span(first: int, last: int) -> str:
    return f"{first}–{last}" if first < last else str(first)


def _log(change: pl.DataFrame, log) -> None:
    said = pl.lit(message(change["code"][0])).alias("said")
    log.writerows(change.select(ROW, "column", said, "before", "after").iter_rows())


def _rows(batch: Batch) -> tuple[list[Sequence[str]], list[int]]:
    """Return the cells of each row, a short one staying short, and the numbers of the blank ones.

    A blank row is left out, as publishing does.
    """
    width = batch.frame.width - 1
    beyond: dict[int, list[str]] = {}
    for row, position, cell in batch.extra.iter_rows():
        cells = beyond.setdefault(row, [])
        cells += [""] * (position - width - len(cells)) + [cell]
    kept: list[Sequence[str]] = []
    blank: list[int] = []
    for row, *cells in batch.frame.select(ROW, pl.exclude(ROW)).iter_rows():
        if any(cells) or row in beyond:
            kept.append([cell for cell in cells if cell is not None] + beyond.get(row, []))
        else:
            blank.append(row)
    return kept, blank


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """Open a file that takes its name once it is written to its end."""
    partial = path.with_name(f".{path.name}.partiel")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
