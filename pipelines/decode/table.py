"""Build the whole table of text: labels as found, cells untouched, every row with its number."""

import tempfile
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
    many or too few cells (code, _row, cell), kept aside because a frame can't hold them.
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
        defects=pl.concat([_defects(batch, names) for batch in batches]),
        labels=list(table.labels),
        encoding=table.form.encoding,
        delimiter=table.form.delimiter,
        header_row=table.header_row,
        wrapped=table.form.wrapped,
    )


def _is_blank(batch: Batch, names: list[str]) -> bool:
    filled = batch.frame.select((pl.col(names) != "").any()).row(0)
    return not any(filled) and batch.extra.is_empty()


def _defects(batch: Batch, names: list[str]) -> pl.DataFrame:
    """Report, row by row, cells beyond the header and cells that a started row lacks."""
    lacking = pl.sum_horizontal(pl.col(names).is_null())
    started = pl.any_horizontal(pl.col(names) != "")
    short = (
        batch.frame.lazy()
        .filter(started & (lacking > 0))
        .select(
            pl.lit("missing-cell").alias("code"),
            pl.col(ROW).repeat_by(lacking),
            pl.lit("").alias("cell"),
        )
    )
    beyond = batch.extra.lazy().select(pl.lit("extra-cell").alias("code"), ROW, "cell")
    found = pl.concat([short.explode(ROW), beyond]).sort(ROW, maintain_order=True)
    return found.cast(DEFECTS).collect()  # type: ignore[arg-type]
