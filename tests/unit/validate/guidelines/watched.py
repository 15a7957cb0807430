"""Small tables watched by the guidelines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from pipelines.decode.batches import EXTRA, ROW, Batch, Form
from pipelines.validate.guidelines import Subject, Verdict, watch


def a_batch(
    columns: Sequence[Sequence[str | None]],
    first_row: int = 2,
    extra: Sequence[tuple[int, int, str]] = (),
) -> Batch:
    """Return rows of these columns, numbered from `first_row`."""
    height = len(columns[0])
    numbers = pl.Series(ROW, range(first_row, first_row + height), dtype=pl.UInt32)
    cells = {f"column_{i}": pl.Series(list(c), dtype=pl.String) for i, c in enumerate(columns)}
    frame = pl.DataFrame({ROW: numbers, **cells})
    return Batch(frame, pl.DataFrame(list(extra), schema=EXTRA, orient="row"))


def judged(
    columns: Mapping[str, Sequence[str | None]], subject: Subject | None = None
) -> dict[str, Verdict]:
    """Return the verdicts on a table, by code."""
    known = replace(subject or Subject(), labels=tuple(columns))
    watching = watch(known)
    watching.see(a_batch(list(columns.values())))
    return {verdict.code: verdict for verdict in watching.verdicts()}


def answer(code: str, cells: Sequence[str], label: str = "c", kind: str = "") -> str:
    """Return one guideline's answer on one column."""
    return judged({label: cells}, Subject(types=(kind,)))[code].answer


def of_file(code: str, **facts: object) -> Verdict:
    """Return one guideline's verdict on a file of which only facts matter."""
    return judged({"a": ["x"], "b": ["y"]}, Subject(**facts))[code]  # type: ignore[arg-type]


def of_form(code: str, **form: object) -> str:
    """Return one guideline's answer on a file of this form."""
    return of_file(code, form=Form(**form)).answer  # type: ignore[arg-type]
