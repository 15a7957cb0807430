"""Read the layers of a geographic file with GDAL, one batch after the other."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError
from pyproj import CRS
from pyproj.exceptions import CRSError

from pipelines.decode.text import read_text
from pipelines.geo import gdal
from pipelines.geo.attributes import readable, readable_schema, with_sound_text
from pipelines.geo.collection import features_of, is_collection
from pipelines.geo.database import LARGEST_SHAPE, look_into
from pipelines.geo.encoding import Letters, letters_of
from pipelines.geo.keys import MOST_COLUMNS, check_names
from pipelines.geo.markup import Markup
from pipelines.geo.model import WGS84, Finding
from pipelines.geo.mojibake import unscrambled_names
from pipelines.geo.reading import Geometries, Part, Reading
from pipelines.geo.stream import Stream
from pipelines.geo.unpack import Source
from pipelines.messages import Refusal, shortened

BATCH, BATCH_WEIGHT = 65_536, 64 << 20  # features, octets
MOST_LAYERS, SHOWN = 50, 5
COUNTED = ("shp", "fgb", "gdb", "tab", "mif")  # formats whose header counts the features for sure
OPTIONS = {
    "gml": {"EXPOSE_FID": "NO", "DOWNLOAD_SCHEMA": "NO", "WRITE_GFS": "NO", "XSD": "/dev/null"},
    "shp": {"ADJUST_TYPE": "NO"},
    "gpkg": {"IMMUTABLE": "YES"},
}
DAMAGES = (
    DataSourceError, DataLayerError, FeatureError, FieldError, GeometryError, CRSError,
    shapely.GEOSException, pa.ArrowException, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
TOPOJSON, UNRECOGNIZED = "TopoJSON", "not recognized as being in a supported file format"


@dataclass(frozen=True)
class _Layer:
    """One layer of a source that GDAL has opened.

    `features`: how many the file says that it has, or seems to have; `counted`: 0 unless that is
    sure.
    """

    source: Source
    title: str
    how: dict
    features: int
    counted: int


def read_layers(source: Source, scratch: Path) -> list[Reading]:
    """Open every layer of a file that has geometries.

    Raises Refusal when GDAL can't read the file or finds no layer with a geometry.
    """
    gdal.restrict()
    if source.kind == "json":
        source = Source(_in_utf8(source.path, scratch), source.kind, source.name)
    check_names(source.path, source.kind)
    inside = look_into(source.path) if source.kind == "gpkg" else None
    views = inside.views if inside else ()
    with _damages():
        if is_collection(source):
            return [_read_collection(source)]
        found = [(str(name), kind) for name, kind in pyogrio.list_layers(source.path)]
        if len(found) > MOST_LAYERS:
            raise Refusal("geo-many-layers", count=len(found), most=MOST_LAYERS)
        drawn = [
            name
            for name, kind in found
            if kind is not None and (inside is None or name in inside.layers)
        ]
        beside = [name for name, kind in found if kind is None]
        if not drawn:
            raise Refusal("geo-no-geometry")
        notes = (*_left_out("geo-tables-beside", beside), *_left_out("geo-views", views))
        return [_read(source, name, len(drawn) == 1, notes) for name in drawn]


def _read_collection(source: Source) -> Reading:
    """Open a large GeoJSON once, and go on with it: GDAL reads all of it each time."""
    opened = _Layer(source, source.name, {"encoding": "UTF-8"}, features_of(source.path), 0)
    stream = Stream(opened.source.path, _reading_options(opened))
    return _reading(opened, stream, _system(stream.meta["crs"]), letters_of(source), ())


def _left_out(code: str, names: Sequence[str]) -> Iterator[Finding]:
    if names:
        listed = ", ".join(shortened(name) for name in names[:SHOWN])
        yield Finding(code, {"count": len(names), "names": listed + "…" * (len(names) > SHOWN)})


def _in_utf8(path: Path, scratch: Path) -> Path:
    """Return a copy of a JSON file in UTF-8, or the file itself when it is."""
    text = read_text(path, scratch).path
    if text == path:
        return path
    return text.rename(text.with_suffix(".json"))


def _read(source: Source, name: str, alone: bool, notes: Sequence[Finding]) -> Reading:
    letters = letters_of(source)
    how: dict = {"layer": name, **OPTIONS.get(source.kind, {})}
    if letters.encoding:  # to GDAL: pyogrio's own option is a state of the thread, shared by layers
        how["ENCODING"] = letters.encoding
    info = pyogrio.read_info(source.path, **how)
    if info["driver"] not in gdal.DRIVERS[source.kind]:
        raise Refusal("geo-unreadable")
    features = _counted(source, info["features"])
    counted = features if source.kind in COUNTED else 0
    opened = _Layer(source, source.name if alone else name, how, features, counted)
    system = _system(WGS84 if info["driver"] == TOPOJSON else info["crs"])
    stream = Stream(source.path, _reading_options(opened))
    return _reading(opened, stream, system, letters, notes)


def _reading(
    opened: _Layer,
    stream: Stream,
    system: CRS | None,
    letters: Letters,
    notes: Sequence[Finding],
) -> Reading:
    if len(stream.schema) - 1 > MOST_COLUMNS:
        raise Refusal("geo-many-columns", count=len(stream.schema) - 1, most=MOST_COLUMNS)
    markup = Markup(opened.source.kind)
    kept = markup.schema(readable_schema(stream.schema, stream.geometry))
    names = unscrambled_names(kept.names)
    changed = sum(a != b for a, b in zip(names, kept.names, strict=True))
    renamed = (Finding("geo-letters-columns", {"count": changed}),) if changed else ()
    return Reading(
        name=opened.title,
        schema=pa.schema([item.with_name(name) for item, name in zip(kept, names, strict=True)]),
        system=system,
        parts=lambda: _parts(opened, stream, markup),
        findings=(*notes, *letters.findings, *renamed),
    )


def _parts(opened: _Layer, stream: Stream, markup: Markup) -> Iterator[Part]:
    """Yield a layer's features; raises Refusal where the file is cut short or damaged."""
    read = 0
    with _damages():
        for batch in stream.batches():
            read += len(batch)
            table = pa.Table.from_batches([batch])
            sound, broken = with_sound_text(readable(table, stream.geometry))
            geometries, curved = _geometries(table.column(stream.geometry))
            yield Part(
                geometries, markup.plain(sound), {"geo-curves": curved, "geo-letters": broken}
            )
    if read < opened.counted:
        raise Refusal("geo-truncated", said=opened.counted, read=read)


