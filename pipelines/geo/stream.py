"""A layer that GDAL has open, read as it was opened the first time, opened anew after that."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
from pyogrio.raw import open_arrow


class Stream:
    """The batches of a layer; `geometry` is the column of its shapes, as well-known binary."""

    def __init__(self, path: Path, how: dict) -> None:
        self._path, self._how = path, how
        self._stack = ExitStack()
        self.meta, self._batches = self._stack.enter_context(open_arrow(path, **how))
        self.geometry = self.meta["geometry_name"] or "wkb_geometry"
        self.schema: pa.Schema = self._batches.schema
        self._fresh = True

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield all the batches."""
        if self._fresh:
            self._fresh = False
            with self._stack:
                yield from self._batches
            return
        with open_arrow(self._path, **self._how) as (_, batches):
            yield from batches
