"""Find which identifiers, that readers of a table rely on, its new rows don't have."""

from pathlib import Path

import polars as pl

from pipelines.deposit.task import Kept

SHOWN = 20


def lost(kept: Kept, rows: Path) -> tuple[int, tuple[str, ...]]:
    """Return how many promised identifiers are gone from rows in normal form, and some of them.

    Rows of an earlier vintage than today's change nothing of today's entities.
    """
    held = pl.scan_csv(rows, infer_schema=False)
    columns = held.collect_schema().names()
    if kept.vintage and kept.vintage in columns:
        newest = held.select(pl.col(kept.vintage).max()).collect().item()
        if (newest or "") < kept.newest:
            return 0, ()
        held = held.filter(pl.col(kept.vintage) == newest)
    promised = pl.scan_csv(kept.path, infer_schema=False)
    if kept.column in columns:
        there = held.select(identifier=pl.col(kept.column)).unique()
        promised = promised.join(there, on="identifier", how="anti")
    gone = promised.collect()["identifier"].sort()
    return len(gone), tuple(gone.head(SHOWN))