def _geometries(column: pa.ChunkedArray) -> tuple[Geometries, np.ndarray]:
    """Return the geometries, and which of them had arcs of circle, which are now short lines."""
    wkb = column.to_numpy()
    largest = max((len(item) for item in wkb if item is not None), default=0)
    if largest > LARGEST_SHAPE:
        raise Refusal("geo-heavy-shape", megabytes=largest >> 20)
    straight = np.zeros(len(wkb), dtype=bool)
    try:
        return _read_wkb(wkb), straight
    except NotImplementedError:  # shapely knows no arcs
        made = [None if item is None else gdal.straightened(item) for item in wkb]
        return _read_wkb(made), np.array([a != b for a, b in zip(made, wkb, strict=True)])


def _read_wkb(wkb: Sequence[bytes | None]) -> Geometries:
    return np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)


def _counted(source: Source, features: int) -> int:
    """Return how many features the file says it has; of a .mif, its .mid has a line for each."""
    beside = source.path.with_suffix(".mid")
    if source.kind == "mif" and beside.is_file():
        with beside.open("rb") as file:
            return sum(1 for line in file if line.strip())
    return max(0, features)


def _reading_options(opened: _Layer) -> dict:
    return {"batch_size": _batch(opened), "use_pyarrow": True, **opened.how}


def _batch(opened: _Layer) -> int:
    """Return how many features to read at a time, by what one of them weighs on average."""
    whole = sum(file.stat().st_size for file in _files(opened.source.path))
    return max(1, min(BATCH, BATCH_WEIGHT * max(1, opened.features) // max(1, whole)))


def _files(path: Path) -> list[Path]:
    return list(path.iterdir()) if path.is_dir() else [path]


def _system(said: str | None) -> CRS | None:
    """Return what the file says its system is, None when it says nothing."""
    if not said:
        return None
    try:
        return CRS.from_user_input(said)
    except CRSError:
        return None


@contextmanager
def _damages() -> Iterator[None]:
    """Say of whatever GDAL, Arrow or GEOS raises that the file can't be read."""
    logging.getLogger("pyogrio").setLevel(logging.ERROR)
    try:
        yield
    except OSError as reason:
        if reason.errno:  # of this machine: no room, no right to read
            raise
        raise Refusal("geo-unreadable") from reason
    except DAMAGES as reason:
        code = "geo-unrecognized" if UNRECOGNIZED in str(reason) else "geo-unreadable"
        raise Refusal(code) from reason
