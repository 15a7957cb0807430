"""Build the whole table of text: labels as found, cells untouched, every row with its number."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.decode.batches import ROW, Batch
from pipelines.decode.opening import open_table
from pipelines.messages import Refusal
from pipelines.sources import Decoding

DEFECTS = pl.Schema({"code": pl.String, ROW: pl.UInt32, "cell": pl.String})


@dataclass(frozen=True)
class DecodedTable:
    """Hold a file as text.

    `frame`: one String column per label (`column_0`, `column_1`…, in file order) and `_row`, the
    row's number as a spreadsheet shows it (the header is usually row 1). `defects`: rows with too
    many or too few cells (code, _row, cell), kept aside because a frame can't hold them; of a
    missing cell, `cell` is the label of its column.
    """

    frame: pl.DataFrame
    defects: pl.DataFrame
    labels: list[str]
    encoding: str
    delimiter: str
    header_row: int
    wrapped: bool = False


def decode(path: Path, options: Decoding | None = None) -> DecodedTable:
    """Read a whole file, of any kind; raises Refusal saying why it is no table."""
    with tempfile.TemporaryDirectory() as scratch:
        table = open_table(path, Path(scratch), options)
        batches = list(table.batches())
    names = [f"column_{index}" for index in range(len(table.labels))]
    if all(_is_blank(batch, names) for batch in batches):
        raise Refusal("decode-no-rows")
    frame = pl.concat([batch.frame for batch in batches])
    return DecodedTable(
        frame=frame.select(pl.col(names).fill_null(""), ROW),
        defects=pl.concat([_defects(batch, table.labels) for batch in batches]),
        labels=list(table.labels),
        encoding=table.form.encoding,
        delimiter=table.form.delimiter,
        header_row=table.header_row,
        wrapped=table.form.wrapped,
    )


def _is_blank(batch: Batch, names: list[str]) -> bool:
    filled = batch.frame.select((pl.col(names) != "").any()).row(0)
    return not any(filled) and batch.extra.is_empty()


def _defects(batch: Batch, labels: Sequence[str]) -> pl.DataFrame:
    """Report, row by row, cells beyond the header and what a started row lacks."""
    names = [f"column_{index}" for index in range(len(labels))]
    started = pl.any_horizontal(pl.col(names) != "")
    lacking = batch.frame.filter(started & pl.any_horizontal(pl.col(names).is_null()))
    short = (
        lacking.select(ROW, pl.col(names).is_null())
        .unpivot(index=ROW, variable_name="cell")
        .filter("value")
        .select(
            pl.lit("missing-cell").alias("code"),
            ROW,
            pl.col("cell").replace_strict(names, list(labels), return_dtype=pl.String),
        )
    )
    beyond = batch.extra.select(pl.lit("extra-cell").alias("code"), ROW, "cell")
    return pl.concat([short, beyond]).sort(ROW, maintain_order=True).cast(DEFECTS)  # type: ignore[arg-type]
