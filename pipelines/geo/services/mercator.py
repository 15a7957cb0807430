"""The grid of square tiles that Web maps share, in Web Mercator (EPSG:3857), metres."""

import math

from pipelines.messages import Refusal

EDGE = 20037508.342789244  # metres from the middle of the world to its edge
DEEPEST = 24
HALF_TURN, FURTHEST = 180, 85.051128  # degrees of longitude, of latitude
Box = tuple[float, float, float, float]


def tile_box(z: int, x: int, y: int) -> Box:
    """Return west, south, east and north of a tile, y counted from the north.

    Raises Refusal for a tile that doesn't exist.
    """
    if not 0 <= z <= DEEPEST or not (0 <= x < 1 << z and 0 <= y < 1 << z):
        raise Refusal("geo-service-no-tile")
    side = 2 * EDGE / (1 << z)
    west, north = x * side - EDGE, EDGE - y * side
    return west, north - side, west + side, north


def box_around(place: tuple[float, float], z: int, pixels: int) -> Box:
    """Return a square of so many pixels of 256-pixel tiles around a longitude and latitude."""
    longitude, latitude = place
    inside = abs(longitude) <= HALF_TURN and abs(latitude) <= FURTHEST
    if not inside or not 0 <= z <= DEEPEST:
        raise Refusal("geo-service-no-tile")
    x = longitude / HALF_TURN * EDGE
    y = math.asinh(math.tan(math.radians(latitude))) / math.pi * EDGE
    half = pixels * EDGE / (256 << z)
    return x - half, y - half, x + half, y + half
