"""Receive the files of a dataset from their public addresses, and see what each is."""

import codecs
import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely

from pipelines.certification.gathering.site import OK, Site, read_json
from pipelines.certification.subject import Geometry, ReceivedFile
from pipelines.geo.territories import quebec

HEAD, TAIL = 4_096, 1 << 16  # octets that tell a format
# first octets → format; a workbook and a Shapefile are both zip files
MAGIC = {
    b"%PDF": "pdf",
    b"PAR1": "parquet",
    b"SQLite format 3\x00": "gpkg",
    b"\xd0\xcf\x11\xe0": "xls",
}
ZIP, XLSX_PART = b"PK\x03\x04", b"xl/"
UPLOAD = "upload"
OTHER = "≠ UTF-8"
LAYERS = ("shp", "gpkg", "fgb", "kml", "gml", "fgdb", "gdb")
SERVICES = ("wms", "wfs", "api", "html", "rest")
WORKBOOK, TEXTS = "xlsx", ("csv", "json", "xml", "html")


def receive_files(
    site: Site, resources: Sequence[Mapping[str, Any]], said: Mapping[str, Any], scratch: Path
) -> Iterator[tuple[ReceivedFile, Path]]:
    """Yield each file of a dataset as it came, and where it is kept; a service is no file.

    What was sent to the portal is a file, whatever its format is called. `said`: what is declared
    of the set.
    """
    for rank, resource in enumerate(resources):
        form = str(resource.get("format") or "")
        if form.lower() in SERVICES and resource.get("url_type") != UPLOAD:
            continue
        got = site.receive(str(resource.get("url") or ""), scratch / f"file-{rank}")
        came = got.status == OK and got.path.exists()
        kind = kind_of(got.path) if came else ""
        columns = _columns(got.path) if kind == "csv" else ()
        yield (
            ReceivedFile(
                label=str(resource.get("name") or resource.get("id") or ""),
                address=str(resource.get("url") or ""),
                format=form,
                promised=str(resource.get("hash") or "").removeprefix("sha256:"),
                sha256=got.sha256,
                status=got.status,
                kind=kind,
                size=got.size,
                encoding=encoding_of(got.path) if kind in TEXTS else "",
                holds_table=bool(got.size)
                and (resource.get("id") == said["table"] or said["shape"]["identifier"] in columns),
            ),
            got.path,
        )


def kind_of(path: Path) -> str:
    """Return the format that the first octets of a file are of, "" for none that is known."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(ZIP):
        return WORKBOOK if _has_sheets(path) else "zip"
    known = next((kind for mark, kind in MAGIC.items() if head.startswith(mark)), "")
    if known:
        return known
    text = head.decode("utf-8-sig", errors="replace").lstrip().lower()
    if text.startswith(("<!doctype html", "<html")) or "<body" in text:
        return "html"
    if text.startswith("<"):
        return "xml"
    if text.startswith(("{", "[")):
        return "json"
    return "csv" if text and "\x00" not in text else ""


def _has_sheets(path: Path) -> bool:
    """Tell a workbook from another zip by the names at its end."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, TAIL), os.SEEK_END)
        return XLSX_PART in file.read()


def geometries_of(
    file: ReceivedFile, path: Path, column: str, known: Iterable[str]
) -> Iterator[Geometry]:
    """Yield what a geographic file says of where entities are, nothing of another file.

    `column`: that of the identifiers; `known`: those of the table.
    """
    form = file.format.lower()
    if form == "geojson" and file.kind == "json":
        yield geometry_of(file, path, frozenset(known))
    elif form in LAYERS and file.size:
        # read by few sets, slow to import
        from pipelines.certification.gathering.layers import layers_of  # noqa: PLC0415

        yield from layers_of(file.label, path, column, frozenset(known))


def geometry_of(file: ReceivedFile, path: Path, identifiers: frozenset[str]) -> Geometry:
    """Return what a GeoJSON file says of where entities are.

    A file without a `crs` is in WGS 84. Source: RFC 7946.
    """
    try:
        content = read_json(path)
        features = [item for item in content["features"] if isinstance(item, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Geometry(file.label, "", 0, 0, frozenset())
    named = content.get("crs") if isinstance(content.get("crs"), dict) else None
    given = {str(item["id"]) for item in features if item.get("id") is not None}
    return Geometry(
        label=file.label,
        system=_system(named) if named else "EPSG:4326",
        features=len(features),
        outside=_outside(features),
        identifiers=frozenset(given) if given else identifiers,
    )


def _system(named: Mapping[str, Any]) -> str:
    """Return the system that an old GeoJSON names: « urn:ogc:def:crs:EPSG::32198 »."""
    name = str((named.get("properties") or {}).get("name") or "")
    code = name.rpartition(":")[2]
    if code == "CRS84":
        return "EPSG:4326"
    return f"EPSG:{code}" if code.isdecimal() else ""


def _outside(features: Sequence[Mapping[str, Any]]) -> int:
    """Count the features that lie outside Québec."""
    texts = [json.dumps(item.get("geometry")) for item in features if item.get("geometry")]
    shapes = shapely.from_geojson(texts, on_invalid="ignore")
    points = shapely.point_on_surface(shapes)
    inside = shapely.contains(quebec(), points)
    return int((~inside).sum())


def _columns(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return tuple(next(csv.reader(file), ()))


def encoding_of(path: Path) -> str:
    """Return « utf-8 » for a text that is in UTF-8, OTHER for another."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return OTHER
    return "utf-8"
