"""Mend letters that were read as Windows-1252 when they were UTF-8: « MontrÃ©gie »."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pyarrow as pa

from pipelines.decode.survey import MOJIBAKE
from pipelines.geo.tally import Tally

SIGNS = "Ã|Â|â€"


def unscrambled(text: str) -> str:
    """Return the text that was meant, or the text itself when there is any doubt.

    There is none when every letter goes back to the octet it came from and those are UTF-8.
    """
    if not MOJIBAKE.search(text):
        return text
    try:
        return b"".join(map(_octet, text)).decode("utf-8")
    except UnicodeError:
        return text


def unscrambled_names(names: Sequence[str]) -> list[str]:
    """Return the names of columns, mended."""
    return [unscrambled(name) for name in names]


def unscrambled_table(table: pa.Table, tally: Tally) -> pa.Table:
    """Return the attributes of some features, mended; `tally` counts the features that changed."""
    changed = np.zeros(table.num_rows, dtype=bool)
    columns = [_mended(column, changed) for column in table.columns]
    tally.note("geo-letters", changed)
    return pa.Table.from_arrays(columns, schema=table.schema) if changed.any() else table


def _mended(column: pa.ChunkedArray, changed: np.ndarray) -> pa.ChunkedArray:
    if column.type != pa.string():
        return column
    suspect = pl.Series(pl.from_arrow(column)).str.contains(SIGNS).fill_null(False)
    if not suspect.any():
        return column
    texts = column.to_pylist()
    for place in np.flatnonzero(suspect.to_numpy()):
        meant = unscrambled(texts[place])
        changed[place] |= meant != texts[place]
        texts[place] = meant
    return pa.chunked_array([pa.array(texts, pa.string())])


def _octet(letter: str) -> bytes:
    """Return a letter's octet in Windows-1252, or in Latin-1 for the five it leaves out."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
