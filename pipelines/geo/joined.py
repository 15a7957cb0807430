"""Make a layer of a table that has no geometry but names territories."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow as pa
from pyogrio.raw import write_arrow

from pipelines.decode.batches import Batch, FileTable
from pipelines.geo.bounds import extents, municipal_extents, union
from pipelines.geo.census import census
from pipelines.geo.model import WGS84, Extent, Finding, Layer, System
from pipelines.geo.names import FID, TABLE, distinct_names
from pipelines.geo.typed_cells import arrow_schema, column_types, typed
from pipelines.messages import Refusal, shortened
from pipelines.territory import Found, Tally, health_column, settle

MUNICIPALITY, MRC, REGION = KEYS = ("dq_municipality", "dq_mrc", "dq_region")
LEVELS = ("municipality", "mrc", "region")
SHOWN, LONGEST = 5, 40  # values in a sentence, and the characters of each


@dataclass(frozen=True)
class Drawing:
    """The territories that are drawn: `name` of their layer, `key` of a row's, extent by code."""

    name: str
    key: str
    extents: Mapping[str, Extent]


@dataclass
class Seen:
    """What passing the rows by told of them."""

    rows: int = 0
    empty: int = 0
    places: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def see(self, cells: pl.Series, places: pl.Series, drawing: Drawing) -> None:
        """Take a batch into account: its cells and the territory of each row."""
        drawn = places.is_in(list(drawing.extents))
        self.rows += len(cells)
        self.places.update(_counted(places.filter(drawn)))
        missed = cells.filter(~drawn).str.strip_chars().fill_null("")
        self.empty += int((missed == "").sum())
        self.missed.update(_counted(missed.filter(missed != "")))


def keep_table(
    table: FileTable,
    title: str,
    target: tuple[int, Path],
    fields: Sequence[dict] | None = None,
    municipal_polygons: Path | None = None,
) -> Layer:
    """Write the rows of a table as a layer of territories; return what is known of it.

    `target`: the layer's number and the folder of its file; `fields`: of the table's schema, for
    the types of its columns; `municipal_polygons`: a kept layer of municipalities, with a column of
    their codes. Raises Refusal when no column surely names territories.
    """
    number, folder = target
    found, types = _found(table), column_types(table, fields)
    drawing = _drawing(found, municipal_polygons)
    kept, seen = folder / f"layer-{number}.gpkg", Seen()
    labels = [label or f"colonne_{rank}" for rank, label in enumerate(table.labels, start=1)]
    names = distinct_names([*KEYS, *labels])[len(KEYS) :]
    schema = arrow_schema([*names, *KEYS], [*types, *("string" for _ in KEYS)])
    _write(kept, schema, _rows(table, types, found, drawing, seen))
    if not seen.places:
        raise _without_place(table)
    return Layer(
        name=f"layer-{number}",
        title=title,
        geometry="territory",
        features=seen.rows,
        drawn=seen.places.total(),
        extent=union(drawing.extents[code] for code in seen.places),
        system=System(WGS84, "WGS 84"),
        columns=tuple(column for column in census(kept) if column.name not in KEYS),
        findings=tuple(_findings(found, seen, drawing)),
        territories=dict(sorted(seen.places.items())),
        file=kept.name,
        drawing=drawing.name,
    )


def _labels(table: FileTable) -> dict[str, str]:
    """Return label → column of the batches, the first of those that have the same label."""
    labels: dict[str, str] = {}
    for position, label in enumerate(table.labels):
        labels.setdefault(label, f"column_{position}")
    return labels


def _found(table: FileTable) -> Found:
    labels = _labels(table)
    tally = Tally(labels)
    for batch in table.batches():
        tally.see(_cells(batch, labels))
    counts = tally.counts()
    found = settle(counts)
    if found is not None:
        return found
    health = health_column(counts)
    if health:
        raise Refusal("geo-territory-health", column=health)
    raise _without_place(table)


def _without_place(table: FileTable) -> Refusal:
    names = [shortened(label, LONGEST) for label in table.labels[:SHOWN]]
    return Refusal("geo-table-without-place", columns=", ".join(names) or "–")


def _cells(batch: Batch, labels: Mapping[str, str]) -> dict[str, pl.Series]:
    return {label: batch.frame[column] for label, column in labels.items()}


def _drawing(found: Found, municipal_polygons: Path | None) -> Drawing:
    """Return the finest territories that can be drawn of what the table names."""
    if found.level == "region":
        return Drawing("regions", REGION, extents("regions"))
    if found.level == "municipality" and municipal_polygons is not None:
        return Drawing("municipalities", MUNICIPALITY, municipal_extents(municipal_polygons))
    return Drawing("mrc", MRC, extents("mrc"))


def _rows(
    table: FileTable, types: Sequence[str], found: Found, drawing: Drawing, seen: Seen
) -> Iterator[list[pa.ChunkedArray]]:
    """Yield typed columns with the territories of their rows, and count these."""
    labels = _labels(table)
    for batch in table.batches():
        cells = _cells(batch, labels)
        placed = found.place(cells).rename(dict(zip(LEVELS, KEYS, strict=True)))
        seen.see(cells[found.column], placed[drawing.key], drawing)
        own = (
            typed(batch.frame[f"column_{position}"], kind) for position, kind in enumerate(types)
        )
        yield [*own, *(typed(placed[key], "string") for key in KEYS)]


def _write(path: Path, schema: pa.Schema, rows: Iterator[list[pa.ChunkedArray]]) -> None:
    """Write the rows to a GeoPackage as they pass: a table of attributes, without geometry."""

    def batches() -> Iterator[pa.RecordBatch]:
        for columns in rows:
            yield from pa.Table.from_arrays(columns, schema=schema).combine_chunks().to_batches()

    write_arrow(
        pa.RecordBatchReader.from_batches(schema, batches()),
        path,
        layer=TABLE,
        driver="GPKG",
        layer_options={"FID": FID, "ASPATIAL_VARIANT": "GPKG_ATTRIBUTES"},
    )


def _counted(values: pl.Series) -> dict[str, int]:
    return dict(values.rename("value").value_counts().iter_rows())


def _findings(found: Found, seen: Seen, drawing: Drawing) -> Iterator[Finding]:
    """Say by which column the rows are placed, and which couldn't be."""
    yield Finding(f"geo-territory-{found.how}-{found.level}", {"column": found.column})
    if found.level == "municipality" and drawing.name == "mrc":
        yield Finding("geo-territory-no-municipal-limits")
    groups: dict[str, Counter[str]] = {
        "unknown": Counter(),
        "several": Counter(),
        "homonyms": Counter(),
    }
    for value, rows in seen.missed.items():
        groups[_reason(found, value)][value] = rows
    for reason, values in groups.items():
        if values:
            ordered = sorted(values, key=lambda value: (-values[value], value))
            first = [shortened(value, LONGEST) for value in ordered[:SHOWN]]
            told = {"count": values.total(), "values": " · ".join(first)}
            yield Finding(f"geo-territory-{reason}", told)
    if seen.empty:
        yield Finding("geo-territory-empty", {"count": seen.empty, "column": found.column})


def _reason(found: Found, value: str) -> str:
    reading = found.readings.get(value)
    if reading is None:
        return "unknown"
    return {0: "several", 1: "unknown"}.get(len(reading.places), "homonyms")
