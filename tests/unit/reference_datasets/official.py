"""Read the official files without any GIS library: what the compiled sets are compared with."""

import csv
import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from tests.unit.reference_datasets.shapes import signed_area

REGIONS = "geographie/regions_V2024-03_shp_cp850/regio_s.dbf"
MRC = "geographie/mrc_V2017-08_gml/donnees_quebec_mrc_polygones.gml"
MRC_ATTRIBUTES = "geographie/mrc_V2025-04_attributs/mrc_s.dbf"
END_OF_FIELDS = 0x0D
SHP_HEADER = 100  # bytes


def dbf(path: Path, encoding: str) -> list[dict[str, str]]:
    """Return the records of a dBASE III file as text."""
    content = path.read_bytes()
    count, head, width = (
        int.from_bytes(content[start:end], "little") for start, end in ((4, 8), (8, 10), (10, 12))
    )
    fields = []
    for at in range(32, head - 1, 32):
        if content[at] == END_OF_FIELDS:
            break
        fields.append((content[at : at + 11].split(b"\0")[0].decode("ascii"), content[at + 16]))
    records = [content[head + n * width + 1 : head + (n + 1) * width] for n in range(count)]
    return [_record(record, fields, encoding) for record in records]


def _record(record: bytes, fields: list[tuple[str, int]], encoding: str) -> dict[str, str]:
    cells, at = {}, 0
    for name, size in fields:
        cells[name] = record[at : at + size].decode(encoding).strip()
        at += size
    return cells


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV list as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def region_areas(data: Path) -> dict[str, float]:
    """Return each region's area in square degrees, from the vertices of the official layer.

    Its AREA column is older than its vertices: it has Courcelles in region 05, as before 2024.
    """
    areas: dict[str, float] = defaultdict(float)
    shapes = _shp_areas((data / REGIONS).with_suffix(".shp").read_bytes())
    for record, area in zip(dbf(data / REGIONS, "cp850"), shapes, strict=True):
        areas[record["RES_CO_REG"]] += area
    return dict(areas)


def _shp_areas(content: bytes) -> Iterator[float]:
    """Yield the area of each polygon of a shapefile, whose exterior rings turn clockwise."""
    at = SHP_HEADER
    while at < len(content):
        parts, count = struct.unpack_from("<2i", content, at + 44)
        starts = struct.unpack_from(f"<{parts}i", content, at + 52)
        flat = struct.unpack_from(f"<{2 * count}d", content, at + 52 + 4 * parts)
        points = list(zip(flat[::2], flat[1::2], strict=True))
        rings = [points[start:end] for start, end in pairwise((*starts, count))]
        yield -sum(signed_area(ring) for ring in rings)
        at += 8 + 2 * int.from_bytes(content[at + 4 : at + 8], "big")


def mrc_areas(data: Path) -> dict[str, float]:
    """Return each MRC's area in square degrees, as the official layer of 2017 itself gives it."""
    text = (data / MRC).read_text(encoding="utf-8")
    found = re.findall(r"<ogr:AREA>([^<]+)<.*?<ogr:MRS_CO_MRC>(\d+)<", text, re.DOTALL)
    areas: dict[str, float] = defaultdict(float)
    for area, code in found:
        areas[code.zfill(2)] += float(area)
    return dict(areas)
