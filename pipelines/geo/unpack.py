"""Take the layers out of a zip, each to a place of its own that we name."""

import shutil
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipelines.decode import archive
from pipelines.geo.formats import kind_of
from pipelines.messages import Refusal, shortened

# the file that names a layer → those that belong to it
FAMILIES = {
    ".shp": (".shx", ".dbf", ".prj", ".cpg", ".cst"),
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
}
ALONE = (".geojson", ".geojsonl", ".json", ".topojson", ".gpkg", ".kml", ".gml", ".fgb")
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
ARCHIVES = (".zip", ".kmz", ".7z", ".rar", ".gz", ".tar")
DATABASE = ".gdb"
LONGEST_NAME = 255  # octets, of a file on disk
MOST_SOURCES, SHOWN = 50, 5


@dataclass(frozen=True)
class Source:
    """One file (or folder of a File Geodatabase) that GDAL opens; `name`: what people call it."""

    path: Path
    kind: str
    name: str


def unpack(path: Path, scratch: Path) -> list[Source]:
    """Return the sources in a zip, copied under `scratch` by names of ours.

    Tables count only where there is no layer: beside one, they explain it. Raises Refusal for a
    bomb, for a path that leaves the archive, for a link, and when nothing is a layer.
    """
    with archive.opened(path) as opened:
        entries = [entry for entry in opened.infolist() if _counts(entry)]
        groups = {**_databases(entries), **_families(entries), **_alone(entries, ALONE)}
        groups = groups or _alone(entries, TABLES)
        if not groups:
            raise _without_layer(entries)
        if len(groups) > MOST_SOURCES:
            raise Refusal("geo-zip-many", count=len(groups), most=MOST_SOURCES)
        return [
            _extract(opened, main, members, scratch / f"source-{number}")
            for number, (main, members) in enumerate(sorted(groups.items()))
        ]


def _counts(entry: zipfile.ZipInfo) -> bool:
    """Tell files of layers from folders and what macOS adds; raises Refusal for a path outside."""
    path = _path(entry)
    link = stat.S_ISLNK(entry.external_attr >> 16)
    if link or path.is_absolute() or ".." in path.parts or ":" in str(path)[:2]:
        raise Refusal("geo-zip-path", file=shortened(entry.filename))
    return not entry.is_dir() and "__MACOSX" not in path.parts and not path.name.startswith(".")


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    # zipfile turns « \\ » into « / » on Windows only, and stops a name at its first null
    return PurePosixPath(entry.orig_filename.replace("\\", "/").replace("\0", "") or "-")


def _without_layer(entries: list[zipfile.ZipInfo]) -> Refusal:
    """Return why there is no map: nothing, another zip, a part of a Shapefile, none of ours."""
    if not entries:
        return Refusal("geo-empty-file")
    names = ", ".join(shortened(entry.filename) for entry in entries[:SHOWN])
    suffixes = {_path(entry).suffix.lower() for entry in entries}
    if suffixes & {*ARCHIVES}:
        return Refusal("geo-zip-nested", files=names)
    if suffixes & {".dbf", ".shx"}:
        return Refusal("geo-shapefile-parts", files=names)
    return Refusal("geo-zip-without-layer", files=names)


def _databases(entries: Iterable[zipfile.ZipInfo]) -> dict[str, list[zipfile.ZipInfo]]:
    """Group the files of each File Geodatabase by its folder."""
    groups: dict[str, list[zipfile.ZipInfo]] = {}
    for entry in entries:
        folder = _path(entry).parent
        if folder.suffix.lower() == DATABASE:
            groups.setdefault(str(folder), []).append(entry)
    return groups


def _families(entries: Iterable[zipfile.ZipInfo]) -> dict[str, list[zipfile.ZipInfo]]:
    """Group the files of a Shapefile or of a MapInfo table, whatever their case."""
    by_name = {str(_path(entry)).lower(): entry for entry in entries}
    groups = {}
    for name, entry in by_name.items():
        path = PurePosixPath(name)
        if path.suffix in FAMILIES:
            beside = (str(path.with_suffix(suffix)) for suffix in FAMILIES[path.suffix])
            members = [by_name[other] for other in beside if other in by_name]
            groups[entry.filename] = [entry, *members]
    return groups


def _alone(
    entries: Iterable[zipfile.ZipInfo], suffixes: tuple[str, ...]
) -> dict[str, list[zipfile.ZipInfo]]:
    found = (entry for entry in entries if _path(entry).suffix.lower() in suffixes)
    return {entry.filename: [entry] for entry in found}


def _extract(
    opened: zipfile.ZipFile, main: str, members: list[zipfile.ZipInfo], folder: Path
) -> Source:
    name = PurePosixPath(main.replace("\\", "/"))
    suffix = name.suffix.lower()
    target = folder / f"source{suffix}"
    (target if suffix == DATABASE else folder).mkdir(parents=True)
    for member in members:
        own = _path(member)
        if len(own.name.encode()) > LONGEST_NAME:
            raise Refusal("geo-zip-path", file=shortened(member.filename))
        place = target / own.name if suffix == DATABASE else folder / f"source{own.suffix.lower()}"
        with opened.open(member) as inside, place.open("wb") as out:
            shutil.copyfileobj(inside, out, 1 << 20)
    kind = kind_of(target) if suffix in (*ALONE, *TABLES) else suffix.removeprefix(".")
    if kind == "zip":
        raise Refusal("geo-zip-nested", files=shortened(main))
    return Source(target, kind, name.stem)
