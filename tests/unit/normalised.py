"""Normalised CSV files, as the portal keeps them: UTF-8 with a BOM, commas, canonical text."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import polars as pl
from hypothesis import strategies as st

from pipelines.decode import open_table
from pipelines.decode.batches import ROW

BOM = b"\xef\xbb\xbf"
Rows = Sequence[Sequence[str]]
# What breaks a reader of CSV, a sheet of Excel or XML.
TEXTS = st.one_of(
    st.sampled_from(["", "0", "00123", "=1+1", "-1", "1e5", "TRUE", "a,b", 'dit "oui"', "a\nb"]),
    st.sampled_from([" x ", "a\r\nb", "\t", "é", "😀", "https://a.qc.ca", "_x000D_", "'x", "#N/A"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6),
)


def normalised(path: Path, names: Sequence[str], rows: Rows, end: str = "\r\n") -> Path:
    """Write a part of a table."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end).writerows([names, *rows])
    path.write_bytes(BOM + text.getvalue().encode())
    return path


def fields(**types: str) -> list[dict]:
    """Return the descriptors of fields: name → type."""
    return [{"name": name, "type": kind} for name, kind in types.items()]


def real_table(source: Path, folder: Path) -> tuple[Path, list[str], list[tuple[str, ...]]]:
    """Normalise a real file as text; return it, its names and its rows."""
    table = open_table(source, folder)
    names = list(table.labels)
    rows = [
        tuple(cell or "" for cell in row)
        for batch in table.batches()
        for row in batch.frame.select(pl.exclude(ROW)).iter_rows()
    ]
    return normalised(folder / f"{source.stem}.csv", names, rows), names, rows
