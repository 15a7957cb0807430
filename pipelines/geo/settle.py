"""Settle which reference system a layer is in and which of its axes comes first."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS

from pipelines.geo.guess import guessed_system, share_in_quebec
from pipelines.geo.model import WGS84, Finding
from pipelines.geo.reading import Geometries, Part, Reading
from pipelines.geo.systems import Move, Way, way_to_wgs84

MOST = 0.95  # of the vertices, when one speaks of a whole layer
HALF = 0.5
SAMPLE = 10_000
LARGEST_DEGREE = 360


@dataclass(frozen=True)
class Settled:
    """How a layer's coordinates become longitudes and latitudes, and what to say of it.

    `swapped`: latitudes come first; `west`: longitudes are written without their minus sign.
    """

    way: Way
    swapped: bool
    west: bool
    findings: tuple[Finding, ...]

    def righted(self, geometries: Geometries) -> Geometries:
        """Return geometries whose first coordinate goes east."""
        if not self.swapped and not self.west:
            return geometries
        sign = (-1, 1) if self.west else (1, 1)
        step = -1 if self.swapped else 1
        return shapely.transform(geometries, lambda coordinates: coordinates[:, ::step] * sign)


def settle(reading: Reading, first: Part) -> Settled:
    """Decide from the first features of a layer.

    Raises Refusal when nothing says the system and the coordinates fit none, or several.
    """
    coordinates = _sample(first.geometries)
    system, findings = _system(reading, first, coordinates)
    way = way_to_wgs84(system, guessed=bool(findings))
    swapped = _is_swapped(coordinates, way.move)
    west = not swapped and system.is_geographic and _is_west(coordinates)
    told = (*findings, *way.findings, *_others(first, swapped, west))
    return Settled(way, swapped, west, told)


def _system(
    reading: Reading, first: Part, coordinates: np.ndarray
) -> tuple[CRS, tuple[Finding, ...]]:
    """Return the system to believe: the file's, unless its coordinates can't be in it."""
    said = reading.system
    if said is None:
        found = guessed_system(coordinates, first, reading.hint)
        return found, (Finding("geo-guessed", {"system": found.name}),)
    if _are_metres(said, coordinates):
        found = guessed_system(coordinates, first, reading.hint)
    elif _are_degrees(said, coordinates):
        found = CRS(WGS84)
    else:
        return said, ()
    return found, (Finding("geo-system-wrong", {"said": said.name, "system": found.name}),)


def _others(first: Part, swapped: bool, west: bool) -> Iterator[Finding]:
    if swapped:
        yield Finding("geo-swapped")
    if west:
        yield Finding("geo-west")
    heights = shapely.get_coordinates(first.geometries, include_z=True)[:, 2]
    if np.nan_to_num(heights).any():
        yield Finding("geo-heights")


def _sample(geometries: Geometries) -> np.ndarray:
    coordinates = shapely.get_coordinates(geometries)
    finite = coordinates[np.isfinite(coordinates).all(axis=1)]
    known = finite[(finite != 0).any(axis=1)]  # 0, 0 stands for « unknown »
    return known[:: max(1, len(known) // SAMPLE)]


def _are_metres(system: CRS, coordinates: np.ndarray) -> bool:
    """Tell coordinates that can't be degrees of a system that is in degrees."""
    if not system.is_geographic or not len(coordinates):
        return False
    return bool((np.abs(coordinates) > LARGEST_DEGREE).any(axis=1).mean() > MOST)


def _are_degrees(system: CRS, coordinates: np.ndarray) -> bool:
    """Tell coordinates that are Québec's in degrees, of a system that is in metres."""
    return system.is_projected and share_in_quebec(coordinates) > MOST


def _is_swapped(coordinates: np.ndarray, move: Move) -> bool:
    """Tell a layer that is in Québec only when its axes are exchanged."""
    if not len(coordinates) or share_in_quebec(move(coordinates)) > HALF:
        return False
    return share_in_quebec(move(coordinates[:, ::-1])) >= MOST


def _is_west(coordinates: np.ndarray) -> bool:
    """Tell a layer that is in Québec only when its longitudes are negative."""
    if not len(coordinates) or share_in_quebec(coordinates) > 1 - MOST:
        return False
    return share_in_quebec(coordinates * (-1, 1)) >= MOST
