"""Which resources may be maps, and where their files are."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from ckan.lib.uploader import ResourceUpload

RECIPE = "1"  # changes when the same file would make another map
GEOGRAPHIC = {
    "geojson": ("geojson",),
    "shp": ("shp", "shapefile", "shape"),
    "gpkg": ("gpkg", "geopackage"),
    "fgdb": ("fgdb", "gdb", "filegdb", "file geodatabase"),
    "kml": ("kml", "kmz"),
    "gml": ("gml",),
    "fgb": ("fgb", "flatgeobuf"),
    "mapinfo": ("tab", "mif", "mapinfo"),
}
WORDS = {word for words in GEOGRAPHIC.values() for word in words}
TABLES = {"csv", "xlsx", "xls", "ods", "tsv"}
MARK_LENGTH = 16


@dataclass(frozen=True)
class File:
    """The file of a resource; `mark` changes with its content."""

    path: Path
    name: str
    size: int
    mark: str


def is_geographic(resource: dict) -> bool:
    """Say whether a resource is geographic by its format or by its file's name."""
    return bool({_format(resource), _suffix(resource)} & WORDS)


def is_table(resource: dict) -> bool:
    """Say whether a resource is a table, which may have places in it."""
    return bool({_format(resource), _suffix(resource)} & TABLES)


def may_have_map(resource: dict) -> bool:
    """Say whether there may be something to draw in a resource."""
    return is_geographic(resource) or is_table(resource)


def file_of(resource: dict) -> File | None:
    """Return the file of a resource that the portal keeps, None when there is none."""
    if resource.get("url_type") != "upload":
        return None
    path = Path(ResourceUpload({}).get_path(resource["id"]))
    if not path.is_file():
        return None
    seen = path.stat()
    name = PurePosixPath(urlsplit(resource["url"]).path).name
    parts = (RECIPE, name, seen.st_size, seen.st_mtime_ns, seen.st_ino)
    mark = hashlib.sha256(repr(parts).encode()).hexdigest()[:MARK_LENGTH]
    return File(path, name, seen.st_size, mark)


def _format(resource: dict) -> str:
    return (resource.get("format") or "").strip().lower()


def _suffix(resource: dict) -> str:
    path = urlsplit(resource.get("url") or "").path
    return PurePosixPath(path).suffix.lower().removeprefix(".")
