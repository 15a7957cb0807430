"""From a file to the layers of a map."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.decode import open_table
from pipelines.geo.formats import kind_of
from pipelines.geo.joined import keep_table
from pipelines.geo.layer import keep_layer
from pipelines.geo.left import Left
from pipelines.geo.model import Layer
from pipelines.geo.reading import Reading
from pipelines.geo.reasons import told_for_maps
from pipelines.geo.tables import read_table
from pipelines.geo.unpack import Source, unpack
from pipelines.geo.vector import read_layers
from pipelines.messages import Refusal, shortened

MOST_LAYERS = 20
WITHOUT_PLACE = "geo-table-without-place"
Keep = Callable[[int, Path], Layer]  # a layer's number, the folder of its files
LARGEST = 4 << 30
PARTS = (".dbf", ".shx", ".prj", ".cpg", ".mid", ".dat")  # what says nothing without its neighbours


@dataclass(frozen=True)
class Given:
    """What helps to read a table, beside its file.

    `fields`: of a Table Schema that the resource has, which decide the types of its columns;
    `municipal_polygons`: a kept layer of municipalities, by which they can be drawn.
    """

    fields: list[dict] | None = None
    municipal_polygons: Path | None = None


NOTHING = Given()


def prepare(
    path: Path,
    name: str,
    folder: Path,
    scratch: Path,
    given: Given = NOTHING,
    taken: int = 0,
) -> list[Layer]:
    """Read a file that people call `name` and write the files of its layers in `folder`.

    `taken`: how many layers are in the folder already. Raises Refusal with one of the reasons why
    there is no map.
    """
    with told_for_maps():
        if path.stat().st_size > LARGEST:
            raise Refusal("geo-too-large", megabytes=LARGEST >> 20)
        left, kept = Left(), list[Layer]()
        found = _found(path, name, scratch, given, left)
        for title, keep in found[:MOST_LAYERS]:
            with left.out(title):
                kept.append(keep(taken + len(kept) + 1, folder))
        left.names += [title for title, _ in found[MOST_LAYERS:]]
        if not kept:
            raise left.reason
        return [replace(kept[0], findings=(*kept[0].findings, *left.findings())), *kept[1:]]


def _found(
    path: Path, name: str, scratch: Path, given: Given, left: Left
) -> list[tuple[str, Keep]]:
    """Return the layers of a file, by their titles, and how to keep each."""
    if Path(name).suffix.lower() in PARTS:
        raise Refusal("geo-shapefile-parts", files=shortened(name))
    kind = kind_of(path)
    sources = unpack(path, scratch) if kind == "zip" else [_beside(path, kind, name, scratch)]
    found: list[tuple[str, Keep]] = []
    for source in sources:
        with left.out(source.name), told_for_maps():
            found += _layers(source, name, scratch, given)
    return found


def _layers(source: Source, name: str, scratch: Path, given: Given) -> list[tuple[str, Keep]]:
    """Return how to keep the layers of a source; a table without places may name territories."""
    if source.kind != "table":
        return [_keep(reading, name, source) for reading in read_layers(source, scratch)]
    try:
        return [_keep(read_table(source, scratch, given.fields), name, source)]
    except Refusal as refusal:
        if refusal.code != WITHOUT_PLACE:
            raise
    table = open_table(source.path, scratch)

    def keep(number: int, folder: Path) -> Layer:
        target = (number, folder)
        return keep_table(table, source.name, target, given.fields, given.municipal_polygons)

    return [(source.name, keep)]


def _keep(reading: Reading, name: str, source: Source) -> tuple[str, Keep]:
    hinted = replace(reading, hint=f"{name} {source.name} {reading.name} {reading.hint}")
    return reading.name, lambda number, folder: keep_layer(hinted, number, folder)


def _beside(path: Path, kind: str, name: str, scratch: Path) -> Source:
    """Return a file under a name of ours, in a folder where GDAL may write and is alone."""
    folder = scratch / "source"
    folder.mkdir()
    link = folder / f"source.{kind}"
    link.symlink_to(path.absolute())
    return Source(link, kind, Path(name).stem)
