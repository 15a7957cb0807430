"""Guess the reference system of coordinates that come without one, from where they would lie."""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import shapely
from pyproj import CRS

from pipelines.geo.known_systems import MTM, UTM
from pipelines.geo.reading import Part
from pipelines.geo.systems import QUEBEC, Move, way_to_wgs84
from pipelines.geo.territories import quebec
from pipelines.geo.witnesses import agreement
from pipelines.messages import Refusal

# Those of Québec's publications (DOMAINE, section 6). A layer in NAD83 and one in NAD83(CSRS) look
# the same: the older datum is taken, whose change to WGS 84 says that it is accurate to 4 m, unless
# a name says CSRS.
MTM_NAD83, MTM_CSRS = MTM[:8], MTM[8:]
UTM_NAD83, UTM_CSRS = UTM[:5], UTM[5:]
DEGREES = 4326
CANDIDATES = (DEGREES, 32198, 3798, 3857, *MTM_NAD83, *UTM_NAD83)
IF_NAMED = (6623,)  # lies where 32198 does, and is rare: a layer in it has to say so
ON_CSRS = {
    32198: 6622, 3798: 3799, 6623: 6624,
    **dict(zip(MTM_NAD83, MTM_CSRS, strict=True)), **dict(zip(UTM_NAD83, UTM_CSRS, strict=True)),
}  # fmt: skip
WIDTH = 1.75  # degrees from the central meridian at which a zone of 3 degrees still is used
UTM_WIDTH = 3.25
INSIDE, MOSTLY = 0.98, 0.5
AGREE, DIFFER = 0.8, 0.4  # of the features: a column proves one system when no other comes near
LONGITUDES, LATITUDES = 180, 90
BETWEEN = r"[\W_]*(z|zone|fuseau)?[\W_]*"
LAMBERTS = {
    32198: (r"(qc|quebec)[\W_]*lambert", r"lambert[\W_]*(qc|quebec|du quebec)"),
    3798: (r"mtq[\W_]*lambert", r"lambert[\W_]*mtq"),
    6623: ("albers",),
}


def guessed_system(coordinates: np.ndarray, first: Part, hint: str) -> CRS:
    """Return the only system that puts the coordinates in Québec, in its own zone.

    Where none does, degrees when most are those of Québec and around: metres of any system would be
    that small at one place alone, far from here. Among several, `hint` may name one (« MTM8 »,
    « 32198 »), or a column that names regions, MRC or municipalities agree with one. Raises Refusal
    when none fits, or several.
    """
    candidates = (*CANDIDATES, *(code for code in IF_NAMED if _names(hint, code)))
    fitting = (
        _fitting(candidates, coordinates)
        or _fitting(candidates, coordinates[:, ::-1])
        or _degrees(coordinates)
    )
    named = [code for code in fitting if _names(hint, code)]
    chosen = named if len(named) == 1 else fitting
    if len(chosen) > 1:
        chosen = _proven(first, chosen) or chosen
    if not chosen:
        raise Refusal("geo-no-system")
    if len(chosen) > 1:
        raise Refusal("geo-several-systems", systems=", ".join(_said(code) for code in chosen))
    return CRS.from_epsg(_datum(chosen[0], hint))


def _fitting(candidates: Sequence[int], coordinates: np.ndarray) -> list[int]:
    return [code for code in candidates if len(coordinates) and _fits(code, coordinates)]


def share_in_quebec(coordinates: np.ndarray) -> float:
    """Return the share of longitudes and latitudes that are in Québec's extent, 0.0 of none."""
    if not len(coordinates):
        return 0.0
    west, south, east, north = QUEBEC
    x, y = coordinates.T
    return float(((x >= west) & (x <= east) & (y >= south) & (y <= north)).mean())


def _degrees(coordinates: np.ndarray) -> list[int]:
    around = any(share_in_quebec(both) > MOSTLY for both in (coordinates, coordinates[:, ::-1]))
    return [DEGREES] if around else []


def _fits(code: int, coordinates: np.ndarray) -> bool:
    if code == DEGREES and not (abs(coordinates) <= (LONGITUDES, LATITUDES)).all():
        return False
    system = CRS.from_epsg(code)
    placed = _placed(coordinates, way_to_wgs84(system).move)
    zone = _zone(system)
    if zone is not None:
        meridian, half = zone
        if (abs(placed[:, 0] - meridian) <= half).mean() < INSIDE:
            return False
    inside = shapely.contains_xy(quebec(), placed[:, 0], placed[:, 1])
    return bool(inside.mean() >= INSIDE)


def _proven(first: Part, codes: list[int]) -> list[int]:
    """Return the one system by which features lie where a column says, [] when none stands out."""
    moves = [way_to_wgs84(CRS.from_epsg(code)).move for code in codes]
    found = sorted(zip((agreement(first, move) for move in moves), codes, strict=True))
    (second, _), (best, code) = found[-2:]
    return [code] if best >= AGREE and second <= DIFFER else []


def _placed(coordinates: np.ndarray, move: Move) -> np.ndarray:
    placed = move(coordinates)
    return np.where(np.isfinite(placed), placed, 0.0)


def _zone(system: CRS) -> tuple[float, float] | None:
    """Return the central meridian of a zone and how far from it the zone is used, degrees."""
    code = system.to_epsg()
    if code not in (*MTM_NAD83, *UTM_NAD83) or system.coordinate_operation is None:
        return None
    values = {item.name: float(item.value) for item in system.coordinate_operation.params}
    return values["Longitude of natural origin"], WIDTH if code in MTM_NAD83 else UTM_WIDTH


def _said(code: int) -> str:
    return f"{CRS.from_epsg(code).name} (EPSG:{code})"


def _datum(code: int, hint: str) -> int:
    """Return the system on NAD83(CSRS) in place of the one on NAD83, when the hint says so."""
    other = ON_CSRS.get(code, code)
    return other if "csrs" in hint.lower() or _says(hint, str(other)) else code


def _names(hint: str, code: int) -> bool:
    return any(_says(hint, pattern) for pattern in _patterns(code))


def _says(hint: str, pattern: str) -> bool:
    plain = unicodedata.normalize("NFKD", hint).encode("ascii", "ignore").decode().lower()
    return re.search(rf"(?<!\d){pattern}(?!\d)", plain) is not None


def _patterns(code: int) -> tuple[str, ...]:
    """Return how people name a system: « MTM 8 », « mtm_zone08 », « fuseau 8 », « 32188 »."""
    own = (str(code), str(ON_CSRS.get(code, code)))
    if code in MTM_NAD83:
        return (*own, rf"(mtm|scopq|fuseau){BETWEEN}0?{code - 32180}")
    if code in UTM_NAD83:
        return (*own, rf"utm{BETWEEN}{code - 26900}")
    return (*own, *LAMBERTS.get(code, ()))
