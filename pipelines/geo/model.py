"""What is known of geographic data once they are read."""

from dataclasses import dataclass, field

WGS84 = "EPSG:4326"
SURFACES = ("polygon", "mixed")  # geometries of layers that may have polygons
Extent = tuple[float, float, float, float]  # west, south, east, north; degrees


@dataclass(frozen=True)
class Finding:
    """Tell something of a layer that its readers should know: `code` names its sentence."""

    code: str
    values: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class System:
    """The reference system of a layer, and how it was brought to WGS 84.

    `code`: « EPSG:4269 », "" when no register has it; `operation`: the change of datum, "" when
    there was none; `accuracy`: of that change, in metres, as PROJ's register states it, None when
    it doesn't; `guessed`: nothing in the file said which system it was.
    """

    code: str
    name: str
    operation: str = ""
    operation_code: str = ""
    accuracy: float | None = 0.0
    guessed: bool = False


@dataclass(frozen=True)
class Column:
    """An attribute of a layer.

    `kind`: text, integer, number, boolean, date or datetime; `values`: those of a column that has
    few, with how many features have each; `minimum` and `maximum`: of numbers and dates.
    """

    name: str
    kind: str
    filled: int
    distinct: int
    values: tuple[tuple[str, int], ...] = ()
    minimum: float | str | None = None
    maximum: float | str | None = None


@dataclass(frozen=True)
class Layer:
    """A layer as it is kept.

    `geometry`: point, line, polygon or mixed, raster for images; `features`: all of them; `drawn`:
    those that have a place; `extent`: of those, in WGS 84; `territories`: MRC code → features in
    it; `file`: the GeoPackage of its features; `drawing`: what a browser draws, GeoJSON or PMTiles;
    `drawn_columns`: the attributes that the drawing has; `municipalities`: of the layer that others
    draw municipalities by, a mark of these drawings; of polygons that are territories, `level`:
    regions, mrc or municipalities, `codes`: feature number → code.
    """

    name: str
    title: str
    geometry: str
    features: int
    drawn: int
    extent: Extent | None
    system: System
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]
    territories: dict[str, int]
    file: str
    drawing: str
    drawn_columns: tuple[str, ...] = ()
    municipalities: str = ""
    level: str = ""
    codes: dict[int, str] = field(default_factory=dict)


def read_layer(said: dict) -> Layer:
    """Return a layer from what `dataclasses.asdict` made of it, by way of JSON."""
    return Layer(
        **{
            **said,
            "system": System(**said["system"]),
            "columns": tuple(_read_column(column) for column in said["columns"]),
            "findings": tuple(Finding(**finding) for finding in said["findings"]),
            "extent": tuple(said["extent"]) if said["extent"] else None,
            "drawn_columns": tuple(said["drawn_columns"]),
            "codes": {int(number): code for number, code in said.get("codes", {}).items()},
        }
    )


def _read_column(said: dict) -> Column:
    values = tuple((value, count) for value, count in said["values"])
    return Column(**{**said, "values": values})
