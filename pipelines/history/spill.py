"""Put rows aside on disk, by buckets of their key, and give them back a bucket at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

BUCKET = "\0bucket"


class Spill:
    """Hold rows in a scratch folder: rows of the same identity are in the same bucket."""

    def __init__(self, identity: Sequence[str], buckets: int) -> None:
        self._bucket = (pl.struct(identity).hash() % buckets).alias(BUCKET)
        self._folder = TemporaryDirectory(ignore_cleanup_errors=True)
        self._files: dict[int, list[Path]] = defaultdict(list)
        self._added = 0

    def __enter__(self) -> "Spill":
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    @property
    def used(self) -> bool:
        """Tell whether rows were put aside."""
        return bool(self._added)

    def add(self, rows: pl.DataFrame) -> None:
        """Put rows aside."""
        self._added += 1
        parts = rows.with_columns(self._bucket).partition_by(
            BUCKET, as_dict=True, include_key=False
        )
        for (bucket,), part in parts.items():
            path = Path(self._folder.name, f"{bucket}-{self._added}")
            part.write_ipc(path, compression="lz4")
            self._files[bucket].append(path)

    def buckets(self) -> Iterator[pl.DataFrame]:
        """Yield the rows of each bucket that has any, and forget them."""
        for bucket in sorted(self._files):
            paths = self._files.pop(bucket)
            yield pl.concat([pl.read_ipc(path) for path in paths])
            for path in paths:
                path.unlink()
