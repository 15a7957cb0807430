"""The reference systems that Québec publishes in, and which of them a file means.

Source: EPSG's register, v10.076, as DOMAINE (section 6) lists it.
"""

from functools import cache

from pyproj import CRS

DEGREES = (4326, 4269, 4617)
LAMBERT = (32198, 6622, 3798, 3799, 6623, 6624)
MTM = (*range(32183, 32191), *range(2945, 2953))  # zones 3 to 10, NAD83 then NAD83(CSRS)
UTM = (*range(26917, 26922), *range(2958, 2963))  # zones 17 to 21, NAD83 then NAD83(CSRS)
KNOWN = (*DEGREES, 3857, *LAMBERT, *MTM, *UTM)
CONFIDENCE = 70  # percent, of PROJ's finding of a register's code
DEGREE_DECIMALS, METRE_DECIMALS, SCALE_DECIMALS = 7, 3, 9  # 1 cm, 1 mm, 1 cm in 10 000 km
MAY_BE_LEFT_OUT = 0.0  # a parameter that is zero is often not written

Projection = tuple[str, float, frozenset[tuple[str, float]]]


def identified(system: CRS) -> CRS:
    """Return the register's own form of a system, which a .prj may name in another way.

    A system whose datum is only an ellipsoid is taken for the one on NAD83 that has its projection.
    What is no system of Québec's and of no register stays as it is.
    """
    own = system.source_crs if system.is_bound and system.source_crs else system
    found = own.to_authority(min_confidence=CONFIDENCE)
    if found and not has_unknown_datum(own):
        return CRS.from_authority(*found)
    projection, datum = _projection(own), _datum(own)
    for code in KNOWN if projection else ():
        known = CRS.from_epsg(code)
        if _projection(known) == projection and datum in (_datum(known), ""):
            return known
    return system


def has_unknown_datum(system: CRS) -> bool:
    """Tell a system of which only the ellipsoid is known, as PROJ strings leave it: GRS 80."""
    base = system.geodetic_crs
    name = base.datum.name if base is not None and base.datum is not None else ""
    return name.lower().startswith("unknown") and "1980" in name


def _datum(system: CRS) -> str:
    """Return one name for a datum's spellings, "" for an ellipsoid alone."""
    base = system.geodetic_crs
    if base is None or base.datum is None or has_unknown_datum(system):
        return ""
    name = base.datum.name.lower().replace("_", " ")
    if "csrs" in name or "canadian spatial" in name:
        version = name.rpartition("version")[2].strip()
        return f"csrs {version}" if "version" in name else "csrs"
    return (
        "nad83" if name.startswith(("north american datum 1983", "d north american 1983")) else name
    )


@cache
def _projection_of(wkt: str) -> Projection | None:
    system = CRS.from_wkt(wkt)
    operation = system.coordinate_operation
    if not system.is_projected or operation is None:
        return None
    unit = system.axis_info[0].unit_conversion_factor
    kept = frozenset(
        (
            _parameter(item.name),
            _rounded(float(item.value), item.unit_conversion_factor, item.unit_name),
        )
        for item in operation.params
        if item.value != MAY_BE_LEFT_OUT
    )
    return operation.method_name, unit, kept


def _projection(system: CRS) -> Projection | None:
    return _projection_of(system.to_wkt())


def _parameter(name: str) -> str:
    """Return one name for both standard parallels: which is first doesn't matter."""
    return "parallel" if "standard parallel" in name else name.lower()


def _rounded(value: float, factor: float, unit: str) -> float:
    if "degree" in unit.lower():
        return round(value, DEGREE_DECIMALS)
    return round(value * factor, SCALE_DECIMALS if unit == "unity" else METRE_DECIMALS)
