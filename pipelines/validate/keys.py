"""Find keys that come twice: 64-bit hashes first, then the keys themselves where hashes meet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.decode.batches import ROW, Batch
from pipelines.validate.columns import Column, Examined, examine
from pipelines.validate.listing import PRIMARY_KEY, UNIQUE

HASHES_AT_ONCE = 1_000_000  # distinct repeated keys looked at in one reading of the file
KEPT = 64 * 2**20  # bytes of a table's keys that are held; above, the file is read again for them
NOTE = "the same as in the row at position {}"

REPEATED = pl.Schema({ROW: pl.UInt32, "before": pl.UInt32})


@dataclass
class Key:
    """Name the columns whose values together may come once; `rank`: UNIQUE or PRIMARY_KEY.

    `hashes`: of every key seen; `kept`: the keys themselves with their _row, None once they are too
    many to be held.
    """

    rank: int
    columns: tuple[Column, ...]
    hashes: list[pl.Series] = field(default_factory=list)
    kept: list[pl.DataFrame] | None = field(default_factory=list)
    size: int = 0

    def see(self, examined: Examined) -> None:
        """Remember a batch's keys."""
        keys = self.frame(examined)
        self.hashes.append(hashed(keys).drop_nulls())
        self.size += int(keys.estimated_size())
        if self.size > KEPT:
            self.kept = None
        if self.kept is not None:
            self.kept.append(_numbered(keys, examined))

    def frame(self, examined: Examined) -> pl.DataFrame:
        """Return the key of each row, one column a part."""
        return pl.DataFrame([examined.keys(column) for column in self.columns])

    def repeated(self) -> pl.Series:
        """Return the hashes that come more than once, and forget the others."""
        if not self.hashes:
            return pl.Series(dtype=pl.UInt64)
        every = pl.concat(self.hashes).sort()
        self.hashes.clear()
        return every.filter((every == every.shift()).fill_null(value=False)).unique()


def keys_of(columns: Sequence[Column], primary_key: Sequence[str]) -> list[Key]:
    """Return the unique columns and the primary key, when the file has all its columns."""
    found = [Key(UNIQUE, (column,)) for column in columns if column.field.constraints.get("unique")]
    by_name = {column.name: column for column in columns}
    if primary_key and all(name in by_name for name in primary_key):
        found.append(Key(PRIMARY_KEY, tuple(by_name[name] for name in primary_key)))
    return found


def hashed(keys: pl.DataFrame) -> pl.Series:
    """Return a hash of each key, null when all its parts are."""
    empty = pl.all_horizontal(pl.all().is_null())
    whole = pl.struct(pl.all()) if keys.width > 1 else pl.all()
    return keys.select(pl.when(~empty).then(whole.hash()).alias("hash")).to_series()


def repetitions(key: Key, batches: Callable[[], Iterable[Batch]]) -> pl.DataFrame:
    """Return the rows whose key stands in an earlier one: _row and before, the last such row."""
    found = [pl.DataFrame(schema=REPEATED)]
    for part in _in_parts(key.repeated()):
        found.extend(_repetitions(part, _frames(key, batches)))
    return pl.concat(found).sort(ROW)


def _repetitions(repeated: pl.Series, frames: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    known = None
    for frame in frames:
        names = frame.columns[1:]
        candidates = frame.filter(hashed(frame.select(names)).is_in(repeated.implode()))
        if candidates.is_empty():
            continue
        rows = candidates if known is None else pl.concat([known, candidates])
        before = rows.select(ROW, before=pl.col(ROW).shift().over(names)).tail(candidates.height)
        known = rows.unique(subset=names, keep="last", maintain_order=True)
        yield before.drop_nulls()


def _frames(key: Key, batches: Callable[[], Iterable[Batch]]) -> Iterable[pl.DataFrame]:
    """Return the keys of every row with their _row: those held, or read again."""
    if key.kept is not None:
        return key.kept
    examined = (examine(batch, key.columns) for batch in batches())
    return (_numbered(key.frame(item), item) for item in examined)


def _numbered(keys: pl.DataFrame, examined: Examined) -> pl.DataFrame:
    return keys.insert_column(0, examined.batch.frame[ROW])


def _in_parts(repeated: pl.Series) -> Iterator[pl.Series]:
    """Yield the hashes in parts small enough for their keys to be held in memory."""
    for start in range(0, repeated.len(), HASHES_AT_ONCE):
        yield repeated.slice(start, HASHES_AT_ONCE)
