"""Find the cells that Frictionless reads but that aren't in the one form a type is published in.

Python takes « NaN », « 1e5 », « 1_000 » and « ٣ » for numbers; a reader's tool doesn't. No exact
column holds more digits than these.
"""

from collections.abc import Iterator

import polars as pl

from pipelines.decode import ROW
from schemas import Field, TableSchema

FORMS = {
    "integer": "^-?[0-9]{1,18}$",
    "number": r"^-?[0-9]{1,20}(\.[0-9]{1,17})?$",
    "year": "^[0-9]{4}$",
    "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "datetime": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$",
}


def misshapen(frame: pl.DataFrame, schema: TableSchema) -> Iterator[tuple[int, Field, str]]:
    """Yield the row, column and cell of each value out of its type's form.

    Source: « relidi_condon_nombre » and « relidi_condon_datheu » of the portal's guidelines.
    """
    for field in schema.fields:
        form = FORMS.get(field.type)
        if form:
            cells = frame.select(ROW, cell=pl.col(field.name))
            odd = cells.filter((pl.col("cell") != "") & ~pl.col("cell").str.contains(form))
            for row, cell in odd.iter_rows():
                yield row, field, cell
