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
        cells = [
            _cells(examined, found[name]).alias(name)
            if name in found
            else pl.lit(None, dtype=pl.String).alias(name)
            for name in self._names
        ]
        rows = examined.batch.frame
        rows.select(cells).write_csv(self.file, include_header=False, line_terminator=LINE_END)
        self.rows += rows.height


def _cells(examined: Examined, column: Column) -> pl.Expr:
    if column.field.type not in AS_WRITTEN:
        return examined.key(column)
    return pl.when(~column.missing).then(column.cell)
