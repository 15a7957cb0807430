"""Write a valid table in normal form: one text for each value, whatever way the file wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from pipelines.validate.columns import Column, Examined

if TYPE_CHECKING:
    from frictionless import Schema

BOM = b"\xef\xbb\xbf"
LINE_END = "\r\n"
AS_WRITTEN = {"any", "array", "duration", "geojson", "geopoint", "list", "object", "yearmonth"}


@dataclass
class NormalRows:
    """Write the batches of a check as CSV: UTF-8 with BOM, commas, CRLF, the schema's fields.

    Missing cells are empty, an empty text is `""`; numbers are exact decimals, dates and times ISO
    8601, booleans True and False. `rows`: how many were written.
    """

    schema: "Schema"
    file: BinaryIO
    rows: int = 0

    def __post_init__(self) -> None:
        self.file.write(BOM)
        pl.DataFrame(schema=self._names).write_csv(self.file, line_terminator=LINE_END)

    @property
    def _names(self) -> list[str]:
        return [item.name for item in self.schema.fields]

    def see(self, examined: Examined, columns: Sequence[Column]) -> None:
        """Write one batch; a field that the file lacks is missing in every row."""
        found = {column.name: column for column in columns}
        height = examined.batch.frame.height
        cells = [
            _cells(examined, found[name])
            if name in found
            else pl.Series(name, [None] * height, dtype=pl.String)
            for name in self._names
        ]
        frame = pl.DataFrame(cells)
        frame.write_csv(self.file, include_header=False, line_terminator=LINE_END)
        self.rows += height


def _cells(examined: Examined, column: Column) -> pl.Series:
    if column.field.type not in AS_WRITTEN:
        return examined.keys(column)
    cells = pl.when(~column.missing).then(column.cell).alias(column.name)
    return examined.batch.frame.select(cells).to_series()
