"""Make small geographic files, and read them as the library does."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.raw import write

from pipelines.geo.model import Layer
from pipelines.geo.names import TABLE
from pipelines.geo.prepare import Given, prepare

MONTREAL, QUEBEC_CITY = (-73.5673, 45.5017), (-71.2080, 46.8139)


def layers_of(path: Path, name: str = "", fields: list[dict] | None = None) -> list[Layer]:
    """Return the layers of a file, kept in `maps` beside it."""
    folder = path.parent / "maps"
    (folder / "scratch").mkdir(parents=True)
    return prepare(path, name or path.name, folder, folder / "scratch", Given(fields))


def layer_of(path: Path, name: str = "", fields: list[dict] | None = None) -> Layer:
    """Return the only layer of a file."""
    (layer,) = layers_of(path, name, fields)
    return layer


def rows_of(path: Path, layer: Layer) -> pa.Table:
    """Return the attributes of a kept layer."""
    kept = path.parent / "maps" / layer.file
    return pyogrio.read_arrow(kept, layer=TABLE, read_geometry=False)[1]


def shapes_of(path: Path, layer: Layer) -> np.ndarray:
    """Return the geometries of a kept layer."""
    _, table = pyogrio.read_arrow(path.parent / "maps" / layer.file, layer=TABLE, columns=[])
    return shapely.from_wkb(table.column("dq_geometry").to_numpy())


def codes_of(layer: Layer) -> list[str]:
    """Return the codes of what a layer's readers are told."""
    return [finding.code for finding in layer.findings]


def write_points(
    path: Path,
    points: Sequence[tuple[float, ...]],
    system: str | None = "EPSG:4326",
    attributes: Mapping[str, Sequence[object]] | None = None,
    **options: str,
) -> Path:
    """Write points by GDAL, in the format that the file's name says."""
    columns = attributes or {"nom": [f"lieu {number}" for number, _ in enumerate(points)]}
    write(
        path,
        np.array(shapely.to_wkb(shapely.points(points)), dtype=object),
        [
            np.array(values, dtype=object if isinstance(values[0], str) else None)
            for values in columns.values()
        ],
        list(columns),
        geometry_type="Point",
        crs=system,
        **options,
    )
    return path


def zip_of(path: Path, members: Mapping[str, bytes]) -> Path:
    """Write a zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def zip_folder(path: Path, folder: Path, prefix: str = "") -> Path:
    """Write a zip of all the files in a folder."""
    found = (item for item in sorted(folder.rglob("*")) if item.is_file())
    members = {prefix + str(item.relative_to(folder)): item.read_bytes() for item in found}
    return zip_of(path, members)


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    return content.getvalue()
