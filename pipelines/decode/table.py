"""Build the table of text: labels as found, cells untouched, every row with its number."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.decode.delimited import read_records
from pipelines.decode.text import decode_text
from pipelines.messages import Refusal
from pipelines.sources import Decoding

ROW = "_row"
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
    """Read a delimited file of any encoding; raises Refusal saying what it is instead."""
    options = options or Decoding()
    text, encoding = decode_text(path.read_bytes(), options.encoding)
    reading = read_records(text, options.delimiter)
    header_row, labels = _header(reading.records)
    if not any(any(record) for record in reading.records[header_row:]):
        raise Refusal("decode-no-rows")
    frame, defects = _frame(reading.records, header_row, len(labels))
    return DecodedTable(
        frame=frame,
        defects=defects,
        labels=labels,
        encoding=encoding,
        delimiter=reading.delimiter,
        header_row=header_row,
        wrapped=reading.wrapped,
    )


def _header(records: list[list[str]]) -> tuple[int, list[str]]:
    """Return the number and the cells of the first row that isn't blank, empty ends cut off."""
    for number, record in enumerate(records, start=1):
        labels = [cell.strip() for cell in record]
        while labels and not labels[-1]:
            labels.pop()
        if labels:
            return number, labels
    raise Refusal("decode-empty")


def _frame(
    records: list[list[str]], header_row: int, width: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    numbered = list(enumerate(records[header_row:], start=header_row + 1))
    cells = {
        f"column_{index}": [record[index] if index < len(record) else "" for _, record in numbered]
        for index in range(width)
    }
    numbers = pl.Series(ROW, [number for number, _ in numbered], dtype=pl.UInt32)
    frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String)).with_columns(numbers)
    defects = [found for number, record in numbered for found in _ragged(number, record, width)]
    return frame, pl.DataFrame(defects, schema=DEFECTS, orient="row")


def _ragged(number: int, record: list[str], width: int) -> list[tuple[str, int, str]]:
    """Report cells beyond the header, unless blank, and cells that a started row lacks."""
    extra = [("extra-cell", number, cell) for cell in record[width:] if cell.strip()]
    if any(record) and len(record) < width:
        return [("missing-cell", number, "")] * (width - len(record))
    return extra
