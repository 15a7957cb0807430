"""Keep a layer: one GeoPackage in WGS 84, what there is to know of it, and what a map draws."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from pyogrio.raw import write_arrow

from pipelines.geo.census import census
from pipelines.geo.drawing import draw, drawn_columns
from pipelines.geo.ground import ground_of
from pipelines.geo.model import WGS84, Extent, Layer
from pipelines.geo.mojibake import unscrambled_table
from pipelines.geo.names import FID, GEOMETRY, TABLE, distinct_names
from pipelines.geo.reading import Geometries, Part, Reading
from pipelines.geo.repair import DIMENSIONS, mended, moved
from pipelines.geo.settle import Settled, settle
from pipelines.geo.tally import Tally
from pipelines.geo.whereabouts import count_by_mrc
from pipelines.messages import Refusal

MIXED = "mixed"


@dataclass
class Seen:
    """What passing a layer's features by told of it."""

    features: int = 0
    drawn: int = 0
    bounds: list[np.ndarray] = field(default_factory=list)
    dimensions: set[int] = field(default_factory=set)
    territories: dict[str, int] = field(default_factory=dict)

    def see(self, geometries: Geometries) -> None:
        """Take the features of one part into account, in WGS 84."""
        present = geometries[~shapely.is_missing(geometries)]
        self.features += len(geometries)
        self.drawn += len(present)
        if len(present):
            self.bounds.append(shapely.total_bounds(present))
            self.dimensions.update(np.unique(shapely.get_dimensions(present)).tolist())
            count_by_mrc(present, self.territories)

    @property
    def extent(self) -> Extent | None:
        """Return the bounds of all that was seen."""
        if not self.bounds:
            return None
        west, south, east, north = np.vstack(self.bounds).T
        return (west.min().item(), south.min().item(), east.max().item(), north.max().item())

    @property
    def geometry(self) -> str:
        """Return what the layer is made of."""
        return DIMENSIONS[min(self.dimensions)] if len(self.dimensions) == 1 else MIXED


def keep_layer(reading: Reading, number: int, folder: Path) -> Layer:
    """Write the files of a layer in `folder`; return what is known of it.

    Raises Refusal when the layer has no feature with a place, or no system that could be found.
    """
    parts = reading.parts()
    first = next(parts, None)
    if first is None:
        raise Refusal("geo-empty", layer=reading.name)
    settled = settle(reading, first)
    kept, seen, tally = folder / f"layer-{number}.gpkg", Seen(), Tally()
    names = distinct_names(reading.schema.names)
    batches = _passing(itertools.chain([first], parts), settled, seen, tally)
    _write(kept, reading.schema, names, batches)
    if not seen.drawn:
        raise Refusal("geo-nothing-placed", layer=reading.name, features=seen.features)
    columns = census(kept)
    drawing = draw(kept, columns, seen.geometry, seen.drawn, folder / f"layer-{number}")
    ground = ground_of(kept, seen.geometry, seen.features)
    return Layer(
        name=f"layer-{number}",
        title=reading.name,
        geometry=seen.geometry,
        features=seen.features,
        drawn=seen.drawn,
        extent=seen.extent,
        system=settled.way.system,
        columns=columns,
        findings=(
            *reading.findings,
            *settled.findings,
            *tally.findings(seen.drawn),
            *ground.findings,
        ),
        territories=seen.territories,
        file=kept.name,
        drawing=drawing.name,
        drawn_columns=tuple(drawn_columns(columns)),
        level=ground.level,
        codes=ground.codes,
    )


def _passing(
    parts: Iterator[Part], settled: Settled, seen: Seen, tally: Tally
) -> Iterator[tuple[Geometries, pa.Table]]:
    for part in parts:
        for code, found in part.notes.items():
            tally.note(code, found)
        own = mended(settled.righted(part.geometries), tally)
        placed = moved(own, settled.way.move, tally)
        seen.see(placed)
        attributes = unscrambled_table(part.attributes, tally)
        tally.passed += len(placed)
        yield placed, attributes


def _write(
    path: Path,
    schema: pa.Schema,
    names: list[str],
    batches: Iterator[tuple[Geometries, pa.Table]],
) -> None:
    """Write features to a GeoPackage as they pass."""
    fields = [pa.field(name, item.type) for name, item in zip(names, schema, strict=True)]
    written = pa.schema([*fields, pa.field(GEOMETRY, pa.binary())])

    stopped: list[Exception] = []

    def rows() -> Iterator[pa.RecordBatch]:
        try:
            for geometries, attributes in batches:
                wkb = pa.array(shapely.to_wkb(geometries), pa.binary())
                columns = [*attributes.columns, pa.chunked_array([wkb])]
                whole = pa.Table.from_arrays(columns, schema=written).combine_chunks()
                yield from whole.to_batches()
        except Exception as reason:
            stopped.append(reason)
            raise

    try:
        write_arrow(
            pa.RecordBatchReader.from_batches(written, rows()),
            path,
            layer=TABLE,
            driver="GPKG",
            geometry_name=GEOMETRY,
            geometry_type="Unknown",
            crs=WGS84,
            layer_options={"FID": FID, "GEOMETRY_NAME": GEOMETRY},
        )
    except Exception as reason:  # what stopped the reading is lost on its way through Arrow
        raise (stopped[0] if stopped else reason) from None
