"""Which resources may be maps, and where their features are."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from ckan.lib.uploader import ResourceUpload

RECIPE = "2"  # changes when the same file would make another map
GEOGRAPHIC = {
    "geojson": ("geojson",),
    "shp": ("shp", "shapefile", "shape"),
    "gpkg": ("gpkg", "geopackage"),
    "fgdb": ("fgdb", "gdb", "filegdb", "file geodatabase"),
    "kml": ("kml", "kmz"),
    "gml": ("gml",),
    "fgb": ("fgb", "flatgeobuf"),
    "mapinfo": ("tab", "mif", "mapinfo"),
    "wfs": ("wfs",),
    "wms": ("wms",),
}
WORDS = {word for words in GEOGRAPHIC.values() for word in words}
TABLES = {"csv", "xlsx", "xls", "ods", "tsv"}
MARK_LENGTH = 16
FILE, LINK, WFS, WMS = "file", "link", "wfs", "wms"


@dataclass(frozen=True)
class Origin:
    """Where the features of a resource are.

    `kind`: file (`place` is its path), link, wfs or wms (an address elsewhere); `size`: octets of a
    file; `mark` changes with a file's content, and with an address.
    """

    kind: str
    place: str
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


def origin_of(resource: dict) -> Origin | None:
    """Return where a resource's features are, None when they are nowhere that we can read."""
    if resource.get("url_type") == "upload":
        return _file(resource)
    address = (resource.get("url") or "").strip()
    if resource.get("url_type") or not address.lower().startswith(("http://", "https://")):
        return None
    if not is_geographic(resource):
        return None
    said = _format(resource)
    kind = said if said in (WFS, WMS) else LINK
    return Origin(kind, address, _name(address), 0, _mark(kind, address))


def is_of(mark: str, origin: Origin) -> bool:
    """Say whether a map is of an origin; what came from elsewhere says when too: « mark-time »."""
    return mark.partition("-")[0] == origin.mark


def _file(resource: dict) -> Origin | None:
    path = Path(ResourceUpload({}).get_path(resource["id"]))
    if not path.is_file():
        return None
    seen, name = path.stat(), _name(resource["url"])
    mark = _mark(name, seen.st_size, seen.st_mtime_ns, seen.st_ino)
    return Origin(FILE, str(path), name, seen.st_size, mark)


def _mark(*parts: str | int) -> str:
    return hashlib.sha256(repr((RECIPE, *parts)).encode()).hexdigest()[:MARK_LENGTH]


def _name(address: str) -> str:
    return PurePosixPath(urlsplit(address).path).name


def _format(resource: dict) -> str:
    return (resource.get("format") or "").strip().lower()


def _suffix(resource: dict) -> str:
    path = urlsplit(resource.get("url") or "").path
    return PurePosixPath(path).suffix.lower().removeprefix(".")
