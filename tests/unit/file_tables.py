"""Small open tables, as the step decode hands them over."""

from collections.abc import Sequence

import polars as pl

from pipelines.decode.batches import ROW, Batch, FileTable, Form


def file_table(
    labels: Sequence[str],
    rows: Sequence[Sequence[str | None]],
    first: int = 2,
    header: int = 1,
    size: int = 1000,
) -> FileTable:
    """Return a table whose rows follow each other from number `first`, `size` to a batch."""
    kinds = {f"column_{position}": pl.String for position in range(len(labels))}
    frame = pl.DataFrame(rows, schema=kinds, orient="row").with_row_index(ROW, first)
    parts = [frame.slice(start, size) for start in range(0, frame.height, size)]
    return FileTable(tuple(labels), header, Form(), (), lambda: map(Batch, parts))
