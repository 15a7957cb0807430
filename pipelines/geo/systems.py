"""Choose how a reference system is brought to WGS 84: offline, and never blindly."""

import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.transformer import TransformerGroup

from pipelines.geo.known_systems import CONFIDENCE, has_unknown_datum, identified
from pipelines.geo.model import WGS84, Finding, System
from pipelines.messages import Refusal

QUEBEC = (-79.85, 44.99, -57.10, 62.62)  # EPSG's extent of Québec
AREA = AreaOfInterest(*QUEBEC)
CSRS, CSRS_VERSION = "EPSG:4617", "North American Datum of 1983 (CSRS) version"
FLAT, HORIZONTAL = 2, ("Geographic", "Projected")
DYNAMIC = "Dynamic Geodetic Reference Frame"
NO_CHANGE = ("axis order change", "Null geographic offset", "Conversion from")
REGISTERED = re.compile(r"EPSG\b")
Coordinates = np.ndarray  # n × 2
Move = Callable[[Coordinates], Coordinates]


@dataclass(frozen=True)
class Way:
    """How coordinates become longitudes and latitudes of WGS 84, and what to say of it."""

    system: System
    move: Move
    findings: tuple[Finding, ...] = ()


def way_to_wgs84(system: CRS, guessed: bool = False) -> Way:
    """Return the most accurate operation that needs no grid which isn't here.

    Raises Refusal when PROJ knows none: a ballpark is no answer.
    """
    return _way(system.to_wkt(), guessed)


def code_of(system: CRS) -> str:
    """Return « EPSG:32188 », or "" when no register has the system."""
    found = system.to_authority(min_confidence=CONFIDENCE)
    return ":".join(found) if found else ""


@cache
def _way(wkt: str, guessed: bool) -> Way:
    written = CRS.from_wkt(wkt)
    flat = identified(_horizontal(written))
    if not flat.type_name.startswith(HORIZONTAL) and not flat.is_bound:
        raise Refusal("geo-system-unusable", system=f"{flat.name} ({flat.type_name})")
    code, findings = code_of(flat), list(_notes(written, flat))
    if _is_wgs84(flat):
        way = Transformer.from_crs(flat, WGS84, always_xy=True)
        system = System(code, flat.name, guessed=guessed)
        return Way(system, _mover(way, flat), tuple(findings))
    own = _on_csrs(flat)
    change = _change_of_datum(own)
    operation = _group(own).transformers[0]
    accuracy = operation.accuracy if operation.accuracy >= 0 else None
    system = System(code, flat.name, change.name, change.code, accuracy, guessed)
    return Way(system, _mover(operation, own), (*findings, *_missing(own, accuracy)))


def _notes(written: CRS, flat: CRS) -> Iterator[Finding]:
    """Tell what was supposed of a system."""
    base = flat.geodetic_crs
    if has_unknown_datum(written) and not has_unknown_datum(flat):
        yield Finding("geo-datum-supposed", {"system": flat.name})
    if base is not None and base.datum is not None and base.datum.type_name == DYNAMIC:
        yield Finding("geo-dynamic", {"system": flat.name})
    if _is_csrs_version(flat):
        yield Finding("geo-csrs-version", {"system": flat.name})


@dataclass(frozen=True)
class _Change:
    name: str
    code: str


def _change_of_datum(system: CRS) -> _Change:
    """Return the name and code of the operation between the two datums."""
    chosen = _group(_base(system)).transformers[0]
    steps = [item for item in chosen.operations or () if not item.name.startswith(NO_CHANGE)]
    if system.is_bound:
        steps = steps[-1:]  # the others leave the projection
    if not steps:
        return _Change(chosen.description, "")
    codes = (_authority(item.to_json_dict()) for item in steps)
    return _Change(" + ".join(item.name for item in steps), " + ".join(filter(None, codes)))


def _group(system: CRS) -> TransformerGroup:
    """Return PROJ's operations to WGS 84, best first; raises Refusal when it has none."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "Best transformation is not available"
        )  # told by _missing
        group = TransformerGroup(
            system,
            WGS84,
            always_xy=True,
            area_of_interest=AREA,  # type: ignore[arg-type] - pyproj's two names for one class
            allow_ballpark=False,
        )
    if not group.transformers:
        raise Refusal("geo-no-operation", system=system.name)
    return group


def _missing(system: CRS, accuracy: float | None) -> Iterator[Finding]:
    """Tell of the first operation that would be more accurate, had we its grid."""
    for operation in _group(_base(system)).unavailable_operations:
        grids = [grid.short_name for grid in operation.grids if not grid.available]
        better = accuracy is not None and 0 <= operation.accuracy < accuracy
        if grids and better:
            best, without = (round((item or 0) * 100) for item in (operation.accuracy, accuracy))
            values = {"grid": ", ".join(grids), "best": best, "accuracy": without}
            yield Finding("geo-grid-missing", {**values})
            return


def _authority(described: dict) -> str:
    """Return « EPSG:1188 », also of what PROJ derived from it; "" of what isn't EPSG's."""
    identifier = described.get("id") or {}
    known = REGISTERED.search(identifier.get("authority", ""))
    return f"EPSG:{identifier['code']}" if known else ""


def _base(system: CRS) -> CRS:
    return system if system.is_bound or system.geodetic_crs is None else system.geodetic_crs


def _mover(transformer: Transformer, system: CRS) -> Move:
    if system.is_geographic and transformer.definition.startswith(("noop", "proj=noop")):
        return lambda coordinates: coordinates

    def move(coordinates: Coordinates) -> Coordinates:
        x, y = transformer.transform(coordinates[:, 0], coordinates[:, 1])
        return np.column_stack((x, y))

    return move


def _horizontal(system: CRS) -> CRS:
    """Return a system without its heights."""
    if system.is_compound:
        return system.sub_crs_list[0]
    return system.to_2d() if len(system.axis_info) > FLAT and not system.is_geocentric else system


def _is_csrs_version(system: CRS) -> bool:
    base = system.geodetic_crs
    return base is not None and base.datum is not None and base.datum.name.startswith(CSRS_VERSION)


def _on_csrs(system: CRS) -> CRS:
    """Return a system on a version of NAD83(CSRS) as one on NAD83(CSRS), of which it is a part.

    EPSG 6622 and 6624 are on version 2, from which PROJ knows no operation without a grid.
    """
    if not _is_csrs_version(system):
        return system
    described = system.to_json_dict()
    base = CRS(CSRS).to_json_dict()
    if system.is_geographic:
        return CRS(CSRS)
    described["base_crs"] = base
    described.pop("id", None)
    return CRS.from_json_dict(described)


def _is_wgs84(system: CRS) -> bool:
    base = system.geodetic_crs
    datum = base.datum.name if base is not None and base.datum is not None else ""
    return datum.startswith("World Geodetic System 1984")
