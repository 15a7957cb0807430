"""Find the rows whose foreign key isn't in the table that it refers to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from pipelines.conform.stream import plain_key
from pipelines.decode.batches import ROW, Batch
from pipelines.messages import Refusal
from pipelines.validate.columns import Column, Examined, examine

SELF = ""
COMPARED = 100_000  # keys among which a likely one is looked for


@dataclass(frozen=True)
class Reference:
    """Hold a foreign key: its columns, the table's name and fields, and its distinct keys."""

    columns: tuple[Column, ...]
    table: str
    fields: tuple[str, ...]
    known: pl.DataFrame

    def unknown(self, examined: Examined) -> pl.DataFrame:
        """Return the _row of each key that the table lacks; a key with no value at all is free."""
        names = [column.name for column in self.columns]
        keys = pl.DataFrame([examined.keys(column) for column in self.columns])
        present = keys.select(~pl.all_horizontal(pl.all().is_null())).to_series()
        if len(names) == 1:
            found = keys.to_series().is_in(self.known.to_series().implode())
            return examined.batch.frame.select(ROW).filter(present & ~found.fill_null(value=False))
        rows = keys.insert_column(0, examined.batch.frame[ROW]).filter(present)
        return rows.join(
            self.known, on=names, how="anti", nulls_equal=True, maintain_order="left"
        ).select(ROW)

    def near(self, cells: Sequence[str]) -> str:
        """Return the key that was probably meant: the only one that shares a part, or "".

        Parts are compared without their case, accents, punctuation and first zeros.
        """
        for place, cell in enumerate(cells):
            found = self._by_part[place].get(_part(cell), ())
            if len(found) == 1:
                return ", ".join(found[0])
        return ""

    @cached_property
    def _by_part(self) -> list[dict[str, list[tuple[str, ...]]]]:
        """Return, for each part of the key, the keys that share it."""
        keys = [tuple("" if part is None else str(part) for part in key) for key in self._rows()]
        by_part: list[dict[str, list[tuple[str, ...]]]] = [defaultdict(list) for _ in self.fields]
        for key in keys:
            for place, part in enumerate(key):
                if part:
                    by_part[place][_part(part)].append(key)
        return by_part

    def _rows(self) -> list[tuple]:
        return self.known.rows() if self.known.height <= COMPARED else []


def references_of(
    columns: Sequence[Column],
    foreign_keys: Iterable[dict],
    tables: Mapping[str, pl.DataFrame],
    own: tuple[str, Callable[[], Iterable[Batch]]],
) -> list[Reference]:
    """Return the foreign keys whose columns the file has, with the keys they may hold.

    `tables`: frames of text by name, read by the types of the columns that refer to them. `own`:
    the file's name and its rows, for keys into the file itself. Raises Refusal when a table isn't
    given.
    """
    by_name = {column.name: column for column in columns}
    found = []
    for card in foreign_keys:
        names = _listed(card["fields"])
        table, fields = card["reference"]["resource"], _listed(card["reference"]["fields"])
        if not all(name in by_name for name in names):
            continue
        chosen = tuple(by_name[name] for name in names)
        if table in (SELF, own[0]):
            known = _own_keys([by_name[name] for name in fields], own[1]())
        elif table in tables:
            known = _read_keys(chosen, tables[table].select(fields))
        else:
            raise Refusal("reference-missing", name=table, known=", ".join(sorted(tables)))
        known.columns = list(names)
        found.append(Reference(chosen, table, fields, known))
    return found


def _read_keys(columns: Sequence[Column], table: pl.DataFrame) -> pl.DataFrame:
    """Return the distinct keys of a reference table, each part read by its column's type."""
    renumbered = [Column(number, column.field) for number, column in enumerate(columns, start=1)]
    table.columns = [column.source for column in renumbered]
    frame = table.cast(pl.String).with_row_index(ROW)
    examined = examine(Batch(frame), renumbered)
    return _distinct(pl.DataFrame([examined.keys(column) for column in renumbered]))


def _own_keys(columns: Sequence[Column], batches: Iterable[Batch]) -> pl.DataFrame:
    parts = list(_parts(columns, batches))
    return _distinct(pl.concat(parts)) if parts else pl.DataFrame({c.name: [] for c in columns})


def _parts(columns: Sequence[Column], batches: Iterable[Batch]) -> Iterator[pl.DataFrame]:
    for batch in batches:
        examined = examine(batch, columns)
        yield _distinct(pl.DataFrame([examined.keys(column) for column in columns]))


def _distinct(keys: pl.DataFrame) -> pl.DataFrame:
    return keys.unique().filter(~pl.all_horizontal(pl.all().is_null()))


def _part(text: str) -> str:
    return plain_key(text).lstrip("0")


def _listed(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
