"""Find the cells that a spreadsheet would run instead of showing them."""

from collections.abc import Sequence

import polars as pl

from pipelines.decode.batches import ROW, Batch, Notice
from pipelines.messages import shortened
from pipelines.sheets import FORMULA_START, NO_FORMULA


class FormulaWatch:
    """Count, in each column, the cells that look like formulas.

    Source: OWASP, « CSV Injection ». Publishing leaves them as they are; our workbooks write them
    as text.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = labels
        self._found: dict[int, tuple[int, int, str]] = {}

    def see(self, batch: Batch) -> None:
        """Look at some rows."""
        cells = pl.exclude(ROW)
        masks = batch.frame.select(cells.str.contains(FORMULA_START))
        for place, mask in enumerate(masks.iter_columns()):
            if mask.any():
                self._add(place, batch.frame.select(ROW, cell=pl.col(mask.name)).filter(mask))

    def notices(self) -> tuple[Notice, ...]:
        """Return one notice a column."""
        return tuple(
            Notice(
                "formula",
                {
                    "column": self._labels[place],
                    "count": count,
                    "row": row,
                    "value": shortened(cell, 40),
                },
            )
            for place, (count, row, cell) in sorted(self._found.items())
        )

    def _add(self, place: int, rows: pl.DataFrame) -> None:
        formulas = rows.filter(~pl.col("cell").str.contains(NO_FORMULA))
        if formulas.height:
            count, *first = self._found.get(place, (0, *formulas.row(0)))
            self._found[place] = (count + formulas.height, *first)  # type: ignore[assignment]
